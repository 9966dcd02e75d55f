r"""Turns plain values into RDF terms, written as in N-Triples (RDF 1.1 N-Triples, section 2).

A term is a string: ``<iri>``, ``"text"``, ``"text"@en`` or ``"2017"^^<datatype>``. Text from posts
becomes a literal or nothing; it becomes an IRI only through :func:`web_iri`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from paperkg.vocab import XSD

_ECHAR = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
# what canonical N-Triples escapes, and what no RDF parser takes (lone surrogates, U+FFFE, U+FFFF)
_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
_ESCAPE = re.compile(r'\\(?:([btnfr"\\\'])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))')
_UNESCAPED = {short[1]: char for char, short in _ECHAR.items()} | {"'": "'"}
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)

# RFC 3987, section 2.2, without private characters, odd spaces and bidi marks (section 4.1)
_UCS = (
    "\xa1-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_CHAR = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@/{_UCS}-]|%[0-9A-Fa-f]{{2}})"
_LABEL = rf"[A-Za-z0-9{_UCS}](?:[A-Za-z0-9{_UCS}_-]*[A-Za-z0-9{_UCS}])?"
_WEB_IRI = re.compile(
    rf"https?://{_LABEL}(?:\.{_LABEL})*\.?(?::[0-9]{{1,5}})?"
    rf"(?:/{_CHAR}*)?(?:\?(?:{_CHAR}|\?)*)?(?:#(?:{_CHAR}|\?)*)?"
)
_MAX_IRI = 2000
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7}", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\x00-\x1f\x7f]{1,300}")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.ASCII)


def ref(iri: str) -> str:
    """Return the term of an IRI that is known to be one.

    >>> ref("http://example.org/a")
    '<http://example.org/a>'
    """
    return f"<{iri}>"


def string(text: str) -> str:
    r"""Return a plain literal, escaped as in canonical N-Triples.

    Characters that RDF parsers refuse (lone surrogates, U+0000, U+FFFE, U+FFFF) become U+FFFD.

    >>> print(string('a "b"\n'))
    "a \"b\"\n"
    """
    return f'"{_SPECIAL.sub(_escape, text)}"' if _SPECIAL.search(text) else f'"{text}"'


def label(text: str, language: str = "") -> str:
    """Return a cleaned literal, with a language tag if one is given; empty for an empty text."""
    text = clean(text)
    if not text:
        return ""
    return f"{string(text)}@{language}" if language else string(text)


@lru_cache(maxsize=65536)
def number(value: int) -> str:
    """Return an ``xsd:integer``.

    Not one of the narrower types: stores such as Oxigraph turn those into ``xsd:integer``, and what
    they answer would no longer be what was published.
    """
    return f'"{value}"^^<{XSD.integer}>'


def typed(text: str, datatype: str) -> str:
    """Return a literal of a datatype; the text must be in its lexical space."""
    return f"{string(text)}^^<{datatype}>"


def year(value: int) -> str:
    """Return an ``xsd:gYear``, or an empty string for one that four digits cannot hold."""
    return f'"{value:04d}"^^<{XSD.gYear}>' if 0 < value <= 9999 else ""


def date(value: str) -> str:
    """Return an ``xsd:date``, or an empty string if the text is none."""
    return f'"{value}"^^<{XSD.date}>' if _DATE.fullmatch(value) else ""


def language_tag(tag: str) -> str:
    """Return a language tag in lower case, ``en`` in place of one that is none (BCP 47)."""
    return tag.lower() if _LANGUAGE.fullmatch(tag) else "en"


def clean(text: str) -> str:
    r"""Return a label without control, bidi and invalid characters, white space made single.

    >>> clean("BERT:\n  pre-training \x07of\u202e deep")
    'BERT: pre-training of deep'
    """
    return " ".join(_DROPPED.sub("", text).split())


def web_iri(text: str) -> str:
    """Return the term of a web address, or an empty string for what is not surely one.

    Only ``http`` and ``https``, no user data, every character as RFC 3987 has it.

    >>> web_iri("https://arxiv.org/abs/1706.03762")
    '<https://arxiv.org/abs/1706.03762>'
    >>> web_iri("javascript:alert(1)"), web_iri("http://a b"), web_iri("http://x/> <http://y")
    ('', '', '')
    """
    text = text.strip()
    if len(text) > _MAX_IRI or not _WEB_IRI.fullmatch(text):
        return ""
    try:
        port = urlsplit(text).port
    except ValueError:
        return ""
    return f"<{text}>" if port is None or 0 < port < 65536 else ""


def arxiv_iri(ident: str) -> str:
    """Return the term of an arXiv abstract page, or an empty string for no arXiv id.

    >>> arxiv_iri("1706.03762"), arxiv_iri("cs/0112017"), arxiv_iri("1706")
    ('<https://arxiv.org/abs/1706.03762>', '<https://arxiv.org/abs/cs/0112017>', '')
    """
    return f"<https://arxiv.org/abs/{ident}>" if _ARXIV.fullmatch(ident) else ""


def doi_iri(doi: str) -> str:
    """Return the term of a DOI's address, or an empty string for no DOI.

    >>> doi_iri("10.1002/(SICI)1097<1::AID>3.0")
    '<https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0>'
    """
    if not _DOI.fullmatch(doi) or _DROPPED.search(doi):
        return ""
    return f"<https://doi.org/{quote(doi, safe='/:;()._~!$&*+,=@-')}>"


def value_of(term: str) -> str:
    r"""Return the IRI or the text of a term, without its language or datatype.

    >>> value_of('"a \\"b\\""@en'), value_of("<http://e/>")
    ('a "b"', 'http://e/')
    """
    if term[0] == "<":
        return term[1:-1]
    return unescape(term[1 : term.rindex('"')])


def split_literal(term: str) -> tuple[str, str, str]:
    """Return text, language and datatype IRI (empty for a plain string) of a literal.

    >>> split_literal('"2017"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    ('2017', '', 'http://www.w3.org/2001/XMLSchema#gYear')
    """
    end = term.rindex('"')
    text, rest = unescape(term[1:end]), term[end + 1 :]
    if rest.startswith("@"):
        return text, rest[1:], ""
    return text, "", rest[3:-1]


def unescape(text: str) -> str:
    """Undo the escapes of a literal."""
    return _ESCAPE.sub(_plain, text) if "\\" in text else text


def _plain(match: re.Match[str]) -> str:
    short, four, eight = match.groups()
    return _UNESCAPED[short] if short else chr(int(four or eight, 16))


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in _ECHAR:
        return _ECHAR[char]
    code = ord(char)
    return f"\\u{code:04X}" if 0 < code <= 0x7F else "�"
