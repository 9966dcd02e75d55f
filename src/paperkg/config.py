"""Settings of a project: ``paperkg.toml`` turned into one frozen value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from paperkg.errors import ConfigError, VocabularyError
from paperkg.model.dataset import UNNAMED_PUBLISHER, UNSTATED_LICENCE
from paperkg.vocab import Iris

FILE_NAME = "paperkg.toml"
DEFAULT_BASE_IRI = "https://w3id.org/paperkg/"
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/?#\x00-\x1f][^\s<>\"{}|\\^`\x00-\x1f]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
SIDECARS = ("all", "none")
_PATHS = {"posts": "posts", "output": "site"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set.

    Attributes:
        root: Folder of the project; relative paths below are relative to it.
        posts: Folder of posts, or a dump.
        output: Folder the site is written to.
        base_iri: Base of all IRIs, ends in a slash.
        title: Name of the collection.
        description: One sentence about it.
        publisher: Who publishes it.
        licence: IRI of the data's licence.
        language: BCP 47 tag of the posts.
        version: Version of the data.
        site_url: Address under which the site will be found, if not the base IRI.
        repository: Address of the posts' repository, or empty.
        feedback_url: Address for corrections, or empty.
        contact: Mail or web address for questions, or empty.
        issued: Date of first publication, ``YYYY-MM-DD``, or empty.
        modified: Date of last change, ``YYYY-MM-DD``; ``SOURCE_DATE_EPOCH`` is used if empty.
        previous_version: IRI of the version before, or empty.
        disabled_rules: Names of rules that are switched off.
        plugins: Names of extractors of other packages that are switched on.
        sidecars: ``all``: every resource has RDF files beside its page, and every claim a page;
            ``none``: neither, which makes a large site several times smaller. The dumps have all.
    """

    root: Path
    posts: Path
    output: Path
    base_iri: str = DEFAULT_BASE_IRI
    title: str = "Papers and where their ideas came from"
    description: str = (
        "Machine-learning papers, their concepts and what they build on, read from posts"
    )
    publisher: str = UNNAMED_PUBLISHER
    licence: str = UNSTATED_LICENCE
    language: str = "en"
    version: str = "1"
    site_url: str = ""
    repository: str = ""
    feedback_url: str = ""
    contact: str = ""
    issued: str = ""
    modified: str = ""
    previous_version: str = ""
    sidecars: str = "all"
    disabled_rules: tuple[str, ...] = field(default=())
    plugins: tuple[str, ...] = field(default=())


_TEXTS = {f.name for f in fields(Settings) if f.type == "str"}
_LISTS = {"disabled_rules": "rule names", "plugins": "names of plug-ins"}
_KEYS = _TEXTS | {"posts", "output", *_LISTS}


def load_settings(path: Path) -> Settings:
    """Read a ``paperkg.toml``.

    Raises:
        ConfigError: If the file is missing or broken, or a key is unknown or of the wrong type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", path=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"is not TOML: {error}", path=str(path)) from error
    for key, value in data.items():
        _check(path, key, value)
    root = path.parent
    paths = {key: root / data.pop(key, default) for key, default in _PATHS.items()}
    texts = {key: value for key, value in data.items() if key in _TEXTS}
    return Settings(
        root=root,
        **paths,
        **texts,
        disabled_rules=tuple(data.get("disabled_rules", ())),
        plugins=tuple(data.get("plugins", ())),
    )


def _check(path: Path, key: str, value: Any) -> None:
    if key not in _KEYS:
        from difflib import get_close_matches

        near = get_close_matches(key, sorted(_KEYS), 2)
        advice = (
            f"did you mean {' or '.join(near)}?"
            if near
            else f"known keys: {', '.join(sorted(_KEYS))}"
        )
        raise ConfigError("unknown setting", path=str(path), key=key, advice=advice)
    if key in _LISTS:
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ConfigError(f"must be a list of {_LISTS[key]}", path=str(path), key=key)
        return
    if not isinstance(value, str):
        raise ConfigError("must be text in quotes", path=str(path), key=key)
    if key == "base_iri":
        check_base_iri(value, path=str(path))
    elif fault := _fault(key, value):
        what, advice = fault
        raise ConfigError(f"{value!r} {what}", path=str(path), key=key, advice=advice)


def _fault(key: str, value: str) -> tuple[str, str] | None:
    """Return what is wrong with a text setting and what to do, or ``None``."""
    if _CONTROLS.search(value if key in _PATHS else value.replace("\n", " ")):
        return "holds a control character", "leave it out"
    if not value.strip() and key in {*_PATHS, "licence", "language", "sidecars"}:
        return "says nothing", "leave the key out to get the default"
    if not value:
        return None
    for keys, is_right, what, advice in _RULES:
        if key in keys and not is_right(value):
            return what, advice
    return None


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_RULES: tuple[tuple[frozenset[str], Callable[[str], object], str, str], ...] = (
    (
        frozenset({"licence", "site_url", "repository", "feedback_url", "previous_version"}),
        _ADDRESS.fullmatch,
        "is not a web address",
        "give it in full, with https:// in front",
    ),
    (frozenset({"issued", "modified"}), _is_date, "is not a date", "write it like 2024-05-01"),
    (
        frozenset({"language"}),
        _LANGUAGE.fullmatch,
        "is not a language tag",
        "write it like en or pt-BR",
    ),
    (frozenset({"sidecars"}), SIDECARS.__contains__, "is unknown", "write all or none"),
)


def check_base_iri(value: str, *, path: str = "") -> str:
    """Return a base IRI if it is one that others can be made from.

    Raises:
        ConfigError: Unless it is http(s), has a host, plain path segments and a final slash.
    """
    try:
        sound = value.endswith("/") and Iris(value).base == value
    except VocabularyError:
        sound = False
    if not sound:
        advice = "use something like https://example.org/papers/ (with the slash at the end)"
        raise ConfigError(
            f"{value!r} cannot be a base IRI", path=path, key="base_iri", advice=advice
        )
    return value
