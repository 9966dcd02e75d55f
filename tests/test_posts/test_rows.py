"""Files of many papers, one line each: every entry is a post; ordinary posts stay whole."""

from __future__ import annotations

import pytest

from paperkg.model import BlockKind
from paperkg.posts import read_posts

from .tools import read_text

NAMES = ("Climbing Nets", "Falling Nets", "Sliding Nets", "Rolling Nets", "Jumping Nets")
TABLE = (
    "# One line each\n\n| No | Year | Paper | One line | Read |\n|---:|---|---|---|---|\n"
    + "".join(
        f"| {i} | 201{i} | **{name} for Deep Ladders** (LAD-{i}) | Builds ladders as SLIP does, "
        f"but upwards | Jan 22 |\n"
        for i, name in enumerate(NAMES, 1)
    )
)
LINKED = "| Paper | Description |\n|---|---|\n" + "".join(
    f"| [{name} for Ladders](https://arxiv.org/abs/180{i}.01234) | Builds a ladder upwards |\n"
    for i, name in enumerate(NAMES, 1)
)
LIST = "# Ladders\n\n" + "".join(
    f"- [{name} for Deep Ladders](https://arxiv.org/abs/180{i}.01234) (ICML 201{i}): builds a "
    f"ladder step by step.\n"
    for i, name in enumerate(NAMES, 1)
)
BOLD = "".join(
    f"* **{name} for Deep Ladders** (201{i}) - builds a ladder step by step.\n"
    f"  - One rung at a time.\n"
    for i, name in enumerate(NAMES, 1)
)
SECTIONS = "# A year of ladders\n\n" + "".join(
    f"## [{name} for Deep Ladders](https://arxiv.org/abs/180{i}.01234)\n\nThe net builds a ladder "
    f"step by step.\n\n- It climbs.\n\n"
    for i, name in enumerate(NAMES, 1)
)


@pytest.mark.parametrize("text", [TABLE, LINKED, LIST, BOLD, SECTIONS])
def test_every_entry_is_a_post(tmp_path, text):
    posts, problems = read_text(tmp_path, text)
    assert problems == []
    assert [p.id for p in posts] == [f"post.md#{n}" for n in range(1, 6)]
    for post, name in zip(posts, NAMES, strict=True):
        heading = post.blocks[post.heading]
        assert heading.kind is BlockKind.HEADING
        assert name in post.text(heading)
        said = " ".join(post.text(s) for s in post.sentences)
        assert "uild" in said
        assert "ladder" in said
        assert not any(other in said for other in NAMES if other != name)
        assert post.values("paper_title")[0].value.startswith(name)


def test_columns_become_fields(tmp_path):
    first = read_text(tmp_path, TABLE)[0][0]
    assert [(f.key, f.value) for f in first.fields] == [
        ("paper_title", "Climbing Nets for Deep Ladders"),
        ("year", "2011"),
        ("short_name", "LAD-1"),
    ]
    assert all(first.text(f) == f.value for f in first.fields)


def test_what_follows_the_title_of_an_item_is_read(tmp_path):
    post = read_text(tmp_path, LIST)[0][1]
    assert [(f.key, f.value) for f in post.fields][1:] == [("published", "ICML 2012")]
    assert post.text(post.blocks[1]) == "builds a ladder step by step."
    deep = read_text(tmp_path, BOLD)[0][2]
    assert [deep.text(b) for b in deep.blocks[1:]] == [
        "builds a ladder step by step.",
        "One rung at a time.",
    ]


ORDINARY = {
    "references inside a post": "# Sparse Ladders\n\n"
    + "The paper builds ladders out of nets, and it says at length how that is done. " * 20
    + "\n\n"
    + LIST.partition("\n\n")[2],
    "a table of results": "# Sparse Ladders\n\n| Method | Score |\n|---|---|\n"
    + "".join(f"| {name} | the score is {i} points |\n" for i, name in enumerate(NAMES)),
    "few rows": "\n".join(LINKED.split("\n")[:6]),
    "ideas in bold": "# Sparse Ladders\n\n"
    + "".join(f"- **{name} for all ladders**: they build a ladder.\n" for name in NAMES),
    "links without a word": "# Links\n\n"
    + "".join(f"- [{name} for all ladders](https://arxiv.org/abs/1801.01234)\n" for name in NAMES),
    "links to tools": "# Tools\n\n"
    + "".join(f"- [{name} for all](https://example.org): builds a ladder.\n" for name in NAMES),
    "sections of a post": "# Sparse Ladders\n\n"
    + "".join(f"## {name} for all ladders\n\nIt builds a ladder.\n\n" for name in NAMES),
    "links to other posts": "| Paper | Note |\n|---|---|\n"
    + "".join(
        f"| [{name} for all](a{i}.md) | it builds ladders |\n" for i, name in enumerate(NAMES)
    ),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_posts_stay_whole(tmp_path, name):
    posts, _ = read_text(tmp_path, ORDINARY[name])
    assert [p.id for p in posts] == ["post.md"]


def test_a_front_page_is_read_where_it_lists_papers(tmp_path):
    (tmp_path / "a.md").write_text("# Sparse Ladders\n\nThe paper builds ladders.\n")
    (tmp_path / "z.md").write_text("# Steep Ladders\n\nThe paper builds ladders.\n")
    (tmp_path / "README.md").write_text(TABLE)
    posts = read_posts(tmp_path)
    assert [p.file for p in posts] == ["README.md"] * 5 + ["a.md", "z.md"]
    assert [p.n for p in posts] == [1, 2, 3, 4, 5, 2, 3]
    (tmp_path / "README.md").write_text("# My notes\n\nHere they are, and more will come.\n")
    assert [p.id for p in read_posts(tmp_path)] == ["a.md", "z.md"]
