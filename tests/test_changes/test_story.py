"""The difference in words."""

from __future__ import annotations

import json
from dataclasses import replace

from factories import reading
from paperkg.changes import tell
from paperkg.graph import build_quads
from paperkg.model import Lexicon
from paperkg.resolve import IdentityLock, build_catalog, remember

BERT = reading(
    "bert.md", "BERT", short="BERT", year="2018", authors=["Jacob D"], claims=["extends Wren"]
)
T5 = reading(
    "t5.md", "T5", short="T5", year="2019", concepts=["span corruption"], claims=["extends BERT"]
)
WREN = reading("wren.md", "Wren", short="Wren", claims=["uses Nest"])


class Builds:
    """Catalogs of one lock, as graphs."""

    def __init__(self):
        self.lock = IdentityLock()

    def __call__(self, *readings):
        catalog = build_catalog(readings, Lexicon(), lock=self.lock)
        remember(catalog, self.lock)
        return build_quads(catalog)


def told(story):
    return {(c.group, c.sign, c.text) for c in story.changes}


def test_equal_graphs_have_no_story():
    one = Builds()(BERT, T5)
    story = tell(one, one)
    assert story.changes == ()
    assert story.to_text() == "no difference\n"


def test_a_new_post_and_what_follows_for_lineage():
    build = Builds()
    old, new = build(BERT, T5), build(BERT, T5, WREN)
    story = tell(old, new)
    assert told(story) == {
        ("papers", "~", "Wren: has a post now"),
        ("papers", "+", "work without a post Nest"),
        ("links", "+", "Wren uses Nest"),
        ("lineage", "+", "BERT: 1 new ancestor: Nest"),
        ("lineage", "+", "T5: 1 new ancestor: Nest"),
        ("lineage", "+", "Wren: 1 new ancestor: Nest"),
        ("posts", "+", "post Wren"),
    }
    (link,) = [c for c in story.changes if c.group == "links"]
    assert [(s.quote, s.place) for s in link.sentences] == [("uses Nest", "wren.md:1")]
    back = tell(new, old)
    assert {text for group, sign, text in told(back) if group == "lineage"} == {
        "BERT: 1 lost ancestor: Nest",
        "T5: 1 lost ancestor: Nest",
        "Wren: 1 lost ancestor: Nest",
    }
    assert (back.added, back.removed) == (story.removed, story.added)


def test_a_removed_post_takes_with_it_what_only_it_said_and_nothing_else_is_told():
    build = Builds()
    old, new = build(BERT, T5), build(BERT)
    story = tell(old, new)
    assert told(story) == {
        ("papers", "-", "paper T5"),
        ("links", "-", "T5 extends BERT"),
        ("concepts", "-", "concept span corruption"),
        ("posts", "-", "post T5"),
    }
    counted = "papers -1, links -1, concepts and categories -1, posts -1, quads "
    assert story.summary().startswith(counted)


def test_what_changed_is_counted_by_things():
    build = Builds()
    other = reading(
        "bert.md",
        "BERT, Told",
        short="Bert",
        year="2019",
        authors=["Jacob D"],
        claims=["extends Wren"],
    )
    story = tell(build(BERT), build(other))
    assert len([c for c in story.changes if c.group == "papers"]) > 1
    assert story.summary().startswith("papers ~1, ")


def test_values_are_told_with_what_they_were():
    build = Builds()
    old = build(BERT, T5)
    new = build(
        reading(
            "bert.md", "BERT", year="2019", authors=["Jacob D", "Ming C"], claims=["uses Wren"]
        ),
        replace(T5, concepts=()),
    )
    assert told(tell(old, new)) >= {
        ("papers", "~", "BERT: year 2018 → 2019"),
        ("authors", "+", "BERT: author Ming C"),
        ("authors", "+", "author Ming C"),
        ("links", "-", "BERT extends Wren"),
        ("links", "+", "BERT uses Wren"),
        ("concepts", "-", "T5: concept span corruption"),
        ("concepts", "-", "concept span corruption"),
    }
    assert not any(group == "lineage" for group, _, _ in told(tell(old, new)))


def test_a_renamed_paper_has_changed_and_is_no_other():
    build = Builds()
    old = build(BERT, T5)
    new = build(replace(BERT, title=replace(BERT.title, value="Bert, Renamed")), T5)
    assert told(tell(old, new)) == {
        ("papers", "~", "BERT: title BERT → Bert, Renamed"),
        ("papers", "+", "BERT: short name BERT"),  # not told where it is the title
        ("posts", "~", "Bert, Renamed: headline BERT → Bert, Renamed"),
    }


def test_json_has_the_schema_it_says():
    build = Builds()
    old, new = build(BERT), build(BERT, T5)
    data = json.loads(tell(old, new).to_json())
    assert set(data) == {"summary", "quads", "claims", "changes"}
    assert data["quads"]["added"] > 0 == data["quads"]["removed"]
    for change in data["changes"]:
        assert set(change) == {"group", "change", "text", "subject", "sentences"}
        assert change["subject"].startswith("https://w3id.org/paperkg/")
    assert any(
        c["group"] == "links" and c["sentences"] == [{"quote": "extends BERT", "place": "t5.md:1"}]
        for c in data["changes"]
    )
