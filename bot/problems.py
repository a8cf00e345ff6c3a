"""How the program ends where its database or its pictures can not be used."""

from collections.abc import Mapping

from bot.exits import FAILED, WRONG_USAGE, Stop
from storage.errors import DatabaseProblem, DatabaseUnusable
from storage.pictures import PictureProblem, PictureStoreUnusable


def database_stop(error: DatabaseUnusable) -> Stop:
    code = WRONG_USAGE if error.problem is DatabaseProblem.BAD_ADDRESS else FAILED
    return Stop(_DATABASE[error.problem].format(where=error.where), code)


def pictures_stop(error: PictureStoreUnusable) -> Stop:
    return Stop(_PICTURES[error.problem].format(where=error.where))


_DATABASE: Mapping[DatabaseProblem, str] = {
    DatabaseProblem.BAD_ADDRESS: "MINNOW_DATABASE_URL is not the address of a database.",
    DatabaseProblem.NEWER_THAN_PROGRAM: (
        "The database {where} was made by a newer MinNow: update the program."
    ),
    DatabaseProblem.READ_ONLY: "The database {where} can be read but not written.",
    DatabaseProblem.NO_PERMISSION: (
        "The database {where} can not be opened: may it and its folder be read and written?"
    ),
    DatabaseProblem.UNREADABLE: "{where} is not a database of MinNow, or it is damaged.",
    DatabaseProblem.FULL: "There is no space left for the database {where}.",
    DatabaseProblem.BUSY: "Another program holds the database {where}: try again in a moment.",
    DatabaseProblem.UNREACHABLE: "The database {where} does not answer.",
    DatabaseProblem.REFUSED: "The database {where} refuses the user, the password or the name.",
    DatabaseProblem.ANOTHER_KEY: (
        "The database {where} was encrypted with another key: check MINNOW_ENCRYPTION_KEYS."
    ),
}

_PICTURES: Mapping[PictureProblem, str] = {
    PictureProblem.BAD_ADDRESS: "{where} is no place for pictures: file:///… or s3://… is.",
    PictureProblem.REFUSED: "The pictures in {where} may not be read or written.",
    PictureProblem.NO_PLACE: "There is no place for pictures at {where}, and none can be made.",
    PictureProblem.UNREACHABLE: "The pictures in {where} can not be reached.",
    PictureProblem.ANOTHER_KEY: (
        "The pictures in {where} were encrypted with another key: check MINNOW_ENCRYPTION_KEYS."
    ),
}
