"""Citations of a work as BibTeX and RIS."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paperkg.model import Work
from paperkg.publish.address import outside_href

_SPECIAL = re.compile(r"[\\{}$&#%_^~<>]")
_REPLACED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\^{}",
    "~": r"\~{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda m: _REPLACED[m[0]], _line(text))


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _address(work: Work) -> str:
    if work.arxiv:
        return f"https://arxiv.org/abs/{work.arxiv}"
    return outside_href(work.url)


def bibtex(work: Work, authors: Sequence[str]) -> str:
    """Return a BibTeX entry; what is not known is left out.

    >>> print(bibtex(Work(id="bert", title="BERT", year=2018), ["Jacob Devlin"]))
    @misc{bert,
      title = {{BERT}},
      author = {Jacob Devlin},
      year = {2018}
    }
    <BLANKLINE>
    """
    pairs = [
        ("title", f"{{{_tex(work.title)}}}"),
        ("author", " and ".join(_tex(name) for name in authors)),
        ("year", str(work.year) if work.year else ""),
        ("howpublished", _tex(work.venue)),
        ("eprint", _tex(work.arxiv)),
        ("archiveprefix", "arXiv" if work.arxiv else ""),
        ("doi", _tex(work.doi)),
        ("url", _address(work).replace("{", "%7B").replace("}", "%7D")),
    ]
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in pairs if value)
    return f"@misc{{{work.id},\n{body}\n}}\n"


def ris(work: Work, authors: Sequence[str]) -> str:
    """Return an RIS record; what is not known is left out."""
    lines = [("TY", "GEN"), ("TI", _line(work.title))]
    lines += [("AU", _line(name)) for name in authors]
    lines += [
        ("PY", str(work.year) if work.year else ""),
        ("T2", _line(work.venue)),
        ("DO", _line(work.doi)),
        ("UR", _address(work)),
    ]
    body = "".join(f"{tag}  - {value}\n" for tag, value in lines if value)
    return f"{body}ER  - \n"
