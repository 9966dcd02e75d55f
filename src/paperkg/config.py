"""Settings of a project: ``paperkg.toml`` turned into one frozen value."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from paperkg.errors import ConfigError

FILE_NAME = "paperkg.toml"
DEFAULT_BASE_IRI = "https://w3id.org/paperkg/"
_IRI = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~%-]+)*/")


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
        homepage: Address under which the site will be found, or empty.
        feedback: Address for corrections, or empty.
        disabled_rules: Names of rules that are switched off.
    """

    root: Path
    posts: Path
    output: Path
    base_iri: str = DEFAULT_BASE_IRI
    title: str = "Papers and where their ideas came from"
    description: str = (
        "Machine-learning papers, their concepts and what they build on, read from posts"
    )
    publisher: str = "unnamed publisher"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    language: str = "en"
    version: str = "1"
    homepage: str = ""
    feedback: str = ""
    disabled_rules: tuple[str, ...] = field(default=())


_TEXTS = {f.name for f in fields(Settings) if f.type == "str"}
_KEYS = _TEXTS | {"posts", "output", "disabled_rules"}


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
    )


_PATHS = {"posts": "posts", "output": "site"}


def _check(path: Path, key: str, value: Any) -> None:
    if key not in _KEYS:
        from difflib import get_close_matches

        near = get_close_matches(key, _KEYS, 1)
        advice = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(sorted(_KEYS))}"
        raise ConfigError("unknown setting", path=str(path), key=key, advice=advice)
    if key == "disabled_rules":
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ConfigError("must be a list of rule names", path=str(path), key=key)
    elif not isinstance(value, str):
        raise ConfigError("must be text in quotes", path=str(path), key=key)
    if key == "base_iri":
        check_base_iri(value, path=str(path))


def check_base_iri(value: str, *, path: str = "") -> str:
    """Return a base IRI if it is one that others can be made from.

    Raises:
        ConfigError: Unless it is http(s), has a host, plain path segments and a final slash.
    """
    if not _IRI.fullmatch(value):
        advice = "use something like https://example.org/papers/ (with the slash at the end)"
        raise ConfigError(
            f"{value!r} cannot be a base IRI", path=path, key="base_iri", advice=advice
        )
    return value
