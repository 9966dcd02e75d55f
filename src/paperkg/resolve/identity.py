"""Keys by which two mentions are the same thing, and the slugs that IRIs end in.

A slug is minted once: :class:`IdentityLock` remembers which keys (arXiv id, DOI, title, name) it
was minted for, so that a renamed post or a corrected title keeps its IRI.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_MAX_SLUG = 60  # characters; a longer one is cut at a hyphen
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_KEY = re.compile(r"[^\w+#]+|_+")
_RESERVED = frozenset({"index", "con", "prn", "aux", "nul", "404", "all"})
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i"}
)
_SYMBOLS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at "}


def fold(text: str) -> str:
    """Return the key under which two spellings of a name are equal.

    Case, hyphens, spaces, punctuation and diacritics do not count; ``+`` and ``#`` do
    (``DeepLabv3+`` is not ``DeepLabv3``).

    >>> fold("GPT-2") == fold("gpt2")
    True
    >>> fold("β-VAE"), fold("YOLOv4+")
    ('βvae', 'yolov4+')
    """
    text = unicodedata.normalize("NFKD", text.translate(_SPELLED)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_KEY.sub("", text.replace("&", "and"))


def digest(text: str, length: int = 8) -> str:
    """Return the first ``length`` hex digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str) -> str:
    """Return a lower-case ASCII slug of at most 60 characters, never empty, never reserved.

    Text of which nothing is left in ASCII gets a short hash.

    >>> slug("DeepLabv3+"), slug("Łukasz Kaiser"), slug("深度学习")
    ('deeplabv3-plus', 'lukasz-kaiser', 'x-44cff9c1')
    """
    spelled = text.translate(_SPELLED)
    for symbol, word in _SYMBOLS.items():
        spelled = spelled.replace(symbol, word)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "")
    result = _NOT_SLUG.sub("-", plain).strip("-")
    if len(result) > _MAX_SLUG:
        cut = result.rfind("-", _MAX_SLUG // 2, _MAX_SLUG + 1)
        result = result[: cut if cut > 0 else _MAX_SLUG].strip("-")
    if not result or result in _RESERVED:
        return f"{result or 'x'}-{digest(text)}"
    return result


@dataclass(slots=True)
class IdentityLock:
    """Slugs minted so far, per kind of resource, with the keys they were minted for.

    Attributes:
        known: kind -> key -> slug. Grows only; what is locked is never minted anew.
    """

    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def find(self, kind: str, keys: Iterable[str]) -> str | None:
        """Return the slug locked for the first of the keys that has one."""
        table = self.known.get(kind, {})
        return next((table[key] for key in keys if key in table), None)

    def taken(self, kind: str) -> set[str]:
        """Return all slugs of a kind."""
        return set(self.known.get(kind, {}).values())

    def keep(self, kind: str, keys: Iterable[str], slug_: str) -> None:
        """Remember a slug under all its keys; a key that is locked keeps its first slug."""
        table = self.known.setdefault(kind, {})
        for key in keys:
            table.setdefault(key, slug_)


def mint(
    kind: str, wanted: Mapping[str, tuple[tuple[str, ...], str]], lock: IdentityLock
) -> dict[str, str]:
    """Give every resource of a kind its slug, and lock it.

    Args:
        kind: ``paper``, ``author``, ``concept``, ``category`` or ``post``.
        wanted: handle -> (keys, most telling first; text to make a slug of).
        lock: Slugs of earlier builds; those of this build are added.

    Returns:
        handle -> slug. Collisions are settled by a short hash of the first key, whatever the
        order in which resources come.
    """
    result: dict[str, str] = {}
    used = set(lock.taken(kind))
    given: set[str] = set()
    fresh: list[tuple[str, str, str]] = []
    for handle, (keys, text) in wanted.items():
        locked = lock.find(kind, keys)
        if locked is not None and locked not in given:
            result[handle] = locked
            given.add(locked)
        else:
            fresh.append((keys[0], handle, slug(text)))
    for key, handle, base in sorted(fresh):
        choice = base if base not in used else f"{base[: _MAX_SLUG - 9].rstrip('-')}-{digest(key)}"
        result[handle] = choice
        used.add(choice)
    for handle, (keys, _) in wanted.items():
        lock.keep(kind, keys, result[handle])
    return result
