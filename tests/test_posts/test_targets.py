"""To which post a link leads."""

import pytest

from paperkg.posts import read_posts

FILES = {
    "bert.md": "---\ntitle: BERT Paper\naliases: [Bidirectional Thing, BT]\n---\n# BERT\n",
    "sub/gpt.md": "# GPT: A Model\n",
    "sub/a b.md": "# Spaces\n",
    "sub/deep/same.md": "# One\n",
    "other/same.md": "# Two\n",
    "far/away/same.md": "# Three\n",
    "_posts/2019-07-26-big-bird.md": "---\ntitle: Big Bird\n---\nText.\n",
    "folder/index.md": "# Folder\n",
    "caf\u00e9.md": "# Caf\u00e9\n",
    "linked.md": "# [Linked Title](https://arxiv.org/abs/1706.03762)\n",
}


def target(tmp_path, link, source="sub/deep/from.md"):
    for name, text in {**FILES, source: link + "\n"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    post = next(p for p in read_posts(tmp_path) if p.file == source)
    return post.links[0].post


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../gpt.md", "sub/gpt.md"),
        ("../gpt", "sub/gpt.md"),
        ("../gpt.html", "sub/gpt.md"),
        ("./../gpt.md#part", "sub/gpt.md"),
        ("../gpt.md?x=1#part", "sub/gpt.md"),
        ("../a%20b.md", "sub/a b.md"),
        ("<../a b.md>", "sub/a b.md"),
        ("../../bert.md", "bert.md"),
        ("/bert.md", "bert.md"),
        ("/bert", "bert.md"),
        ("../../BERT.md", "bert.md"),
        ("../../folder/", "folder/index.md"),
        ("/2019/07/26/big-bird/", "_posts/2019-07-26-big-bird.md"),
        ("{% post_url 2019-07-26-big-bird %}", "_posts/2019-07-26-big-bird.md"),
        ('{{< ref "gpt.md" >}}', "sub/gpt.md"),
        ("{{ site.baseurl }}/bert", "bert.md"),
        ("../../caf%C3%A9.md", "caf\u00e9.md"),
        ("#here", "sub/deep/from.md"),
        ("../../../bert.md", ""),
        ("../../../../../../etc/passwd", ""),
        ("/../bert.md", ""),
        ("missing.md", ""),
        ("..", ""),
        ("%00", ""),
        ("..\\gpt.md", "sub/gpt.md"),
    ],
)
def test_relative_links(tmp_path, address, file):
    assert target(tmp_path, f"[x]({address})") == file


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("bert", "bert.md"),
        ("BERT.md", "bert.md"),
        ("BERT Paper", "bert.md"),
        ("bt", "bert.md"),
        ("bidirectional  thing", "bert.md"),
        ("GPT: A Model", "sub/gpt.md"),
        ("Linked Title", "linked.md"),
        ("sub/gpt", "sub/gpt.md"),
        ("deep/same", "sub/deep/same.md"),
        ("same", "sub/deep/same.md"),
        ("big bird", "_posts/2019-07-26-big-bird.md"),
        ("Big_Bird", "_posts/2019-07-26-big-bird.md"),
        ("../gpt", "sub/gpt.md"),
        ("nothing", ""),
        ("../../../../etc/passwd", ""),
    ],
)
def test_wikilinks(tmp_path, name, file):
    assert target(tmp_path, f"[[{name}]]") == file


def test_the_nearest_wins(tmp_path):
    assert target(tmp_path, "[[same]]", "other/from.md") == "other/same.md"
    assert target(tmp_path, "[[same]]", "from.md") == "other/same.md"
    assert target(tmp_path, "[[same]]", "far/from.md") == "far/away/same.md"
