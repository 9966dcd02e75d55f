"""Keys under which predictions and labels meet: spelling is not what is measured."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_TRAILING_YEAR = re.compile(r"\(\s*(19|20)\d\d[^)]*\)\s*$")
_WIKILINK = re.compile(r"\[\[([^\]|]*\|)?([^\]]*)\]\]")
_ARTICLE = re.compile(r"^\W*(the|an|a)\s+")
_LABEL_WORD = re.compile(r"[^\W_]+(?:\+\+)?")
_WORD = re.compile(r"[^\W_]+")
_BRITISH = re.compile(r"isation(s?)$")
_SPELLINGS = {
    "modelling": "modeling",
    "labelling": "labeling",
    "factorised": "factorized",
    "normalised": "normalized",
}
_NAME_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|-(?=[^\W\d_]))*")
_ET_AL = re.compile(r"\bet al\.?,?\s*((19|20)\d\d)?", re.IGNORECASE)


def folded(text: str) -> str:
    """Return text without accents and case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


# --- labels of notes ---------------------------------------------------------------------------


def _singular(word: str) -> str:
    word = _BRITISH.sub(r"ization\1", word)
    word = _SPELLINGS.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def label_key(label: str) -> str:
    """Return the key of a concept or a work.

    >>> label_key("The Residual Networks (2015)") == label_key("residual-network")
    True
    """
    text = _WIKILINK.sub(r"\2", folded(label))
    text = _ARTICLE.sub("", _TRAILING_YEAR.sub("", text))
    words = _LABEL_WORD.findall(text.replace("'s ", " ").replace("’s ", " "))
    return "".join(_singular(w) for w in words)


def label_keys(label: str) -> set[str]:
    """Return the keys of every way to read a predicted label.

    Whole, before a colon, without and within parentheses, without "et al.".
    """
    keys = {label_key(label)}
    if ": " in label:
        keys.add(label_key(label.split(": ", 1)[0]))
    found = re.match(r"^(.*?)\s*\(([^)]*)\)\s*$", label)
    if found:
        keys |= {label_key(found[1]), label_key(found[2])}
    keys.add(label_key(_ET_AL.sub("", label)))
    return keys - {""}


BROAD = frozenset(
    label_key(name)
    for name in [
        "machine learning",
        "deep learning",
        "neural network",
        "deep neural network",
        "artificial intelligence",
        "AI",
        "ML",
        "natural language processing",
        "NLP",
        "computer vision",
        "CV",
        "vision",
        "state of the art",
        "SOTA",
        "robotics",
        "embedding",
        "encoder",
        "decoder",
        "gradient",
        "sampling",
        "hyperparameter",
        "loss function",
        "optimization",
        "regression",
        "classification",
        "pooling",
        "convolution",
        "batch size",
        "supervised learning",
        "unsupervised learning",
        "softmax",
    ]
)
"""Names of fields and words too general to be right or wrong as a concept."""


def title_words(title: str) -> str:
    """Return a title's words, without a year in parentheses at its end."""
    return " ".join(_WORD.findall(_TRAILING_YEAR.sub("", folded(title))))


class Person(NamedTuple):
    """Surname and initial of a person; the initial may be unknown."""

    surname: str
    initial: str


def person_key(name: str) -> Person:
    """Return the key of a person.

    >>> person_key("Smith, Leslie N.") == person_key("L. Smith")
    True
    """
    text = folded(name).replace(".", " ")
    if "," in text:
        last, first = text.split(",", 1)
        text = f"{first} {last}"
    parts = [p for p in _NAME_PART.findall(text) if p not in ("jr", "sr", "iii")]
    if not parts:
        return Person("", "")
    return Person(parts[-1], parts[0][0] if len(parts) > 1 else "")


def same_person(one: Person, other: Person) -> bool:
    """Whether two keys may mean one person."""
    if one.surname != other.surname:
        return False
    return not one.initial or not other.initial or one.initial == other.initial


# --- labels of dumps ---------------------------------------------------------------------------

_BRACKETED = re.compile(r"\s*[\(\{\[][^\)\}\]]*[\)\}\]]\s*")


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def letters(text: str) -> str:
    """Return letters and digits only: the dump has lost hyphens.

    >>> letters("Text-to-Text & more")
    'texttotextandmore'
    """
    return re.sub(r"[^a-z0-9]", "", _unaccented(text).lower().replace("&", "and"))


def forms(name: str) -> list[str]:
    """Return the keys of a name, the plainest first: whole, without brackets, without plural s."""
    out: list[str] = []
    for text in (name, _BRACKETED.sub(" ", name)):
        key = letters(text)
        if not key:
            continue
        out.append(key)
        if len(key) > 4 and key.endswith("s") and not key.endswith("ss"):
            out.append(key[:-1])
        if len(key) > 5 and key.endswith("ies"):
            out.append(key[:-3] + "y")
    return list(dict.fromkeys(out))


def hyphened_title(title: str) -> str:
    """Return a title in which only hyphens and words count, not case, quotes and brackets."""
    text = re.sub("[\u2018\u2019\u201c\u201d\"'`]", "", _unaccented(title).lower())
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"\s*-{2,}\s*", " - ", text).replace("{", "(").replace("}", ")")
    return re.sub(r"\s+", " ", text).strip(" .:;,")


def last_name(author: str) -> str:
    """Return the key of an author's last name."""
    text = re.sub(r"\bet\.?\s+al\.?", "", author, flags=re.IGNORECASE).strip(" ,.;")
    parts = text.split(",")[0].split()
    return letters(parts[-1]) if parts else ""
