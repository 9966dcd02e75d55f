"""Makes text from strangers fit for a line, a cell, a label."""

from __future__ import annotations

import re

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MERMAID = re.compile(r'[#&"<>`%\\]')


def one_line(text: str) -> str:
    r"""Return a text on one line, without controls that a terminal would obey.

    >>> one_line("two\nlines \x1b[31mred")
    'two lines [31mred'
    """
    plain = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split())


def printable(text: str) -> str:
    r"""Return a text with a question mark for each character that cannot be printed.

    >>> printable("notes\x1b/a  b.md")
    'notes?/a  b.md'
    """
    return "".join(c if c.isprintable() else "?" for c in text)


def safe_cell(value: object) -> object:
    """Return a cell of a table so that no spreadsheet takes it for a formula.

    >>> safe_cell("=1+1"), safe_cell(""), safe_cell(2017)
    ("'=1+1", '', 2017)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def xml_text(text: str) -> str:
    """Drop what XML 1.0 (section 2.2) cannot hold."""
    return _NOT_XML.sub("", text)


def dot_quoted(text: str) -> str:
    r"""Return a text as a quoted string of the DOT language.

    >>> print(dot_quoted('a "b" \\N'))
    "a \"b\" \\N"
    """
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def mermaid_label(text: str) -> str:
    """Return a text as it stands inside the quotes of a Mermaid label.

    >>> mermaid_label('C# "x" <b>')
    'C#35; #34;x#34; #60;b#62;'
    """
    return _MERMAID.sub(lambda m: f"#{ord(m[0])};", one_line(text))
