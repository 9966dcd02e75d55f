"""The tree of errors: one base, one line each, every field kept."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from paperkg import errors
from paperkg.errors import (
    BusyError,
    ConfigError,
    EndpointError,
    ExtractionError,
    FrontMatterError,
    GraphError,
    NameNotFoundError,
    PaperkgError,
    PublishError,
    QueryError,
    SourceError,
    StoreError,
    VocabularyError,
)

CLASSES = {
    name: value
    for name, value in vars(errors).items()
    if inspect.isclass(value) and not name.startswith("_")
}


def test_every_error_has_the_one_base_and_says_what_it_is():
    assert all(issubclass(value, PaperkgError) for value in CLASSES.values())
    assert all(value.__doc__ for value in CLASSES.values())
    assert all(name.endswith("Error") for name in CLASSES)


def test_the_drawing_in_the_docstring_is_the_tree():
    drawing = re.findall(r"^    ([│ ]*)[├└]── (\w+)", errors.__doc__, re.MULTILINE)
    above = ["PaperkgError"]
    drawn = {"PaperkgError": "PaperkgError"}
    for indent, name in drawing:
        depth = len(indent) // 4 + 1
        drawn[name] = above[depth - 1]
        above[depth:] = [name]
    real = {
        name: next(c.__name__ for c in value.__mro__[1:] if c.__name__ in CLASSES)
        for name, value in CLASSES.items()
        if value is not PaperkgError
    }
    assert {k: v for k, v in drawn.items() if k != "PaperkgError"} == real


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (PaperkgError("it broke"), "it broke"),
        (PaperkgError("it broke", advice="mend it"), "it broke; mend it"),
        (SourceError("is bad", path="a.md", line=3, advice="mend it"), "a.md:3: is bad; mend it"),
        (SourceError("is bad", path="a.md"), "a.md: is bad"),
        (FrontMatterError("is bad", path="a.md", line=1), "a.md:1: is bad"),
        (GraphError("is bad", line=1), "is bad"),
        (ConfigError("is bad", path="p.toml", key="title"), "p.toml: title: is bad"),
        (ConfigError("is bad", path="p.toml"), "p.toml: is bad"),
        (ConfigError("is bad", key="title"), "title: is bad"),
        (ExtractionError("failed", rule="r", post="a.md"), "a.md: failed"),
        (VocabularyError("unknown", term="x"), "unknown"),
        (StoreError("no answer", endpoint="http://x"), "http://x: no answer"),
        (QueryError("wrong", query="SELECT", line=2), "wrong"),
        (EndpointError("busy", endpoint="http://x", status=503, retryable=True), "http://x: busy"),
        (PublishError("cannot", path="site"), "site: cannot"),
        (BusyError(42, path="site"), "site: another build (pid 42) is running; wait for it to end"),
        (NameNotFoundError("x", ("a", "b")), "nothing is called 'x'; did you mean a, b?"),
        (NameNotFoundError("\x1b"), "nothing is called '\\x1b'; try `paperkg search`"),
    ],
)
def test_messages(error, text):
    assert str(error) == text


def test_fields_are_kept():
    error = EndpointError("busy", endpoint="http://x", status=503, retryable=True)
    assert (error.message, error.endpoint, error.status, error.retryable) == (
        "busy",
        "http://x",
        503,
        True,
    )
    assert NameNotFoundError("x", ("a",)).suggestions == ("a",)
    assert BusyError(7).pid == 7
    assert QueryError("w", query="q", line=2).line == 2


def test_simple_errors_survive_a_pickle():
    # so that a worker process can hand them on
    for error in (SourceError("is bad"), PaperkgError("x"), NameNotFoundError("x")):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error)
