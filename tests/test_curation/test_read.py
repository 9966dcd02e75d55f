"""The curation file: what may be written in it, and what is said of what may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import reading
from paperkg.curation import FORMAT, read_decisions, with_aliases
from paperkg.errors import SourceError
from paperkg.model import KnownWork, Lexicon, Relation, Verdict
from paperkg.resolve import build_catalog, fold


@pytest.fixture
def read(tmp_path):
    def reader(text):
        path = tmp_path / "curation.yaml"
        path.write_text(text, encoding="utf-8")
        problems = []
        return read_decisions(path, on_problem=problems.append), problems

    return reader


def test_every_line_of_the_documented_format_is_understood(read):
    decisions, problems = read(FORMAT)
    assert problems == []
    assert {d.verdict for d in decisions} == set(Verdict)
    lines = FORMAT.splitlines()
    assert all(lines[d.line - 1].startswith(f"- {d.verdict}:") for d in decisions)


def test_the_documented_relations_and_fields_are_all_there_are():
    from paperkg.curation.read import _FIELDS

    relations, fields = FORMAT.splitlines()[-2:]
    assert relations.removeprefix("# relations: ").split() == sorted(
        (r.value for r in Relation), key=relations.index
    )
    assert tuple(fields.removeprefix("# fields: ").split()) == _FIELDS


def test_who_when_and_why_stand_inside_or_beside(read):
    (one, other), problems = read(
        "- merge: {works: [A, B], by: Ada, date: 2024-05-01, because: same}\n"
        "- by: Ada\n  date: 2024-05-01\n  because: same\n  merge:\n    works:\n    - A\n    - B\n"
    )
    assert not problems
    assert (one.by, one.date, one.because) == ("Ada", "2024-05-01", "same")
    assert (other.by, other.date, other.because, other.names) == (
        one.by, one.date, one.because, one.names
    )  # fmt: skip
    assert (one.place, other.place) == ("curation.yaml:1", "curation.yaml:2")


def test_influenced_is_turned_round(read):
    ((decision,), _) = read("- reject: {subject: A, relation: influenced, object: B}\n")
    assert (decision.subject, decision.relation, decision.object) == ("B", Relation.BUILDS_ON, "A")


def test_a_file_that_is_not_there_or_empty_decides_nothing(tmp_path, read):
    assert read_decisions(tmp_path / "none.yaml", on_problem=pytest.fail) == ()
    assert read("# nothing yet\n") == ((), [])


@pytest.mark.parametrize(
    ("entry", "what", "advice"),
    [
        ("rejct: {subject: A, relation: uses, object: B}", "'rejct' is no decision", "reject"),
        ("reject: {subject: A, relation: use, object: B}", "'use' is no relation", "uses"),
        ("reject: {subject: A, relation: uses}", "no 'object'", "add object"),
        ("reject: {subjct: A, object: B}", "no 'subjct'", "subject"),
        ("reject: A uses B", "says nothing", "subject"),
        ("reject: {subject: [A], object: B}", "must be one text", "quotes"),
        ("reject: {subject: A, object: B, concept: C}", "a claim and a concept", "two"),
        ("accept: {subject: A, object: B}", "no 'relation'", "relation"),
        ("retype: {subject: A, relation: uses, object: B}", "no 'as'", "as"),
        ("retype: {subject: A, relation: uses, object: B, as: influenced}", "cannot", "accept"),
        ("alias: {name: B}", "work or a concept", "work"),
        ("alias: {work: A}", "no 'name'", "name"),
        ("merge: {works: [A]}", "2 or more", "[one, other]"),
        ("merge: {works: [A, A]}", "2 or more", "[one, other]"),
        ("unmerge: {work: A}", "1 or more", "[one, other]"),
        ("correct: {work: A, field: yaer, value: 2019}", "'yaer' cannot", "year"),
        ("correct: {work: A, field: year, value: 19}", "a year", "correct the value"),
        ("correct: {work: A, field: doi, value: 12}", "a DOI", "correct the value"),
        ("correct: {work: A, field: arxiv, value: 1234.5678v2}", "an arXiv id", "correct"),
        ("correct: {work: A, field: url, value: 'javascript:x'}", "web address", "correct"),
        ("correct: {work: A, field: title}", "no 'value'", "value"),
        ('correct: {work: A, field: title, value: "x\\u202ey"}', "control", "leave"),
        ("{merge: {works: [A, B]}, date: yesterday}", "not a date", "2024-05-01"),
        ("{merge: {works: [A, B]}, reject: {}}", "one decision", "accept"),
        ("{merge: {works: [A, B], works: [C, D]}}", "given twice", ""),
        ("by: Ada", "one decision", "accept"),
        ("just words", "no decision", "reject"),
        ("[]", "no decision", "reject"),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_other_entries_count(read, entry, what, advice):
    decisions, problems = read(
        f"- alias: {{work: A, name: B}}\n- {entry}\n- alias: {{work: A, name: C}}\n"
    )
    assert [d.name for d in decisions] == ["B", "C"]
    (problem,) = problems
    assert (problem.code, problem.file) == ("curation-broken", "curation.yaml")
    assert problem.line == (0 if entry == "[]" else 2)
    assert what in problem.message
    assert advice in problem.advice


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("merge: {works: [A, B]}\n", 1),
        ("- alias: {work: A, name: B}\n- merge: {works: [A, B\n- x: y\n", 3),
        ("- alias: &x {work: A, name: B}\n- alias: *x\n", 1),
        ("- alias: !!python/object:os.system {}\n", 1),
        ("- " * 50 + "a\n", 1),
        ("- a\n---\n- b\n", 2),
    ],
)
def test_what_is_no_list_in_plain_yaml_is_refused_with_its_line(read, text, line):
    with pytest.raises(SourceError) as fault:
        read(text)
    assert fault.value.line == line
    assert "front matter" not in str(fault.value)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "curation.yaml"
    path.write_bytes(b"- \xff\xfe")
    with pytest.raises(SourceError, match="cannot be read"):
        read_decisions(path, on_problem=pytest.fail)


def test_a_long_file_is_read(read):
    decisions, problems = read("- alias: {work: BERT, name: 'one of many names of it'}\n" * 3000)
    assert (len(decisions), problems) == (3000, [])


def test_names_by_hand_are_known_when_posts_are_read(read):
    decisions, _ = read(
        "- alias: {work: b-e-r-t, name: Bertie}\n- alias: {work: Foo, name: Phoo}\n"
    )
    lexicon = with_aliases(Lexicon(works=(KnownWork("bert", "BERT"),)), decisions, fold)
    assert [(w.name, w.aliases) for w in lexicon.works] == [
        ("BERT", ("Bertie",)),
        ("Foo", ("Phoo",)),
    ]


_WORDS = st.sampled_from(
    ["accept", "reject", "retype", "alias", "merge", "unmerge", "correct", "subject", "relation",
     "object", "works", "work", "posts", "field", "value", "as", "name", "by", "date", "year",
     "uses", "A", "2019", "null", "true", "'", '"', "\\", "#", "&a", "*a", "!!x", "|", ">", "%", "@",
     "- ", "{", "}", "[", "]", ": ", ", ", "\n", "  ", "\t", "\x00", "\u202e", "深", "\U0001f600"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(_WORDS, max_size=40).map("".join))
def test_whatever_stands_in_the_file_is_understood_or_told(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "curation.yaml"
    path.write_text(text, encoding="utf-8")
    problems, faults = [], []
    try:
        decisions = read_decisions(path, on_problem=problems.append)
    except SourceError as fault:
        decisions = ()
        faults.append(fault)
    assert all(fault.line is not None and fault.message for fault in faults)
    assert all(p.message and p.code == "curation-broken" for p in problems)
    assert all(d.line > 0 for d in decisions)


_PAIRS = st.tuples(
    st.sampled_from(["subject", "relation", "object", "works", "work", "posts", "field", "value",
                     "as", "name", "by", "date", "concept", "post", "because"]),
    st.sampled_from(["A", "uses", "influenced", "[A, B]", "[A]", "[]", "{}", "{a: b}", "year", "2019",
                     "null", "true", '""', '"\\0"', "2024-05-01", "[[A], B]", "authors", "10.1/x"]),
)  # fmt: skip


@settings(max_examples=400)
@given(st.sampled_from([str(v) for v in Verdict]), st.lists(_PAIRS, max_size=5))
def test_every_entry_is_either_a_decision_or_a_problem(tmp_path_factory, verdict, pairs):
    path = tmp_path_factory.mktemp("any") / "curation.yaml"
    body = ", ".join(f"{key}: {value}" for key, value in pairs)
    path.write_text(f"- {verdict}: {{{body}}}\n", encoding="utf-8")
    problems = []
    decisions = read_decisions(path, on_problem=problems.append)
    assert len(decisions) + len(problems) == 1
    if decisions:
        catalog = build_catalog(
            [reading("a.md", "A", claims=["uses B"]), reading("b.md", "B", concepts=["c"])],
            Lexicon(),
            decisions=decisions,
        )
        stale = [p for p in catalog.problems if p.code == "stale-decision"]
        assert len(catalog.decisions) + len(stale) >= 1
