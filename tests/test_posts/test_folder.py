"""Reading a folder: what is a post, in which order, and what is refused."""

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

import pytest

from paperkg.errors import SourceError
from paperkg.posts import folder, read_dump, read_posts

PROSE = "Nets that climb\n\nA net that climbs a slope step by step seldom falls. It is slow.\n"


def fill(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(root):
    problems = []
    posts = read_posts(root, on_problem=problems.append)
    return posts, problems


def codes(problems):
    return [(problem.code, problem.file) for problem in problems]


def test_order_numbers_and_what_is_skipped(tmp_path):
    fill(
        tmp_path,
        {
            "b/z.md": "Z",
            "b-a.md": "B",
            "a.MD": "A",
            "b/README.md": "a note by that name",
            "c/x.markdown": "X",
            "c/y.txt": PROSE,
            "c/robots.txt": "# Where robots go\n\n" + PROSE,
            "c/w.rst": "no",
            "README.md": "about",
            "LICENSE.md": "no",
            "CONTRIBUTING.md": "no",
            "requirements.txt": "no",
            ".hidden.md": "no",
            ".git/x.md": "no",
            "_site/x.md": "no",
            "d/node_modules/x.md": "no",
            "image.png": b"\x89PNG",
            ".md": "no",
        },
    )
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == [
        "a.MD",
        "b-a.md",
        "b/README.md",
        "b/z.md",
        "c/x.markdown",
        "c/y.txt",
    ]
    assert [post.n for post in posts] == [1, 2, 3, 4, 5, 6]
    assert [post.id for post in posts] == [post.file for post in posts]
    assert problems == []


def test_a_readme_alone_is_a_post(tmp_path):
    fill(tmp_path, {"README.md": "# A list"})
    assert [post.file for post in read(tmp_path)[0]] == ["README.md"]


def test_source_and_digest(tmp_path):
    data = b"\xef\xbb\xbf# T\r\n\r\nx\ry\n"
    fill(tmp_path, {"a.md": data})
    (post,) = read_posts(tmp_path)
    assert post.source.text == "# T\n\nx\ny\n"
    assert post.source.sha256 == hashlib.sha256(data).hexdigest()
    assert post.source.file == "a.md"


def test_a_single_file_is_its_own_root(tmp_path):
    fill(tmp_path, {"x/a.md": "# T"})
    (post,) = read_posts(tmp_path / "x" / "a.md")
    assert post.file == "a.md"


def test_refused_files_do_not_cost_the_others(tmp_path):
    fill(
        tmp_path,
        {
            "good.md": "# Good",
            "empty.md": "",
            "blank.md": " \n\n",
            "utf16.md": "# T".encode("utf-16"),
            "latin.md": b"one\ntwo \xe9\n",
            "bom.md": b"\xef\xbb\xbfone\r\ntwo\r\n\xff\n",
            "nul.md": b"one\n\ntwo\0\n",
            "big.md": b"a" * (folder.MAX_POST_BYTES + 1),
            "big.txt": b"a\n" * (folder.MAX_POST_BYTES // 2 + 1),
            "folder.md/inside.md": "Inside",
        },
    )
    (tmp_path / "link.md").symlink_to(tmp_path / "good.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    (tmp_path / "up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.md")
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["folder.md/inside.md", "good.md"]
    assert sorted((p.code, p.file, p.line, p.severe) for p in problems) == [
        ("empty", "blank.md", 0, True),
        ("empty", "empty.md", 0, True),
        ("folder-named-like-post", "folder.md", 0, False),
        ("not-a-file", "pipe.md", 0, True),
        ("not-utf8", "bom.md", 3, True),
        ("not-utf8", "latin.md", 2, True),
        ("not-utf8", "utf16.md", 1, True),
        ("nul", "nul.md", 3, True),
        ("symlink", "link.md", 0, True),
        ("symlink", "loop.md", 0, True),
        ("symlink", "up", 0, False),
        ("too-large", "big.md", 0, True),
        ("too-large", "big.txt", 0, True),
    ]
    assert all(problem.message and "\n" not in str(problem) for problem in problems)


def test_without_a_listener_a_severe_problem_is_raised(tmp_path):
    fill(tmp_path, {"a.md": "# A", "b.md": b"x\n\xff"})
    with pytest.raises(SourceError) as caught:
        read_posts(tmp_path)
    assert caught.value.path == "b.md"
    assert caught.value.line == 2
    assert str(caught.value) == "b.md:2: is not UTF-8; save it as UTF-8"


def test_without_a_listener_a_small_problem_is_kept_with_the_post(tmp_path):
    fill(tmp_path, {"a.md": "---\ntitle: A: B\n---\nText.\n"})
    (post,) = read_posts(tmp_path)
    assert [(p.code, p.line, p.severe) for p in post.problems] == [
        ("front-matter-broken", 2, False)
    ]


def test_nothing_there(tmp_path):
    assert read(tmp_path) == ((), [])
    for path in (tmp_path / "no", tmp_path / "no.md"):
        with pytest.raises(SourceError, match="cannot be read"):
            read_posts(path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="not a regular file"):
        read_posts(tmp_path / "pipe.txt")
    assert read_dump(tmp_path / "pipe.txt", on_problem=lambda _: None).cuts == ()


def test_a_folder_that_may_not_be_listed(tmp_path, monkeypatch):
    fill(tmp_path, {"a.md": "A", "locked/b.md": "B"})
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["a.md"]
    assert codes(problems) == [("unreadable", "locked")]
    with pytest.raises(SourceError, match="Permission denied"):
        read_posts(tmp_path / "locked")


def test_files_that_vanish_or_may_not_be_read(tmp_path, monkeypatch):
    fill(tmp_path, {"a.md": "A", "b.md": "B", "c.md": "C"})
    really_open = os.open

    def opener(path, flags, *rest):
        if str(path).endswith("a.md"):
            raise FileNotFoundError(2, "No such file or directory")
        if str(path).endswith("b.md"):
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags, *rest)

    monkeypatch.setattr(os, "open", opener)
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["c.md"]
    assert codes(problems) == [("vanished", "a.md"), ("unreadable", "b.md")]


@pytest.mark.parametrize("times", [1, 10])
def test_a_file_that_grows_while_it_is_read(tmp_path, monkeypatch, times):
    fill(tmp_path, {"a.md": "one\n"})
    really_seek = os.lseek
    left = [times]

    def seek(*where):
        if left[0]:
            left[0] -= 1
            with (tmp_path / "a.md").open("a") as file:
                file.write("more\n")
        return really_seek(*where)

    monkeypatch.setattr(os, "lseek", seek)
    posts, problems = read(tmp_path)
    if times == 1:
        assert posts[0].source.text == "one\nmore\n"
    else:
        assert codes(problems) == [("changed", "a.md")]


def test_a_symlink_put_in_place_of_a_file(tmp_path, monkeypatch):
    fill(tmp_path, {"in/a.md": "one\n", "secret.md": "secret"})
    find = folder.find_files

    def swap(root, report):
        found = find(root, report)
        (root / "a.md").unlink()
        (root / "a.md").symlink_to(tmp_path / "secret.md")
        return found

    monkeypatch.setattr(folder, "find_files", swap)
    posts, problems = read(tmp_path / "in")
    assert posts == ()
    assert codes(problems) == [("unreadable", "a.md")]


def test_names_that_collide(tmp_path):
    fill(tmp_path, {"caf\u00e9.md": "one", "cafe\u0301.md": "two", "A.md": "three", "a.md": "four"})
    if len(list(tmp_path.iterdir())) < 4:
        pytest.skip("this file system folds names")
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["A.md", "a.md", "caf\u00e9.md"]
    assert all(unicodedata.is_normalized("NFC", post.file) for post in posts)
    assert [(p.code, p.file, p.severe) for p in problems] == [
        ("case-twin", "a.md", False),
        ("same-path", "caf\u00e9.md", True),
    ]


def test_names_that_cannot_be_shown(tmp_path):
    fill(tmp_path, {"a\x1b[31m\n.md": "x", "b\u202e.md": "y", "ok.md": "z"})
    (tmp_path / os.fsdecode(b"c\xff.md")).write_text("w")
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["ok.md"]
    assert codes(problems) == [
        ("bad-path", r"a\x1b[31m\n.md"),
        ("bad-path", r"b\u202e.md"),
        ("bad-path", r"c\udcff.md"),
    ]
    assert all(str(problem).isprintable() for problem in problems)


def test_deep_folders(tmp_path):
    deep = tmp_path.joinpath(*["d"] * (folder.MAX_DEPTH + 3))
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("A")
    posts, problems = read(tmp_path)
    assert posts == ()
    assert [problem.code for problem in problems] == ["too-deep"]


def test_too_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MAX_FILES", 2)
    fill(tmp_path, {f"{n}.md": "x" for n in range(5)})
    posts, problems = read(tmp_path)
    assert len(posts) == 2
    assert [problem.code for problem in problems] == ["too-many-files"]


def test_dumps_in_a_folder(tmp_path):
    fill(
        tmp_path,
        {"a.md": "# A", "b.txt": "x\ngo to post\nOne\ngo to post\nTwo\n", "c.md": "# C"},
    )
    posts, _ = read(tmp_path)
    assert [post.id for post in posts] == ["a.md", "b.txt#1", "b.txt#2", "c.md"]
    assert [post.n for post in posts] == [1, 1, 2, 3]  # entries: in their file, whatever is before


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "numpy==1.26\nscipy==1.11\n",
        "User-agent: *\nDisallow: /a\nSitemap: https://example.org/sitemap.xml\n",
        "One line of plain words that says nothing more than that it is there. It is alone.",
        "apples\npears\nplums\n" * 9,
        "Log\n" + "12:00 a=1 b=2 done.\n" * 9,
    ],
)
def test_a_text_that_is_no_prose_with_a_title_is_no_post(tmp_path, text):
    fill(tmp_path, {"a.md": "# A", "b/a.txt": text})
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["a.md"]
    assert [(p.code, p.file, p.severe) for p in problems] == [("not-a-post", "b/a.txt", False)]
    assert [post.file for post in read_posts(tmp_path / "b/a.txt")] == ["a.txt"]


def test_a_text_with_a_title_and_sentences_or_front_matter_is_a_post(tmp_path):
    fill(tmp_path, {"a.txt": PROSE, "b.txt": "---\ntitle: Nets\n---\nhi\n"})
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["a.txt", "b.txt"]
    assert problems == []


def test_a_site_built_into_the_folder_is_passed_over(tmp_path):
    files = {f"{folder}/a.md": "# A" for folder in ("site", "other", "broken", "posts")}
    manifests = {
        "site/manifest.json": '{"generator": "paperkg", "files": {}}',
        "other/manifest.json": '{"name": "an app"}',
        "broken/manifest.json": "[" * 100_000,
    }
    fill(tmp_path, files | manifests)
    posts, problems = read(tmp_path)
    assert [post.file for post in posts] == ["broken/a.md", "other/a.md", "posts/a.md"]
    assert problems == []


def test_a_marker_in_a_markdown_file_of_a_folder_is_text(tmp_path):
    fill(tmp_path, {"a.md": "# A\n\ngo to post\n\nB\n"})
    (post,) = read(tmp_path)[0]
    assert post.id == "a.md"


def test_a_folder_reached_through_a_symlink_is_read(tmp_path):
    fill(tmp_path, {"real/a.md": "# A"})
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    assert [post.file for post in read_posts(tmp_path / "alias")] == ["a.md"]


def state(root):
    return sorted(root.iterdir()), len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_is_written_or_left_open(tmp_path):
    fill(tmp_path, {"a.md": "# A", "b.md": b"\xff"})
    (tmp_path / "a.md").chmod(stat.S_IRUSR)
    before = state(tmp_path)
    read(tmp_path)
    assert state(tmp_path) == before
