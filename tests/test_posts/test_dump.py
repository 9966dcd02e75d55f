from paperkg.posts import read_dump, read_posts, split_dump

TEXT = """My Blog
**Language Models**: Papers on models of language.
- **Vision:** Papers on images.
**Empty**:
Not **a category**: no.
go to post
First
Text of the first, which is long enough to be prose.
 GO TO POST\t
go to post

go to post
Second
go to post
"""


def test_header_categories(tmp_path):
    (tmp_path / "d.txt").write_text(TEXT)
    dump = read_dump(tmp_path / "d.txt", on_problem=lambda _: None)
    assert [(name, definition) for name, definition, _ in dump.header_categories] == [
        ("Language Models", "Papers on models of language."),
        ("Vision", "Papers on images."),
        ("Empty", ""),
    ]
    text = dump.posts[0].source.text
    assert [text[span.start : span.end] for _, _, span in dump.header_categories] == [
        "**Language Models**: Papers on models of language.",
        "- **Vision:** Papers on images.",
        "**Empty**:",
    ]


def test_cuts_say_why(tmp_path):
    assert [(cut.line, cut.reason, cut.n, cut.title) for cut in split_dump(TEXT)] == [
        (1, "header", 0, "My Blog"),
        (6, "marker", 1, "First"),
        (9, "empty", 0, ""),
        (10, "empty", 0, ""),
        (12, "marker", 2, "Second"),
        (14, "empty", 0, ""),
    ]
    (tmp_path / "d.txt").write_text(TEXT)
    problems = []
    dump = read_dump(tmp_path / "d.txt", on_problem=problems.append)
    assert dump.cuts == split_dump(TEXT)
    assert [(problem.code, problem.line) for problem in problems] == [
        ("empty-entry", 9),
        ("empty-entry", 10),
        ("empty-entry", 14),
    ]
    assert [post.id for post in dump.posts] == ["d.txt#1", "d.txt#2"]
    assert dump.posts == read_posts(tmp_path / "d.txt")


def test_entries_share_their_source(tmp_path):
    (tmp_path / "d.txt").write_text(TEXT)
    first, second = read_posts(tmp_path / "d.txt")
    assert first.source is second.source
    assert first.text(first.blocks[first.heading]) == "First"
    assert TEXT[second.start : second.end] == "Second\n"


def test_edges():
    assert split_dump("") == ()
    assert [cut.reason for cut in split_dump("no marker\n")] == ["header"]
    assert [cut.reason for cut in split_dump("go to post")] == ["empty"]
    assert [cut.reason for cut in split_dump("go to post\rA\rgo to post\r\nB")] == ["marker"] * 2
    assert [cut.reason for cut in split_dump("x go to post\ngo to post x\n")] == ["header"]


def test_a_dump_of_markers_only(tmp_path):
    (tmp_path / "d.txt").write_text("go to post\n" * 10_000)
    problems = []
    assert read_posts(tmp_path / "d.txt", on_problem=problems.append) == ()
    assert len(problems) == 10_000


def test_a_file_without_marker_is_no_dump(tmp_path):
    (tmp_path / "d.txt").write_text("**Name**: definition\n")
    dump = read_dump(tmp_path / "d.txt")
    assert len(dump.posts) == 1
    assert dump.header_categories == ()


def test_many_entries(tmp_path):
    (tmp_path / "d.txt").write_text("go to post\nTitle\nSome text that follows.\n" * 10_000)
    posts = read_posts(tmp_path / "d.txt")
    assert len(posts) == 10_000
    assert posts[-1].id == "d.txt#10000"
