"""Addresses: which can be followed, and what kind of place they name."""

from __future__ import annotations

import re

from paperkg.model import LinkKind

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:")
_SCHEMES = frozenset({"http:", "https:", "doi:", "arxiv:"})
_ARXIV = re.compile(
    r"(?:https?:)?(?://)?(?:(?:www|export|browse|cn|de|es|fr|in|jp|lanl|uk|xxx|ar5iv\.labs)\.)?"
    r"(?:arxiv\.org|ar5iv\.org|alphaxiv\.org)/|arxiv:",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:https?:)?(?://)?(?:dx\.|www\.)?doi\.org/|doi:"
    r"|https?://[^/\s]{1,100}/doi/(?:[a-z]{1,9}/)?10\.",
    re.IGNORECASE,
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".pdf", ".mp4")


def label_key(label: str) -> str:
    """Return the form in which two labels of reference links are the same."""
    return " ".join(label.split()).casefold()


def classify(target: str, *, image: bool = False) -> LinkKind | None:
    """Return where an address leads; None if no reader could follow it.

    ``http``, ``https``, ``doi:``, ``arxiv:`` and relative addresses can be followed;
    ``javascript:``, ``data:``, ``file:``, ``mailto:`` and the like cannot.

    >>> classify("https://arxiv.org/abs/1706.03762"), classify("bert.md"), classify("data:x")
    (<LinkKind.ARXIV: 'arxiv'>, <LinkKind.POST: 'post'>, None)
    """
    scheme = _SCHEME.match(target)
    if not target or (scheme is not None and scheme.group().lower() not in _SCHEMES):
        return None
    if image:
        return LinkKind.IMAGE
    if _ARXIV.match(target):
        return LinkKind.ARXIV
    if _DOI.match(target):
        return LinkKind.DOI
    if scheme is not None or target.startswith("//") or target[:4].lower() == "www.":
        return LinkKind.WEB
    return LinkKind.POST


def is_picture_name(name: str) -> bool:
    """Return whether an embedded file is a picture and not a post."""
    return name.lower().endswith(_PICTURES)


def url_length(url: str) -> int:
    """Return the length of a bare URL without the punctuation of the sentence around it.

    >>> url_length("https://a.org/b_(c)).")
    19
    """
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while end:
        last = url[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last not in ".,;:!?'*_~…":
            break
        end -= 1
    return end
