"""Years, authors, labels and addresses that no paper has."""

from __future__ import annotations

from .cases import Group, Outcome, invented, sentences

READ = Outcome.READ

group = Group("fields")


def _field(name: str, lines: str, outcome: Outcome = READ) -> None:
    group.matter(name, f"title: {invented(name)}\n{lines}", outcome)


# --- years --------------------------------------------------------------------------------------
for _number, _year in enumerate(
    (
        "0",
        "-5",
        "99999",
        '"2017?"',
        "2999",
        "1e3",
        "[2017, 2018]",
        "{y: 2017}",
        "0x7E1",
        "２０１７",
        "٢٠١٧",
    )
):
    _field(f"year-{_number}", f"year: {_year}\ndate: {_year}")
_field("year-words", "year: next year\npublished: soon\ndate: yesterday")
_field("year-injection", "year: '2017\"^^<https://evil.example/t> . <https://evil.example/s'")
_field("date-odd", "date: 0000-00-00T99:99:99+99:99")
group.post(
    "year-in-prose",
    "# YearProseNet (99999)\n\nYearProseNet (0000) was published in -5 and 20177, in 2017?! Date: 13/32/18\n",
    READ,
)

# --- authors ------------------------------------------------------------------------------------
for _number, _authors in enumerate(
    (
        "Ada Example",
        "[Ada Example, null, 12, true, {name: Bob Example}, [Cy Example]]",
        "{name: Ada Example, affiliation: {name: X, address: [1, 2]}}",
        "~",
        "7",
        "''",
        "['', ' ', ',', ';', '.', '-']",
        "'<script>PWN(1)</script>, \"><img src=x onerror=PWN(2)>'",
        "'Ada> <https://evil.example/p> <https://evil.example/o'",
        '"Ada \\e[31mExample\\n\\nBob"',
        "[" + ", ".join(f"Author {i}" for i in range(600)) + "]",
        "'" + "A" * 9000 + "'",
        "'=cmd|calc, +Ada, @Bob, -Cy'",
        "'../../outside/owned, CON, .., index, \u202eelpmaxE'",
    )
):
    _field(f"authors-{_number}", f"authors: {_authors}")
_field("author-and-authors", "author: Ada Example\nauthors: [Bob Example]\nAuthor: Cy Example")

# --- labels: concepts, categories, short names ---------------------------------------------------
_LABELS = (
    "<script>PWN(1)</script>",
    '"><img src=x onerror=PWN(2)>',
    "a> <https://evil.example/p> <https://evil.example/o",
    '"""',
    "\\",
    "\\u0022",
    "https://evil.example/concept",
    "<https://evil.example/c>",
    "../../outside/owned",
    "a\\nb",
    "{{7*7}}",
    "=1+1",
    "\u202egnirts",
    "javascript:PWN(3)",
    "[[evil]]",
    "#",
    "'",
    "a\tb",
)
_LIST = "\n".join("- '{}'".format(label.replace("'", "''")) for label in _LABELS)
_field("tags", f"tags:\n{_LIST}")
_field("categories", f"categories:\n{_LIST}")
_field("concepts", f"concepts:\n{_LIST}\nkeywords:\n{_LIST}")
_field(
    "short-name", "short_name: '\"><script>PWN(1)</script>'\nalias: 'x> <https://evil.example/a'"
)
_field("aliases", f"aliases:\n{_LIST}")
_field("builds-on", f"builds_on:\n{_LIST}\nextends: '<script>PWN(1)</script>'")
_field("venue", "venue: '</script><script>PWN(1)</script>'\njournal: '=HYPERLINK(1)'")
group.post(
    "tag-line",
    '# TagLineNet\n\nTags: <script>PWN(1)</script>, "x", a> <b, ../..\n\n' + sentences("tag-line"),
    READ,
)
group.post(
    "inline-fields",
    "# InlineFieldsNet\n\nurl:: javascript:PWN(1)\niri:: https://evil.example/i\n\n"
    + sentences("inline-fields"),
    READ,
)
group.post(
    "category-lines",
    '# CategoryLineNet\n\n**<img src=x onerror=PWN(1)>**: a category\n**"quoted"**: another\n\n'
    + sentences("category-lines"),
    READ,
)

# --- names in prose that become labels of relations ---------------------------------------------
_PROSE = {
    "target-markup": 'It extends <b onclick=PWN(1)>BERT</b> and builds on `"><script>PWN(2)</script>`.',
    "target-iri": "It extends [Evil](https://evil.example/x>y) and builds on <https://evil.example/z>.",
    "target-quotes": 'It extends "BERT\\" . <https://evil.example/s> <https://evil.example/p> <https://evil.example/o>".',
    "target-long": "It extends " + "Very" * 3000 + "Net.",
    "target-escape": "It extends BERT\x1b[31m and builds on GPT\x07-2\u202e.",
    "target-math": "It extends $\\mathcal{B}^{ERT}$ and \\[ \\int_0^1 </script><script>PWN(1)</script> \\].",
    "target-code": "It extends `BERT`; ```x``` and ``a ` b`` and ~~~.",
    "target-links": 'It extends [[<script>PWN(1)</script>]] and [[BERT|"><img src=x onerror=PWN(2)>]].',
}
for _name, _text in _PROSE.items():
    group.post(_name, f"# {invented(_name)}\n\n{_text} {sentences(_name)}", READ)
