"""Where pictures are kept, for those who may not look into storage themselves."""

from storage.pictures import PictureGone, PictureProblem, PictureStore, PictureStoreUnusable

__all__ = ["PictureGone", "PictureProblem", "PictureStore", "PictureStoreUnusable"]
