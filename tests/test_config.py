"""Settings: what is read, and what is refused with a hint."""

from __future__ import annotations

import pytest

from paperkg import resources
from paperkg.config import DEFAULT_BASE_IRI, check_base_iri, load_settings
from paperkg.errors import ConfigError
from paperkg.vocab import Iris


def load(tmp_path, text):
    path = tmp_path / "paperkg.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(path)


def refused(tmp_path, text):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    error = caught.value
    assert error.path == str(tmp_path / "paperkg.toml")
    assert str(error).startswith(error.path)
    assert "\n" not in str(error)
    return error


def test_an_empty_file_gives_the_defaults(tmp_path):
    settings = load(tmp_path, "")
    assert settings.base_iri == DEFAULT_BASE_IRI == Iris().base
    assert (settings.root, settings.posts, settings.output) == (
        tmp_path,
        tmp_path / "posts",
        tmp_path / "site",
    )
    assert settings.disabled_rules == ()


def test_everything_is_read(tmp_path):
    settings = load(
        tmp_path,
        b'\xef\xbb\xbfposts = "notes/deep"\noutput = "../out"\nbase_iri = "https://example.org/kg/"\n'
        b'title = "\xc3\xa9"\nlanguage = "pt-BR"\nissued = "2024-02-29"\ndisabled_rules = ["a", "b"]\n'
        b'licence = "https://example.org/l"\nsite_url = "https://example.org/"\nversion = "2"\n',
    )
    assert settings.posts == tmp_path / "notes" / "deep"
    assert settings.output == tmp_path / ".." / "out"
    assert (settings.base_iri, settings.title, settings.language) == (
        "https://example.org/kg/",
        "é",
        "pt-BR",
    )
    assert settings.disabled_rules == ("a", "b")


def test_an_absolute_path_stays(tmp_path):
    assert load(tmp_path, f"posts = '{tmp_path}/elsewhere'").posts == tmp_path / "elsewhere"


def test_our_own_settings_are_sound():
    assert load_settings(resources.path("paperkg.toml")).posts.is_dir()


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "paperkg.toml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "folder")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title = 'a'\nposts = \n", 2),
        ("\n\nno equals sign\n", 3),
        ("a = 1\na = 2\n", 2),
        ('title = "x', 1),
    ],
)
def test_broken_toml_names_the_line(tmp_path, text, line):
    assert f"line {line}" in str(refused(tmp_path, text)) or "end of document" in str(
        refused(tmp_path, text)
    )


@pytest.mark.parametrize("text", [b"title = '\xff'", b"\x00", b"a = " + b"[" * 5000])
def test_what_is_no_toml_at_all(tmp_path, text):
    assert "is not TOML" in str(refused(tmp_path, text))


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("base_url", "did you mean site_url or base_iri?"),
        ("Title", "did you mean title?"),
        ("post", "did you mean posts?"),
        ("zzz", "known keys: base_iri, contact"),
        ("root", "known keys"),
    ],
)
def test_an_unknown_key_gets_a_hint(tmp_path, key, hint):
    error = refused(tmp_path, f'{key} = "x"')
    assert error.key == key
    assert hint in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "title = 1",
        "posts = true",
        "output = ['a']",
        "version = 1.0",
        "issued = 2024-05-01",
        "base_iri = {}",
        "disabled_rules = 'a'",
        "disabled_rules = [1]",
        "disabled_rules = {a = 1}",
        "[title]\nx = 1",
    ],
)
def test_a_wrong_type(tmp_path, text):
    error = refused(tmp_path, text)
    assert error.key in {
        "title",
        "posts",
        "output",
        "version",
        "issued",
        "base_iri",
        "disabled_rules",
    }
    assert "must be" in str(error)


GOOD = ["https://example.org/", "http://example.org:8080/a/b-c_d.e~f/", "https://w3id.org/paperkg/"]
BAD = [
    "",
    "example.org/",
    "ftp://example.org/",
    "https://example.org",
    "https://example.org/a",
    "https:///a/",
    "https://example.org/a b/",
    "https://example.org/?q/",
    "https://example.org/#/",
    "https://example.org/<x>/",
    "https://example.org//",
    "https://example.org/é/",
    "https://example.org:٣/",
    "https://example.org:99999/",
    "https://user@example.org/",
    "https://example.org/a/../b/",
    "https://example.org/\n",
    "javascript:alert(1)/",
    'https://example.org/"/',
]


@pytest.mark.parametrize("iri", GOOD)
def test_a_base_iri(iri):
    assert check_base_iri(iri) == iri


@pytest.mark.parametrize("iri", BAD)
def test_what_is_no_base_iri(iri):
    with pytest.raises(ConfigError, match="cannot be a base IRI") as caught:
        check_base_iri(iri)
    assert caught.value.key == "base_iri"
    assert "https://example.org/papers/" in caught.value.advice


def test_a_base_iri_in_a_file_is_checked_with_its_place(tmp_path):
    assert refused(tmp_path, 'base_iri = "https://example.org"').key == "base_iri"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('output = ""', "output"),
        ('posts = " "', "posts"),
        (r'posts = "a\u0000b"', "posts"),
        (r'output = "a\nb"', "output"),
        (r'title = "a\u001b[31m"', "title"),
        ('licence = ""', "licence"),
        ('licence = "CC BY"', "licence"),
        ('licence = "https://a b/"', "licence"),
        ('site_url = "example.org"', "site_url"),
        ('repository = "javascript:alert(1)"', "repository"),
        ('feedback_url = "https://x/<y>"', "feedback_url"),
        ('previous_version = "https://"', "previous_version"),
        ('language = "english please"', "language"),
        ('language = ""', "language"),
        ('issued = "2024-02-30"', "issued"),
        ('modified = "yesterday"', "modified"),
        ('issued = "20240501"', "issued"),
    ],
)
def test_a_value_that_would_break_the_data_is_refused(tmp_path, text, key):
    error = refused(tmp_path, text)
    assert error.key == key
    assert error.advice


@pytest.mark.parametrize(
    "text", ['site_url = ""', 'issued = ""', 'repository = ""', r'description = "two\nlines"']
)
def test_what_may_be_empty_or_long(tmp_path, text):
    load(tmp_path, text)
