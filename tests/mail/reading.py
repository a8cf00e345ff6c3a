"""A mail as a person sees it."""

from html.parser import HTMLParser

VOID = {"meta", "br", "img", "link", "hr"}


class Page(HTMLParser):
    """Raises AssertionError where tags do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        """Address and words of each."""
        self.loaded: list[str] = []
        """What it would load from elsewhere."""
        self._shown: list[str] = []
        self._open: list[str] = []
        self._link: str | None = None
        self.feed(html)
        self.close()
        assert self._open == []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._shown).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a":
            self._link = given["href"]
        self.loaded += [value or "" for name, value in attrs if name in ("src", "background")]
        if "url(" in (given.get("style") or "") or tag in ("script", "link", "iframe", "form"):
            self.loaded.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if "style" in self._open or "title" in self._open:
            return
        self._shown.append(data)
        if self._link is not None:
            self.links.append((self._link, data))
