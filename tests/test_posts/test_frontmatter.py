"""Front matter from strangers: limits, places, and what never happens."""

import pytest

from measure import measured
from paperkg.errors import FrontMatterError, SourceError
from paperkg.posts import read_posts
from paperkg.yamlfile import load_trusted, load_untrusted


def read(tmp_path, text):
    path = tmp_path / "post.md"
    path.write_bytes(text.encode())
    (post,) = read_posts(path)
    return post


def pairs(post):
    return [(field.key, field.value) for field in post.fields]


HOSTILE = {
    "brackets": "a: " + "[" * 100_000,
    "few brackets": "a: " + "[" * 1_999,
    "braces": "a: " + "{x: " * 900,
    "alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "object": "a: !!python/object/apply:os.system [id]",
    "local tag": "a: !x y",
    "float": "a: !!float ''",
    "int": "a: !!int x",
    "binary": "a: !!binary x",
    "merge": "base: &b {x: 1}\n<<: *b",
    "recursive": "a: &a [*a]",
    "control": "a: b\x07",
    "many keys": "".join(f"k{n}: v\n" for n in range(6_000)),
    "huge": "a: " + "b" * 70_000,
    "indents": "".join(" " * n + "a:\n" for n in range(340)),
    "sequences": "a: " + "- " * 30_000,
    "questions": "a:\n" + "? " * 30_000,
    "bangs": "a: " + "!" * 60_000,
    "escapes": 'a: "' + "\\x41" * 15_000 + '"',
    "surrogate": 'a: "\\ud800x"',
    "nul escape": 'a: "\\0b"',
    "digits": "a: " + "1" * 60_000,
    "date": "a: 2020-02-30",
    "open quote": 'a: "b',
    "tab": "a:\n\t- b",
    "complex key": "a: b\n? [x, y]\n: z",
    "percent": "%YAML 9.9\n--- a: b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_yaml_costs_neither_the_post_nor_time(tmp_path, name):
    with measured():
        post = read(tmp_path, f"---\n{HOSTILE[name]}\n---\nText.\n")
    assert post.text(post.blocks[-1]) == "Text."
    assert all(field.value.isprintable() and len(field.value) <= 500 for field in post.fields)
    assert len(post.fields) <= 1000


@pytest.mark.parametrize(
    "name", ["alias bomb", "object", "local tag", "float", "int", "binary", "merge", "recursive"]
)
def test_tags_and_aliases_give_nothing(tmp_path, name):
    post = read(tmp_path, f"---\ntitle: x\n{HOSTILE[name]}\n---\nText.\n")
    assert post.fields == ()
    (problem,) = post.problems
    assert problem.code == "front-matter-broken"
    assert problem.line == 3
    assert str(problem).startswith("post.md:3: ")


def test_a_date_that_does_not_exist_is_text(tmp_path):
    assert pairs(read(tmp_path, "---\ndate: 2020-02-30\n---\n")) == [("date", "2020-02-30")]


def test_long_values_and_lists_are_cut(tmp_path):
    many = ", ".join(f"t{n}" for n in range(300))
    post = read(tmp_path, f"---\ntitle: {'a' * 900}\ntags: [{many}]\n---\nText.\n")
    assert [len(field.value) for field in post.values("title")] == [500]
    assert len(post.values("tags")) == 200
    assert [(p.code, p.severe) for p in post.problems] == [("front-matter-cut", False)]


@pytest.mark.parametrize(
    "text",
    [
        "a." * 30_000 + "a=1",
        "".join(f"k{n}{'.a' * 299}=1\n" for n in range(90)),
        "a=" + "[" * 1_900,
        "a=" + "1" * 60_000,
        "[a]\n" * 10_000,
        "a=1\na=2",
        "a=" + "{b=" * 900,
        'a="\\ud800"',
        "".join(f"k{n}=1\n" for n in range(6_000)),
    ],
)
def test_hostile_toml(tmp_path, text):
    with measured():
        post = read(tmp_path, f"+++\n{text}\n+++\nText.\n")
    assert post.text(post.blocks[-1]) == "Text."
    assert post.problems or not post.fields


def test_invisible_characters_leave_the_value_only(tmp_path):
    post = read(tmp_path, '---\ntitle: "A\u202eB\u200b C\\n\\x07D\u00e9"\n---\nT\n')
    (field,) = post.fields
    assert field.value == "AB C D\u00e9"
    assert post.text(field) == "A\u202eB\u200b C\\n\\x07D\u00e9"


def test_places_are_exact(tmp_path):
    text = "---\nname: A\nlist: [A, 'A', \"A\"]\nfolded: >-\n  A b\nnest:\n  - {k: A}\n---\nA\n"
    post = read(tmp_path, text)
    places = [(field.start, post.text(field)) for field in post.fields]
    assert [written for _, written in places] == ["A", "A", "A", "A", "A b", "A"]
    assert [start for start, _ in places] == sorted({start for start, _ in places})


@pytest.mark.parametrize(
    "text",
    [
        "---",
        "---\n",
        "---\n---",
        "---\n\n\n",
        "+++\n+++\n",
        "{",
        "{\n}\n",
        '{\n"a": \n}\nx',
        "% ",
        "%\n%\n%\nx",
        "--- \n---\t\nx",
        "---\n# only a comment\n---\nx",
        "---\na: b\n...",
    ],
)
def test_edges_do_not_crash(tmp_path, text):
    path = tmp_path / "post.md"
    path.write_text(text)
    read_posts(path, on_problem=lambda _: None)


# -- the loader itself ----------------------------------------------------------------------


def test_load_untrusted_gives_plain_values():
    text = "a: 1\nb: [true, ~, 2.5, '3']\nc: {d: 2020-01-01}\ne: -7\nf:\n"
    assert load_untrusted(text, path="x.yaml", first_line=1) == {
        "a": 1,
        "b": [True, None, "2.5", "3"],
        "c": {"d": "2020-01-01"},
        "e": -7,
        "f": None,
    }
    assert load_untrusted("", path="x.yaml", first_line=1) == {}
    assert load_untrusted("# nothing\n", path="x.yaml", first_line=1) == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\na: 2\n", 12),
        ("b:\n  c: 1\n  c: 2\n", 13),
        ("a: 1\nb: *x\n", 12),
        ("a: 1\nb: [\n", 13),
        ("- a\n", 11),
        ("a: b\n---\nc: d\n", 12),
        ("a: b: c\n", 11),
    ],
)
def test_load_untrusted_names_the_line(text, line):
    with pytest.raises(FrontMatterError) as caught:
        load_untrusted(text, path="x.yaml", first_line=11)
    assert caught.value.where() == f"x.yaml:{line}"
    assert str(caught.value).isprintable()


def test_load_trusted(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("a: [1, 2.5, {b: c}]\n")
    assert load_trusted(path) == {"a": [1, 2.5, {"b": "c"}]}
    path.write_text("a: 1\nb: [\n")
    with pytest.raises(SourceError) as caught:
        load_trusted(path)
    assert caught.value.path == str(path)
    assert caught.value.line == 3
    path.write_bytes(b"\xff")
    with pytest.raises(SourceError):
        load_trusted(path)
    with pytest.raises(SourceError, match="cannot be read"):
        load_trusted(tmp_path / "none.yaml")
