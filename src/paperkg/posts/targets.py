"""To which post a relative link or a wikilink leads."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_SUFFIX = re.compile(r"\.(?:md|markdown|mdown|mkdn?|mdx|qmd|rmd|txt|text|html?)$", re.IGNORECASE)
_SUFFIXES = (
    ".md",
    ".markdown",
    ".mdx",
    ".mdown",
    ".mkd",
    ".mkdn",
    ".qmd",
    ".rmd",
    ".txt",
    ".text",
    "/index.md",
    "/README.md",
    "/_index.md",
)
_LIQUID = re.compile(
    r"\{[{%]<?[ \t]*(?:post_url|ref|relref|link)[ \t]+[\"']?([^\"'{}<>%\s]{1,300})"
)
_SPACES = re.compile(r"[\s_-]+")


class Names(NamedTuple):
    """A file and the names it may be called by in a wikilink, best first."""

    file: str
    titles: Sequence[str]
    headings: Sequence[str]


class Targets:
    """Finds the post a link leads to, among the files of one folder; never outside it."""

    def __init__(self, posts: Iterable[Names]) -> None:
        self.files: set[str] = set()
        self.folded: dict[str, str] = {}
        self._found: dict[tuple[str, str], str] = {}  # by name and folder of the source
        self.names: list[dict[str, list[str]]] = [{}, {}, {}, {}]
        for file, titles, headings in posts:
            self.files.add(file)
            self.folded.setdefault(file.casefold(), file)
            stem = _SUFFIX.sub("", posixpath.basename(file))
            self._name(0, stem, file)
            for title in titles:
                self._name(1, title, file)
            for heading in headings:
                self._name(2, heading, file)
            self._name(3, _SPACES.sub("-", _DATED.sub("", stem)), file)

    def _name(self, rank: int, name: str, file: str) -> None:
        key = _key(name)
        if key:
            held = self.names[rank].setdefault(key, [])
            if file not in held[-1:]:
                held.append(file)

    def by_address(self, target: str, source: str) -> str:
        """Return the post at a relative address as seen from ``source``; empty if there is none."""
        if "{" in target:
            hit = _LIQUID.search(target)
            if hit is None:
                target = re.sub(r"^\{\{[^{}]{0,80}\}\}", "", target)
            else:
                return self.by_name(_SUFFIX.sub("", hit.group(1)), source)
        path = unquote(target.split("#", 1)[0].split("?", 1)[0])
        if not path:
            return source if target.startswith("#") else ""
        path = unicodedata.normalize("NFC", path.replace("\\", "/"))
        if len(path) > 1000:
            return ""
        rooted = path.startswith("/")
        base = "" if rooted else posixpath.dirname(source)
        place = posixpath.normpath(posixpath.join(base, path.lstrip("/") if rooted else path))
        if place.startswith("../") or place in {"..", "."}:
            return ""
        return self._file(place) or (self._permalink(place, source) if rooted else "")

    def _file(self, place: str) -> str:
        if place in self.files:
            return place
        bare = _SUFFIX.sub("", place)
        for suffix in _SUFFIXES:
            if bare + suffix in self.files:
                return bare + suffix
        folded = self.folded.get(place.casefold())
        if folded is None:
            folded = self.folded.get(f"{bare}.md".casefold(), "")
        return folded

    def _permalink(self, place: str, source: str) -> str:
        """Find the post behind ``/2019/07/name/``, as Jekyll and Hugo write addresses."""
        name = _SUFFIX.sub("", posixpath.basename(place))
        return self._nearest(self.names[3].get(_key(_SPACES.sub("-", name)), ()), source)

    def by_name(self, name: str, source: str) -> str:
        """Return the post a wikilink names: by file name, title or alias, then by its heading."""
        if not name:
            return source
        key = (name, posixpath.dirname(source))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._by_name(name, source)
        return found

    def _by_name(self, name: str, source: str) -> str:
        bare = _SUFFIX.sub("", unicodedata.normalize("NFC", name.replace("\\", "/").strip()))
        if "/" in bare:
            return self._by_path(bare, source)
        for names in self.names[:3]:
            found = self._nearest(names.get(_key(bare), ()), source)
            if found:
                return found
        return self._nearest(
            self.names[3].get(_key(_SPACES.sub("-", _DATED.sub("", bare))), ()), source
        )

    def _by_path(self, bare: str, source: str) -> str:
        here = self.by_address("/" + bare.lstrip("/"), source) if not bare.startswith(".") else ""
        if here or bare.startswith("."):
            return here or self.by_address(bare, source)
        tail = "/" + bare.strip("/").casefold()
        held = self.names[0].get(_key(posixpath.basename(bare)), ())
        return self._nearest(
            [f for f in held if ("/" + _SUFFIX.sub("", f)).casefold().endswith(tail)], source
        )

    def _nearest(self, files: Sequence[str], source: str) -> str:
        if not files:
            return ""
        if len(files) == 1:
            return files[0]
        return min(files, key=lambda file: (_distance(file, source), file))


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _distance(file: str, source: str) -> int:
    """Return the number of steps between the folders of two files."""
    one, two = file.split("/")[:-1], source.split("/")[:-1]
    shared = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        shared += 1
    return len(one) + len(two) - 2 * shared
