"""Puts short TeX formulas into letters, for places that show text."""

from __future__ import annotations

import re
import unicodedata

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SIGNS = {
    "times": "×",
    "cdot": "·",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "in": "∈",
    "to": "→",
}
_SIGNS |= {
    "neq": "≠",
    "approx": "≈",
    "sim": "∼",
    "infty": "∞",
    "pm": "±",
    "ldots": "…",
    "dots": "…",
}
_SIGNS |= {"lambda": "λ", "log": "log", "exp": "exp", "max": "max", "min": "min"}
_MATH = re.compile(r"(?<![\\$\w])(\$\$?)(?![\s$])([^$\n]{1,300}?)(?<![\s\\])\1(?![\d$])")


def plain_formulas(text: str) -> str:
    r"""Return a text with its formulas in letters, where their commands are but letters and signs.

    >>> plain_formulas(r"$\beta$-VAE has a $\frac{a}{b}$, and costs between $5 and $10")
    'β-VAE has a $\\frac{a}{b}$, and costs between $5 and $10'
    """
    return _MATH.sub(_plain, text) if "$" in text else text


def _plain(formula: re.Match[str]) -> str:
    """Return a formula in letters where its commands are but letters and signs; else as written."""
    text = _COMMAND.sub(_sign, formula[2])
    return formula[0] if "\\" in text else " ".join(text.split())


def _sign(command: re.Match[str]) -> str:
    name = command[1]
    if name in _SIGNS:
        return _SIGNS[name]
    try:
        case = "CAPITAL" if name[0].isupper() else "SMALL"
        return unicodedata.lookup(f"GREEK {case} LETTER {name}".upper())
    except KeyError:
        return command[0]
