"""What has to hold of every file of a site that is made of hostile posts."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from .cases import EVIL, SECRET

_FORBIDDEN_TAG_TEXT = """
iframe frame frameset object embed applet base portal math audio video source track marquee animate
animatetransform animatemotion set foreignobject image style template param bgsound keygen
isindex xmp plaintext noembed layer
"""
_FORBIDDEN_TAGS = frozenset(_FORBIDDEN_TAG_TEXT.split())
_ADDRESS_TEXT = """
href src action formaction data poster background cite longdesc xlink:href srcset srcdoc ping
"""
_ADDRESSES = frozenset(_ADDRESS_TEXT.split())
_FORBIDDEN_ATTRIBUTES = frozenset(("style", "srcdoc", "formaction", "ping", "xlink:href"))
_DATA_SCRIPTS = frozenset({"application/ld+json", "application/json"})
_OUTSIDE = ("http", "https")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """Reads one page and notes what is not as it should be."""

    def __init__(self, root: Path, path: Path, files: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.text: list[str] = []
        self._here = path.relative_to(root).as_posix()
        self._files = files
        self._script: list[str] | None = None
        self._scripts_with_text: list[str] = []
        self._policies = 0
        self._ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(values) != len(attrs):
            self.fault(f"<{tag}> has an attribute twice: {attrs}")
        if tag in _FORBIDDEN_TAGS or (tag == "textarea" and self._here != "sparql.html"):
            self.fault(f"<{tag}> {attrs}")
        for name, value in values.items():
            self.attribute(tag, name, value, values)
        if tag == "meta" and "http-equiv" in values:
            if values["http-equiv"].lower() != "content-security-policy":
                self.fault(f"<meta http-equiv={values['http-equiv']}>")
            self._policies += "default-src 'none'" in values.get("content", "")
        if tag == "script":
            self.script(values)

    def attribute(self, tag: str, name: str, value: str, values: dict[str, str]) -> None:
        if name.startswith("on") or name in _FORBIDDEN_ATTRIBUTES:
            self.fault(f"<{tag} {name}={value[:80]!r}>")
        if not re.fullmatch(r"[a-z][a-z0-9-]*(:[a-z]+)?", name):
            self.fault(f"<{tag}> has an odd attribute {name!r}")
        if name in _ADDRESSES:
            self.address(tag, value, values)
        if name == "id":
            if value in self._ids:
                self.fault(f"id {value!r} twice")
            self._ids.add(value)

    def script(self, values: dict[str, str]) -> None:
        self._script = []
        if "src" in values:
            self._script = None
        elif values.get("type") not in _DATA_SCRIPTS:
            self.fault(f"script in the page: {values}")

    def address(self, tag: str, value: str, values: dict[str, str]) -> None:
        if value.startswith("data:image/") and tag == "link":
            return
        try:
            parts = urlsplit(value.strip())
        except ValueError:
            self.fault(f"<{tag}> with a broken address {value!r}")
            return
        if re.search(r"[\x00-\x20\x7f-\xa0\u2028\u2029]", value):
            self.fault(f"<{tag}> with an address that holds spaces or controls {value!r}")
        if parts.scheme in _OUTSIDE:
            self.outside(tag, value, values)
        elif parts.scheme or parts.netloc or value.startswith(("//", "\\", "/")):
            self.fault(f"<{tag}> leads to {value[:120]!r}")
        else:
            self.inside(tag, parts.path)

    def outside(self, tag: str, value: str, values: dict[str, str]) -> None:
        relation = set(values.get("rel", "").split())
        if tag not in {"a", "link"}:
            self.fault(f"<{tag}> loads {value[:120]!r}")
        if EVIL in value and (tag != "a" or not {"noopener", "nofollow"} <= relation):
            self.fault(f"<{tag} rel={values.get('rel')!r}> leads to {value[:120]!r}")
        if tag == "link" and relation & {"stylesheet", "icon", "preload", "import", "prefetch"}:
            self.fault(f"<link> loads {value[:120]!r}")

    def inside(self, tag: str, path: str) -> None:
        if not path:
            return
        joined = os.path.normpath(str(PurePosixPath(self._here).parent / unquote(path)))
        if joined.startswith(".."):
            self.fault(f"<{tag}> leads out of the site: {path!r}")
        elif joined not in self._files and f"{joined}/index.html" not in self._files:
            self.fault(f"<{tag}> leads to nothing: {path[:120]!r}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            try:
                json.loads("".join(self._script))
            except ValueError:
                self.fault("data script that is no JSON")
            self._script = None

    def handle_data(self, data: str) -> None:
        (self.text if self._script is None else self._script).append(data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.fault(f"<!{decl[:60]}>")

    def handle_pi(self, data: str) -> None:
        self.fault(f"<?{data[:60]}>")

    def unknown_decl(self, data: str) -> None:
        self.fault(f"<![{data[:60]}>")

    def handle_comment(self, data: str) -> None:
        self.fault(f"<!--{data[:60]}-->")

    def fault(self, text: str) -> None:
        self.faults.append(f"{self._here}:{self.getpos()[0]}: {text}")

    def finished(self) -> list[str]:
        """Return all faults, those that only the end shows included."""
        self.close()
        if self._policies != 1:
            self.fault(f"{self._policies} content security policies")
        return self.faults


def faults(site: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a site."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    for name in sorted(files):
        path = site / name
        data = path.read_bytes()
        if SECRET.encode() in data:
            yield f"{name}: holds the secret"
        if not re.fullmatch(r"[a-zA-Z0-9._/-]{1,200}", name):
            yield f"{name!r}: odd name"
        if path.is_symlink():
            yield f"{name}: is a link"
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            yield f"{name}: is not UTF-8"
            continue
        yield from _file(site, path, name, text, files)


def _file(site: Path, path: Path, name: str, text: str, files: set[str]) -> Iterator[str]:
    if path.suffix in {".html", ".svg", ".xml", ".bib", ".ris", ".csv"}:
        hit = _CONTROL.search(text)
        if hit:
            yield f"{name}: control character {hit[0]!r} at {text[max(0, hit.start() - 60) : hit.end()]!r}"
    match path.suffix:
        case ".html":
            page = Page(site, path, files)
            page.feed(text)
            yield from page.finished()
        case ".json" | ".jsonld":
            try:
                json.loads(text)
            except ValueError as error:
                yield f"{name}: no JSON: {error}"
        case ".svg" | ".xml":
            yield from _xml(name, text)
        case ".bib":
            yield from _bibtex(name, text)


def _xml(name: str, text: str) -> Iterator[str]:
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        yield f"{name}: no XML: {error}"
        return
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in {"script", "foreignobject", "animate", "set", "image", "use"}:
            yield f"{name}: <{tag}>"
        for key, value in element.attrib.items():
            bare = key.rpartition("}")[2].lower()
            if bare.startswith("on") or re.match(
                r"\s*(javascript|data|vbscript):", value, re.IGNORECASE
            ):
                yield f"{name}: <{tag} {bare}={value[:80]!r}>"


def _bibtex(name: str, text: str) -> Iterator[str]:
    depth = 0
    for letter in text:  # escaped or not, as BibTeX counts them
        if letter in "{}":
            depth += 1 if letter == "{" else -1
        if depth < 0:
            break
    entries = text.count("\n@") + text.startswith("@")
    if depth or (entries != 1 and name.startswith("paper/")) or not entries:
        yield f"{name}: BibTeX that does not close: {text[:200]!r}"


def same_but_for_case(names: set[str]) -> list[str]:
    """Return names that a file system without case takes for one."""
    seen: dict[str, str] = {}
    return [name for name in sorted(names) if seen.setdefault(name.casefold(), name) != name]
