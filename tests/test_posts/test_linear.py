"""No text makes the reader slow: each of these was, or would be, quadratic in a careless one."""

import pytest

from measure import measured
from paperkg.posts import read_posts
from paperkg.posts.draft import MAX_SENTENCES
from paperkg.posts.links import MAX_LINKS
from paperkg.posts.page import MAX_BLOCKS

N = 200_000  # characters; a quadratic reader needs minutes for so many

REPEATED = {
    "headings": "# h\n",
    "words": "word ",
    "sentences": "A b. ",
    "letters": "a",
    "open brackets": "[",
    "open links": "[a](",
    "open pictures": "![",
    "open wikilinks": "[[a",
    "back-ticks": "` `` ",
    "dots": ".",
    "stops and brackets": ".)",
    "spaces": " ",
    "lines": "\n",
    "quotes": "> ",
    "bullets": "- ",
    "items": "- a\n",
    "stars": "*a",
    "bars": "|",
    "rows": "|a|b|\n",
    "divs": "<div>",
    "open tags": "<a ",
    "comments": "a <!-- ",
    "scripts": "<script>",
    "angles": "<",
    "dollars": "$a ",
    "displays": "$$\n",
    "formulas": "\\[\n",
    "inline formulas": "\\(a ",
    "environments": "\\begin{align}\n",
    "fences": "```\n",
    "tabs": "\tx\n\n",
    "underlines": "a\n=\n",
    "definitions": "[a]: b\n",
    "footnotes": "[^a]: b\n",
    "addresses": "http://a ",
    "schemes": "http://",
    "percents": "%% ",
    "tags": "x #a ",
    "fields": "a:: b\n",
    "stops of Chinese": "字。",
    "hashes": "# a {#",
    "abbreviations": "e.g. ",
    "initials": "J. ",
    "bold lines": "**a**\n",
    "markers": "go to post\n",
}
MADE = {
    "brackets and links": "[" * (N // 2) + "[a](b)" * (N // 12),
    "pictures and links": "![" * (N // 4) + "[a](b)" * (N // 12),
    "closed brackets": "[" * (N // 2) + "]" * (N // 2),
    "long heading": "# a" + " #" * (N // 2) + "b",
    "spaces in a line": "a" + " " * N + "b",
    "indents": "".join(" " * n + "- a\n" for n in range(700)),
    "tick runs": "".join("`" * n + " " for n in range(700)),
    "far closer": "<a href=x>" * (N // 10) + "</a>",
    "row": "-" * N + "|x\n|",
    "tag": "x. #" + "a" * N,
    "brackets behind a URL": "http://a" + ")" * N,
    "shortcuts": "[a]: b\n\n" + "[a]" * (N // 3),
    "html": "<p>" * (N // 6) + "x" + "</p>" * (N // 8),
}


@pytest.mark.parametrize("name", [*REPEATED, *MADE])
def test_linear(tmp_path, name):
    piece = REPEATED.get(name)
    path = tmp_path / "x.txt"
    path.write_text(MADE[name] if piece is None else "x " + piece * (N // len(piece)))
    with measured():
        posts = read_posts(path, on_problem=lambda _: None)
    for post in posts:
        assert len(post.blocks) <= MAX_BLOCKS
        assert len(post.sentences) <= MAX_SENTENCES
        assert len(post.links) <= MAX_LINKS


def test_too_much_is_said(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("# h\n" * (MAX_BLOCKS + 10))
    (post,) = read_posts(path)
    assert len(post.blocks) == MAX_BLOCKS
    assert [(problem.code, problem.line) for problem in post.problems] == [
        ("post-cut", MAX_BLOCKS + 1)
    ]
