"""Citations of a work as BibTeX and RIS."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paperkg.model import Work
from paperkg.publish.address import outside_href

_SPECIAL = re.compile(r"[\\{}$&#%_^~<>]")
_REPLACED = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, escaped or not: those of a title must not end the field.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
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
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|annals|annual reviews?|magazine|bulletin|quarterly"
    r"|communications of|acm computing surveys|proceedings of the (?:national academy|ieee|vldb)"
    r"|nature|science|sciences|pnas|jmlr|tmlr|tacl|pvldb|biometrika|neurocomputing"
    r"|neural networks|neural computation|machine learning \d)\b"
    r"|^ieee trans|^(?:physical|psychological|psychometric) review",
    re.IGNORECASE,
)
_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc\.|conference|workshops?|symposium|meeting of|advances in neural"
    r"|companion|neurips|nips|icml|iclr|colt|uai|aistats|aaai|ijcai|ecai|cvpr|iccv|eccv|wacv|bmvc"
    r"|miccai|acl|naacl|eacl|emnlp|conll|coling|lrec|interspeech|icassp|kdd|adkdd|icdm|sdm|cikm"
    r"|wsdm|www|sigir|ecir|recsys|dlrs|sigmod|vldb|icde|pods|sosp|osdi|nsdi|usenix|ppopp|isca"
    r"|asplos|sigcomm|siggraph|stoc|focs|soda|chi|icra|iros|corl|rss|facct|iswc|eswc|mlsys)\b"
    r"(?! technical)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\b(?:preprint|arxiv|technical report|blog|thesis)\b", re.IGNORECASE)
_FORMULA = re.compile(r"(?<![\\$\w])(\$(?![\s$])[^$]{1,300}?(?<![\s\\])\$)(?![\d$])")
_NO_FORMULA = re.compile(r"(?<!\\)[%#&~]")
_BRACE = re.compile(r"\\.|[{}]")
_FOUR = re.compile(r"\b(?:19|20)\d\d\b")
_LATEST = 5  # years from a preprint to its publication
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _tex(text: str) -> str:
    r"""Return a text as TeX prints it. Formulas stay formulas, if their braces are pairs.

    >>> print(_tex(r"Attention in $O(n^{2})$ & less for $5"))
    Attention in $O(n^{2})$ \& less for \$5
    """
    parts = _FORMULA.split(_line(text))
    return "".join(
        part if i % 2 and _is_safe(part) else _SPECIAL.sub(lambda m: _REPLACED[m[0]], part)
        for i, part in enumerate(parts)
    )


def _is_safe(formula: str) -> bool:
    """Whether a formula can end neither its field nor the line it is printed in."""
    if _NO_FORMULA.search(formula):
        return False
    depth = 0
    for sign in _BRACE.findall(formula):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _address(work: Work) -> str:
    if work.arxiv:
        return f"https://arxiv.org/abs/{work.arxiv}"
    return outside_href(work.url)


def _form(venue: str) -> tuple[str, str, str]:
    """Return the type of entry, the field of the venue, and the type in RIS."""
    if not _NEITHER.search(venue):
        if _JOURNAL.search(venue):
            return "article", "journal", "JOUR"
        if _PROCEEDINGS.search(venue):
            return "inproceedings", "booktitle", "CPAPER"
    return "misc", "howpublished", "GEN"


def _year(work: Work) -> str:
    """Return the year of the publication that a citation names.

    The year of a work is that in which it was first seen, often as a preprint; the volume that is
    named beside it says when it appeared there.
    """
    named = set(_FOUR.findall(work.venue))
    if work.year and len(named) == 1 and _form(work.venue)[0] != "misc":
        appeared = int(named.pop())
        if work.year <= appeared <= work.year + _LATEST:
            return str(appeared)
    return str(work.year) if work.year else ""


def bibtex(work: Work, authors: Sequence[str]) -> str:
    """Return a BibTeX entry; what is not known is left out.

    >>> print(bibtex(Work(id="bert", title="BERT", year=2018), ["Jacob Devlin"]))
    @misc{bert,
      title = {{BERT}},
      author = {Jacob Devlin},
      year = {2018}
    }
    <BLANKLINE>
    >>> print(bibtex(Work(id="dropout", title="Dropout", venue="JMLR 15, 2014"), []))
    @article{dropout,
      title = {{Dropout}},
      journal = {JMLR 15, 2014}
    }
    <BLANKLINE>
    """
    entry, field, _ = _form(work.venue)
    pairs = [
        ("title", f"{{{_tex(work.title)}}}"),
        ("author", " and ".join(_tex(name) for name in authors)),
        ("year", _year(work)),
        (field, _tex(work.venue)),
        ("eprint", _tex(work.arxiv)),
        ("archiveprefix", "arXiv" if work.arxiv else ""),
        ("doi", _tex(work.doi)),
        ("url", _address(work).replace("{", "%7B").replace("}", "%7D")),
    ]
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in pairs if value)
    return f"@{entry}{{{work.id},\n{body}\n}}\n"


def ris(work: Work, authors: Sequence[str]) -> str:
    """Return an RIS record; what is not known is left out."""
    lines = [("TY", _form(work.venue)[2]), ("TI", _line(work.title))]
    lines += [("AU", _line(name)) for name in authors]
    lines += [
        ("PY", _year(work)),
        ("T2", _line(work.venue)),
        ("DO", _line(work.doi)),
        ("UR", _address(work)),
    ]
    body = "".join(f"{tag}  - {value}\n" for tag, value in lines if value)
    return f"{body}ER  - \n"
