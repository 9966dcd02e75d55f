"""Content negotiation by RFC 9110, section 12.5.1."""

import pytest

from measure import measured
from paperkg.serve.accept import choose, parse_accept

OFFERS = ("text/html", "text/turtle", "application/ld+json", "application/n-triples")
HTML, TURTLE, JSONLD, NT = OFFERS


@pytest.mark.parametrize(
    ("field", "chosen"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/turtle;q=0.5, application/ld+json", JSONLD),
        ("text/turtle;q=0.5,application/ld+json;q=0.4", TURTLE),
        ("text/turtle;q=0.50 , application/ld+json ; q=0.501", JSONLD),
        ("text/*", HTML),
        ("text/*;q=0.3, text/html;q=0.2", TURTLE),
        ("application/*", JSONLD),
        ("text/html;q=0, */*", TURTLE),
        ("*/*;q=0.1, text/html;q=0, text/turtle;q=0", JSONLD),
        ("text/*;q=0, */*", JSONLD),
        ("text/*;q=0, text/turtle;q=0.2, */*;q=0.1", TURTLE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),
        ("application/n-triples, text/turtle", TURTLE),
        ("text/turtle, */*", TURTLE),
        ("application/ld+json;profile=x", JSONLD),
        ("text/turtle;charset=utf-8;q=0.7, text/html;q=0.6", TURTLE),
        ("text/turtle;q=0.1, text/turtle;charset=utf-8;q=0.9, text/html;q=0.5", TURTLE),
        ("text/turtle;q=1.000", TURTLE),
        ("text/turtle;q=2, text/html;q=0.1", HTML),
        ("text/turtle;q=x, application/n-triples", NT),
        ("text/turtle;q=0.1234, application/n-triples;q=0.1", NT),
        ("garbage, text/turtle;q=0.1", TURTLE),
        ("garbage", HTML),
        ("*/turtle", HTML),
        ("image/png", None),
        ("image/png, text/html;q=0", None),
        ("*/*;q=0", None),
        ("text/turtle;q=0", None),
        (", ,text/turtle,", TURTLE),
    ],
)
def test_choice(field, chosen):
    assert choose(field, OFFERS) == chosen


def test_nothing_offered_nothing_chosen():
    assert choose("*/*", ()) is None


@pytest.mark.parametrize(
    "field",
    [
        "a/b" + ";  " * 5000 + "x",
        'a/b;p="' + '\\"' * 8000,
        ",".join(["a/b;q=0.5"] * 1500),
        "/" * 16000,
        "a/b;" + "p=1;" * 4000 + "q",
    ],
)
def test_no_field_takes_long(field):
    with measured():
        parse_accept(field)
