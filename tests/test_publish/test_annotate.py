"""A post as its page shows it: text in, HTML out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measure import measured
from paperkg.model import Evidence
from paperkg.posts import read_posts
from paperkg.publish.annotate import annotate
from paperkg.publish.view import Said

HEAD = "# X\n\n"
TIMES = 10_000


def annotated(folder, text, *spans):
    """A post in which something was read in some places."""
    (folder / "a.md").write_text(HEAD + text, encoding="utf-8")
    (post,) = read_posts(folder)
    said = [Said("x", Evidence.of(post, start, end, "rule")) for start, end in spans]
    return annotate(post, said, lambda file: f"{file}.html")


def shown(folder, text, *quotes):
    """The rows of a post but its title; some words in it were read."""
    starts = [len(HEAD) + text.index(quote) for quote in quotes]
    spans = [(at, at + len(quote)) for at, quote in zip(starts, quotes, strict=True)]
    return annotated(folder, text, *spans).rows[1:]


def html(folder, text):
    return "\n".join(str(row.html) for row in shown(folder, text))


def balanced(text):
    """Whether every tag is closed in turn; raises for one that no post may have."""
    stack = []
    for end, name, rest in re.findall(r"<(/?)(\w+)([^<>]*)>", text):
        assert name in KNOWN, name
        assert re.fullmatch(SAFE, rest), rest
        if end:
            assert stack.pop() == name
        elif name != "br":
            stack.append(name)
    return not stack and "<" not in re.sub(r"</?\w[^<>]*>", "", text)


KNOWN = {
    *("a", "b", "br", "code", "del", "em", "i", "mark", "s", "span", "strong", "sub", "sup", "u"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
SAFE = r'(?: (?:href|rel|class|id|scope)="[^"<>]*")*'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("***both***", "<strong><em>both</em></strong>"),
        ("***a** b*", "<strong><em>a</em></strong><em> b</em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("**a *b**", "<strong>a *b</strong>"),
        ("**GPT**s and __init__", "<strong>GPT</strong>s and <strong>init</strong>"),
        ("5*3*2 is 30, a_b_c", "5*3*2 is 30, a_b_c"),
        ("*p_i* of 2 * 3 * 4", "<em>p_i</em> of 2 * 3 * 4"),
        ("~~old~~ ~x~ ~~~y~~~", "<s>old</s> ~x~ ~~~y~~~"),
        (r"a\_b \*c\* C\:x \q", r"a_b *c* C:x \q"),
        ("see \\``` for fences, ``a", "see `<code> for fences, </code>a"),
        ("see \\``` for `fences`", "see ``` for <code>fences</code>"),
        ("``a`` and \\``x``", "<code>a</code> and ``x``"),
        ("``a``` and \\```b``", "<code>a``` and \\```b</code>"),
        (r"\<b>x\</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("&amp; &copy; &#955; &lt;i&gt;", "&amp; © λ &lt;i&gt;"),
        ("&nosuch; &#x202e; &#1; &", "&amp;nosuch; &amp;#x202e; &amp;#1; &amp;"),
        ("`a\\_b &amp; **c**`", "<code>a\\_b &amp;amp; **c**</code>"),
        ("`` a`b ``, `open", "<code> a`b </code>, `open"),
        (r"$a_b*c*\{d\}$ and \(x\_y\)", r"$a_b*c*\{d\}$ and \(x\_y\)"),
        (r"$ \frac{1}{2} \% $, *x*", r"$ \frac{1}{2} \% $, <em>x</em>"),
        ("$5 and *six* for $6", "$5 and <em>six</em> for $6"),
        ("one  \ntwo\\\nthree\nfour", "one<br>\ntwo<br>\nthree\nfour"),
        ("H<sub>2</sub>O<br/>x<SUP>2</SUP>", "H<sub>2</sub>O<br>x<sup>2</sup>"),
        ("a <b>x <i>y</b> z</i>", "a <b>x &lt;i&gt;y</b> z&lt;/i&gt;"),
        ("a </b> <b onclick=x>y</b>", "a &lt;/b&gt; &lt;b onclick=x&gt;y&lt;/b&gt;"),
        ("a <u>open", "a &lt;u&gt;open"),
        ("see https://e.org/_a_b/~~c~~/x", None),
        ("no note[^1]", "no note[^1]"),
        ("> one\n> *two*", "one\n<em>two</em>"),
    ],
)
def test_markup_is_shown(tmp_path, text, expected):
    found = html(tmp_path, text)
    if expected is None:  # nothing inside an address is markup
        assert "<em>" not in found
        assert "<s>" not in found
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see ![a *b*](fig.png)", "[image: a <em>b</em>]"),
        ("see ![](fig.png)", "[image]"),
        ("![alone](fig.png)", "[image: alone]"),
        ('see <img src="x.png" alt="raw &amp; b">', "[image: raw &amp; b]"),
        ("see <img src=x onerror=PWN(1)>", "[image]"),
        ("see <img alt=''/>", "[image]"),
        ("see ![[fig.png]]", "[image: fig.png]"),
    ],
)
def test_a_picture_is_words_and_asks_for_nothing(tmp_path, text, expected):
    found = html(tmp_path, text)
    assert f'<span class="quiet">{expected}</span>' in found
    assert "<img" not in found
    assert "PWN" not in found


def test_a_picture_elsewhere_is_a_link_at_most(tmp_path):
    found = html(tmp_path, "[![badge](https://b.example/x.svg)](https://c.example)")
    assert re.search(r'<a href="https://c.example"[^>]*>\[image: badge\]</a>', found)
    assert "b.example" not in found


def test_a_footnote_is_told_by_its_label(tmp_path):
    rows = shown(tmp_path, "A fact.[^a1] A range [^x].\n\n[^a1]: Said *elsewhere*.\n")
    assert rows[0].html == "A fact.<sup>[a1]</sup> A range [^x]."
    assert (rows[1].kind, rows[1].marker) == ("footnote", "a1")
    assert rows[1].html == "Said <em>elsewhere</em>."


def test_tasks_are_told(tmp_path):
    rows = shown(tmp_path, "- [ ] a\n- [x] b\n- [/] c\n- [-] d\n- e\n")
    assert [row.task for row in rows] == ["to do", "done", "begun", "dropped", ""]
    (row,) = shown(tmp_path, "1. [X] a\n")
    assert (row.marker, row.task) == ("1.", "done")


# --- tables


def test_rows_are_one_table(tmp_path):
    text = "| A | B |\n|:-:|--:|\n| x | **y** |\n| `a \\| b` | [[n|m]] | z |\n\nText.\n"
    table, after = shown(tmp_path, text)
    assert (table.kind, table.marker, after.html) == ("table", "1", "Text.")
    head, body = re.fullmatch("<thead>(.*)</thead><tbody>(.*)</tbody>", str(table.html)).groups()
    assert head == '<tr><th scope="col" class="mid">A</th><th scope="col" class="num">B</th></tr>'
    assert body == (
        '<tr><td class="mid">x</td><td class="num"><strong>y</strong></td></tr>'
        '<tr><td class="mid"><code>a | b</code></td><td class="num">m</td><td>z</td></tr>'
    )


def test_a_table_without_a_delimiter_row_has_no_head(tmp_path):
    first, second = shown(tmp_path, "| a | b |\n| c | d |\n\n| e | f |\n")
    assert "<th" not in first.html
    assert first.html.count("<tr>") == 2
    assert second.html == "<tbody><tr><td>e</td><td>f</td></tr></tbody>"


def test_an_empty_head_is_none(tmp_path):
    (table,) = shown(tmp_path, "| | |\n|--|--|\n| 1 | 2 |\n")
    assert table.html == "<tbody><tr><td>1</td><td>2</td></tr></tbody>"


def test_emphasis_does_not_leave_its_cell(tmp_path):
    (table,) = shown(tmp_path, "| **a | b** |\n|--|--|\n| *c | d* |\n")
    assert "<strong>" not in table.html
    assert "<em>" not in table.html


def test_what_was_read_in_a_row_is_marked_in_each_cell_and_told_once(tmp_path):
    text = "| A | B |\n|---|---|\n| Zed | Gate |\n| Zed | Other |\n"
    (table,) = shown(tmp_path, text, "Zed | Gate", "Gate")
    row, cell = (note.anchor for note in table.notes)
    assert f'<tr class="quoted" id="{row}"><td><mark class="men">Zed</mark></td>' in table.html
    assert f'<span class="quoted" id="{cell}"><mark class="men">Gate</mark>' in table.html
    for note in table.notes:
        assert str(table.html).count(f'href="#n{note.number}"') == 1
        assert str(table.html).count(f'id="{note.anchor}"') == 1
    assert "<tr><td>Zed</td><td>Other</td></tr>" in table.html


def test_notes_of_all_rows_stand_beside_the_table(tmp_path):
    text = "| A | B |\n|---|---|\n| Zed | Gate |\n| Alpha | Other |\n"
    (table,) = shown(tmp_path, text, "A | B", "Zed", "Alpha | Other")
    assert [note.number for note in table.notes] == [1, 2, 3]
    assert '<thead><tr class="quoted"' in table.html


# --- marks


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("It is ***the Zed gate*** here.", "Zed gate", "Zed gate"),
        ("It is ***the Zed*** gate here.", "the Zed*** gate", "the Zed gate"),
        ("A Zed\\_gate here.", "Zed\\_gate", "Zed_gate"),
        ("A Zed\\_gate here.", "_gate here", "_gate here"),
        ("Zed &amp; gate.", "Zed &am", "Zed &amp;"),
        ("Zed &amp; gate.", "mp; gate", "&amp; gate"),
        ("Zed  \ngate here.", "Zed  \ngate", "Zed\ngate"),
        ("The ~~old Zed~~ gate.", "Zed~~ gate", "Zed gate"),
        ("See ![the Zed gate](f.png) here.", "Zed gate", "Zed gate"),
        ("See ![the Zed gate](f.png) here.", "gate](f.p", "gate]"),
        ('See <img src="x" alt="Zed gate"> here.', "Zed", "Zed"),
        ("See <b>the Zed</b> gate.", "Zed</b> gate", "Zed gate"),
        ("The Zed[^1] gate.\n\n[^1]: Text.", "Zed[^1] gate", "Zed[1] gate"),
        ("> The Zed\n> gate.", "Zed\n> gate", "Zed\ngate"),
    ],
)
def test_a_mark_covers_its_words(tmp_path, text, quote, words):
    row = shown(tmp_path, text, quote)[0]
    numbers = r'<sup><a href="#n\d+">\d+</a></sup>'
    assert len(re.findall(numbers, row.html)) == 1
    assert balanced(row.html)
    plain = re.sub(numbers, "", str(row.html))
    frame = re.search(r'<span class="quoted" id="[^"]+">(.*)', plain, re.DOTALL)[1]
    found = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", plain, re.DOTALL))
    assert re.sub(r"<[^>]*>", "", found) == words
    assert re.sub(r"<[^>]*>", "", frame).startswith(words)


# --- hostile

BITS = [
    *("*", "**", "***", "_", "__", "~~", "`", "``", "$", "$$", "\\", "\\(", "\\)", "\\["),
    *("<b>", "</b>", "<i>", "</i>", "<br>", "<sup>", "</sup>", "<img alt='", "<img src=x>", "<"),
    *("&amp;", "&lt;", "&", "&#60;", "[^1]", "[", "](", ")", "![", "![[", "]]", "[[a|b]]"),
    *("|", "\\|", "  \n", "\\\n", "\n", " ", "a", "b c", "> ", "\n|-|-|\n", "[^1]: "),
    *("<script>", "'", '"', "onload=", "https://e.org/_x_"),
]


@given(st.lists(st.sampled_from(BITS), max_size=40).map("".join))
def test_whatever_is_written_is_balanced_and_escaped(tmp_path_factory, text):
    assert balanced(html(tmp_path_factory.mktemp("post"), text))


@given(st.lists(st.sampled_from(BITS), min_size=5, max_size=30), st.data())
def test_marks_in_whatever_is_written_are_balanced(tmp_path_factory, bits, data):
    folder = tmp_path_factory.mktemp("post")
    text = "a" + "".join(bits)
    ends = st.integers(len(HEAD), len(HEAD + text))
    spans = {tuple(sorted(data.draw(st.tuples(ends, ends)))) for _ in range(4)}
    found = annotated(folder, text, *sorted(spans))
    for row in found.rows:
        assert balanced(row.html)
    page = "".join(str(row.html) for row in found.rows)
    anchors = re.findall(r'id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    "bit",
    [
        *("*", "**a *b ", "_a__b", "~~a", "***a**b*c", "*a* ", "`", "\\", "\\( a ", "$$", "$a"),
        *("&", "&#x", "&am", "&amp;", "<img ", "<img alt=", "<img alt='", "<b>", "</b>"),
        *("<b><i></b></i>", "[^a", "[^1] ", "a  \n", "  ", "\\*a", "![a](b.png) ", "![", "[a](b) "),
        *("|", "|a|b|\n", "|a|b|\n|-|-|\n", "|[[a|b]]", "> a\n", "- [ ] a\n", "[^1]: a\n"),
    ],
)
def test_ten_thousand_of_anything_are_read(tmp_path, bit):
    with measured():
        found = html(tmp_path, f"a {bit * TIMES}")
    assert balanced(found)
