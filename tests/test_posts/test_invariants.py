"""Whatever the text, every offset is right and every part is in its place."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperkg.model import BlockKind, LinkKind, Problem
from paperkg.posts import read_dump, read_posts, split_dump, split_sentences
from paperkg.posts.clean import clean_value

from .tools import HERE, load_cases

SILENT = {BlockKind.CODE, BlockKind.MATH, BlockKind.HTML}

# What makes the scanner change its mind, in any order.
PIECES = """
word|Some words here.|A longer line of prose that ends in a stop, as lines of prose often do.|# |## T
### |#tag|- |* |+ |1. |12) |-Item|  - |    - |	- |• |    code|> |>|> [!note] x|```|~~~|```py|$$|$$ x $$
\\[|\\]|\\begin{align}|\\end{align}|\\(x\\)|$a. b$|| a | b ||| --- |--|a|b|<div>|</div>|<p>Text.</p>
<!-- |-->|<script>|</script>|<b>x</b>|<a href="x.md">y</a>|[a](b.md)|![c](d.png)|[e][f]|[f]: g.md
[^1]: note|[^1]|[[Wiki]]|[[w/x|y]]|![[e.png]]|%%|https://a.org/b).|<https://c.org>|`code`|`|``|*|**
**Bold line**|**Label:** text|Tags: a, b|Date: 1/2/2018|key:: value|tl;dr: short|---|===|***|+++|{
}|title: x|a: [b, c]|: |e.g. |et al. |J. Smith|...|?!|。中文。|é| |  |\t|Heading Words
go to post| Go To Post |word
"""
PIECE_LIST = [p for line in PIECES.strip("\n").split("\n") for p in line.split("|")] + [
    "|",
    "||",
    "\u202e",
    "\u200b",
    "\u2028",
]

texts = st.lists(
    st.one_of(st.sampled_from(PIECE_LIST), st.text(max_size=8)), min_size=1, max_size=25
).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n", "\n", "\n\n", " ", "", "\r\n", "\n "]),
        min_size=len(parts),
        max_size=len(parts),
    ).map(lambda gaps: "".join(itertools.chain.from_iterable(zip(parts, gaps, strict=True))))
)


def check(post):
    text = post.source.text
    assert 0 <= post.start <= post.end <= len(text)
    at = post.start
    for index, block in enumerate(post.blocks):
        assert at <= block.start < block.end <= post.end
        at = block.end
        inside = text[block.start : block.end]
        assert inside == inside.strip()
        assert -1 <= block.section < index
        assert -1 <= block.parent < index
        if block.section >= 0:
            assert post.blocks[block.section].kind is BlockKind.HEADING
        assert (block.level > 0) == (block.kind in {BlockKind.HEADING, BlockKind.ITEM})
        if block.kind is BlockKind.HEADING:
            assert block.level <= 6
    assert -1 <= post.heading < len(post.blocks)
    assert post.heading < 0 or post.blocks[post.heading].kind is BlockKind.HEADING
    last = (-1, -1)
    for sentence in post.sentences:
        block = post.blocks[sentence.block]
        assert block.kind not in SILENT
        assert block.start <= sentence.start < sentence.end <= block.end
        assert last <= (sentence.block, sentence.start)
        last = (sentence.block, sentence.end)
    for link in post.links:
        assert post.start <= link.start <= link.text_start <= link.text_end <= link.end <= post.end
        assert link.text == text[link.text_start : link.text_end]
        assert link.kind in {LinkKind.POST, LinkKind.WIKILINK} or not link.post
    assert [link.start for link in post.links] == sorted(link.start for link in post.links)
    for field in post.fields:
        assert post.start <= field.start <= field.end <= post.end
        assert field.key == field.key.lower()
        assert field.value == field.value.strip() != ""
        assert clean_value(field.value) == field.value
        assert len(field.value) <= 500
    for problem in post.problems:
        assert 0 <= problem.line <= text.count("\n") + 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("posts")


@settings(max_examples=250, deadline=None)
@given(texts, st.sampled_from(["a.md", "a.txt", "a.mdx"]))
def test_parts_are_in_their_places(folder, text, name):
    path = folder / name
    path.write_bytes(text.encode("utf-8", "ignore"))
    problems: list[Problem] = []
    posts = read_posts(path, on_problem=problems.append)
    for post in posts:
        check(post)
    assert read_posts(path, on_problem=lambda _: None) == posts
    assert posts or problems


@settings(max_examples=100, deadline=None)
@given(texts)
def test_dumps_are_cut_without_loss(folder, text):
    for end in ("\n", "\r\n", "\r"):
        whole = text.replace("\n", end)
        cuts = split_dump(whole)
        assert "".join(whole[cut.start : cut.end] for cut in cuts) == whole
        assert all(cut.start <= cut.body <= cut.end for cut in cuts)
    path = folder / "d.txt"
    path.write_bytes(("go to post\nTitle\n" + text).encode("utf-8", "ignore"))
    dump = read_dump(path, on_problem=lambda _: None)
    assert [post.n for post in dump.posts] == [cut.n for cut in dump.cuts if cut.n]
    for post in dump.posts:
        check(post)
        assert post.blocks[post.heading].start == post.blocks[0].start


@settings(max_examples=200, deadline=None)
@given(texts)
def test_sentences_lose_no_word(text):
    spans = list(split_sentences(text, 0, len(text)))
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    between = set(text) if not spans else set()
    for (_, end), (start, _) in itertools.pairwise([(0, 0), *spans, (len(text), len(text))]):
        between |= {c for c in text[end:start] if c.isalnum()} - {"b", "r"}  # <br>
    assert not {c for c in between if c.isalnum()}


@pytest.mark.parametrize("name", sorted(path.name for path in (HERE / "cases").glob("*.md")))
def test_cases_hold_the_invariants(name, tmp_path):
    for number, case in enumerate(load_cases(name)):
        path = tmp_path / f"{number}{case.file.replace('/', '_')}"
        path.write_text(case.text, encoding="utf-8")
        for post in read_posts(path, on_problem=lambda _: None):
            check(post)


def test_line_ends_and_byte_order_mark_do_not_matter(tmp_path):
    text = "---\ntitle: A\ntags: [b, c]\n---\n# T\n\nOne. Two\nwraps.\n\n- item\n  more\n"
    found = []
    for number, end in enumerate(("\n", "\r\n", "\r")):
        path = tmp_path / f"{number}.md"
        path.write_bytes(b"\xef\xbb\xbf" * number + text.replace("\n", end).encode())
        if number == 2:  # only the first mark is one
            path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
        (post,) = read_posts(path)
        assert post.source.text == text
        found.append((post.blocks, post.sentences, post.fields))
    assert found[0] == found[1] == found[2]
