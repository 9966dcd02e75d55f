"""Keys by which two mentions are the same thing, and the slugs that IRIs end in.

A slug is minted once: :class:`IdentityLock` remembers which keys (arXiv id, DOI, title, name) it
was minted for, so that a renamed post or a corrected title keeps its IRI.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from paperkg.errors import VocabularyError

_MAX_SLUG = 60  # characters; a longer one is cut at a hyphen
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_KEY = re.compile(r"[^\w+#]+|_+")
_RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul", "404", "all"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)}
)
_HASHED = re.compile(r"-[0-9a-f]{12}", re.ASCII)  # how the slug of a post's path may end
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_BREAKS_LINES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_RANKS = ("arxiv", "doi", "record", "work", "title", "post", "name")
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"}
)
_SYMBOLS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at "}


@lru_cache(maxsize=1 << 16)  # a name is folded each time it is met
def fold(text: str) -> str:
    """Return the key under which two spellings of a name are equal.

    Case, hyphens, spaces, punctuation and diacritics do not count; ``+`` and ``#`` do
    (``DeepLabv3+`` is not ``DeepLabv3``).

    >>> fold("GPT-2") == fold("gpt2")
    True
    >>> fold("β-VAE"), fold("YOLOv4+")
    ('βvae', 'yolov4+')
    """
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", text).translate(_SPELLED).casefold()
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_KEY.sub("", text.replace("&", "and"))


def digest(text: str, length: int = 8) -> str:
    """Return the first ``length`` hex digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str) -> str:
    """Return a lower-case ASCII slug of at most 60 characters, never empty, never reserved.

    Text of which nothing is left in ASCII gets a short hash.

    >>> slug("DeepLabv3+"), slug("Łukasz Kaiser"), slug("深度学习")
    ('deeplabv3-plus', 'lukasz-kaiser', 'x-9bea2bda')
    """
    spelled = unicodedata.normalize("NFKD", text).translate(_SPELLED)
    for symbol, word in _SYMBOLS.items():
        spelled = spelled.replace(symbol, word)
    plain = spelled.encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "")
    result = _NOT_SLUG.sub("-", plain).strip("-")
    if len(result) > _MAX_SLUG:
        cut = result.rfind("-", _MAX_SLUG // 2, _MAX_SLUG + 1)
        result = result[: cut if cut > 0 else _MAX_SLUG].strip("-")
    if not result or result in _RESERVED or _HASHED.fullmatch(result[-13:]):
        return _told_apart(result or "x", text)
    return result


def _told_apart(base: str, key: str) -> str:
    return f"{base[: _MAX_SLUG - 9].rstrip('-')}-{digest(key)}"


@dataclass(slots=True)
class IdentityLock:
    """Slugs minted so far, per kind of resource, with the keys they were minted for.

    Attributes:
        known: kind -> key -> slug. Grows only; what is locked is never minted anew.
        labels: kind -> slug -> what the resource was called when it was last there; for all that
            was ever published, so that something can be said of what is there no more.
    """

    known: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def find(self, kind: str, key: str) -> str | None:
        """Return the slug locked for a key, if there is one."""
        return self.known.get(kind, {}).get(_one_line(key))

    def taken(self, kind: str) -> set[str]:
        """Return all slugs of a kind."""
        return set(self.known.get(kind, {}).values())

    def keys(self, kind: str) -> Mapping[str, str]:
        """Return key -> slug of a kind."""
        return self.known.get(kind, {})

    def keep(self, kind: str, keys: Iterable[str], slug_: str) -> None:
        """Remember a slug under all its keys; a key that is locked keeps its first slug.

        Control characters and line breaks in keys are percent-encoded, so that a lock can be
        written as lines of text.

        Raises:
            VocabularyError: If it is no slug, as in a file that was edited by hand.
        """
        _check_slug(slug_)
        table = self.known.setdefault(kind, {})
        for key in keys:
            table.setdefault(_one_line(key), slug_)

    def call(self, kind: str, slug_: str, label: str) -> None:
        """Remember what the resource of a slug is called; the last label counts.

        Raises:
            VocabularyError: If it is no slug.
        """
        _check_slug(slug_.replace("--", "-") if kind == "post" else slug_)  # "--" is "/" there
        self.labels.setdefault(kind, {})[slug_] = _one_line(label).strip() or slug_


def _check_slug(slug_: str) -> None:
    if not _SLUG.fullmatch(slug_):
        raise VocabularyError(
            f"{slug_!r} is not a slug", term=slug_, advice="restore the file of minted IRIs"
        )


def _one_line(key: str) -> str:
    return _BREAKS_LINES.sub(lambda m: quote(m[0], safe="", errors="surrogatepass"), key)


def mint(
    kind: str,
    wanted: Mapping[str, tuple[tuple[str, ...], str]],
    lock: IdentityLock,
    *,
    reserved: Collection[str] = (),
) -> dict[str, str]:
    """Give every resource of a kind its slug, and lock it.

    A slug of an earlier build goes to the resource with the most telling key of it, unless that
    resource has other identifiers than the one the slug was minted for. (An identifier corrected
    in a post of the same path and title is no such case.)

    Args:
        kind: ``paper``, ``author``, ``concept`` or ``category``.
        wanted: handle -> (keys, at least one, the first its own; text to make a slug of).
        lock: Slugs of earlier builds; those of this build are added.
        reserved: Slugs that are not to be given.

    Returns:
        handle -> slug. Collisions are settled by a short hash of the first key, whatever the
        order in which resources come.
    """
    result: dict[str, str] = {}
    given = set(reserved)
    for _, handle, locked in sorted(_inherited(kind, wanted, lock)):
        if handle not in result and locked not in given:
            result[handle] = locked
            given.add(locked)
    used = given | lock.taken(kind)
    fresh = [(keys[0], h, slug(text)) for h, (keys, text) in wanted.items() if h not in result]
    for key, handle, base in sorted(fresh):
        choice, attempt = base, key
        while choice in used:
            choice, attempt = _told_apart(base, attempt), f"{attempt}+"
        result[handle] = choice
        used.add(choice)
    for handle, (keys, _) in wanted.items():
        lock.keep(kind, keys, result[handle])
    return result


def _inherited(
    kind: str, wanted: Mapping[str, tuple[tuple[str, ...], str]], lock: IdentityLock
) -> Iterator[tuple[int, str, str]]:
    """Yield (rank of the key, handle, slug) for every slug a resource may have from before."""
    numbers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, locked in lock.keys(kind).items():
        if key.startswith(("arxiv:", "doi:")):
            numbers[locked, key.partition(":")[0]].add(key)
    for handle, (keys, _) in wanted.items():
        found = [(key.partition(":")[0], lock.find(kind, key)) for key in keys]
        by_kind = {(name, locked) for name, locked in found if locked}
        for name, locked in by_kind:
            mine = [key for key in keys if key.startswith(("arxiv:", "doi:"))]
            corrected = {("title", locked), ("post", locked)} <= by_kind
            if not corrected and _other_numbers(mine, locked, numbers):
                continue
            yield (_RANKS.index(name) if name in _RANKS else len(_RANKS)), handle, locked


def _other_numbers(
    mine: Sequence[str], locked: str, numbers: Mapping[tuple[str, str], set[str]]
) -> bool:
    for kind in ("arxiv", "doi"):
        own = {_one_line(key) for key in mine if key.startswith(f"{kind}:")}
        theirs = numbers.get((locked, kind), set())
        if own and theirs:
            return not own & theirs
    return False
