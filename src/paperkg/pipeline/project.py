"""Finds out which posts are meant, and with which settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from paperkg import resources
from paperkg.config import FILE_NAME, Settings, check_base_iri, load_settings
from paperkg.errors import SourceError, VocabularyError
from paperkg.resolve import IdentityLock

DEFAULT_OUTPUT = "paperkg-site"
LOCK_NAME = "iris.lock"
CURATION_NAME = "curation.yaml"


@dataclass(frozen=True, slots=True)
class Project:
    """A collection of posts and its settings.

    Attributes:
        settings: The settings.
        kind: ``project`` (a ``paperkg.toml``), ``posts`` (named by the user) or ``demo``.
    """

    settings: Settings
    kind: str

    @property
    def curation_paths(self) -> tuple[Path, ...]:
        """The files that may hold decisions: beside ``paperkg.toml``, and among the posts."""
        posts = self.settings.posts
        folder = posts if posts.is_dir() else posts.parent
        if self.kind == "posts":
            return (folder / CURATION_NAME,)
        return tuple(dict.fromkeys((self.settings.root / CURATION_NAME, folder / CURATION_NAME)))

    @property
    def lock_path(self) -> Path | None:
        """The file in which IRIs are locked; only a project keeps one.

        It lies beside the posts' folder, so that it travels with them.
        """
        return self.settings.posts.parent / LOCK_NAME if self.kind == "project" else None


def locate(
    posts: Path | None = None, *, base_iri: str | None = None, output: Path | None = None
) -> Project:
    """Return the project that is meant.

    Args:
        posts: A folder or dump named by the user; if it (or its parent) has a ``paperkg.toml``
            whose posts these are, that project is meant. ``None`` means the project of the
            current folder or of one above it, else the demo corpus.
        base_iri: Overrides the setting.
        output: Overrides the setting.

    Raises:
        SourceError: If the posts do not exist.
        ConfigError: If the settings are wrong.
    """
    project = _find(posts)
    settings = project.settings
    if base_iri is not None:
        settings = replace(settings, base_iri=check_base_iri(base_iri))
    if output is not None:
        settings = replace(settings, output=output)
    if not settings.posts.exists():
        raise SourceError(
            "there is no such folder or file",
            path=str(settings.posts),
            advice="name a folder of posts or a dump",
        )
    return Project(settings, project.kind)


def _find(posts: Path | None) -> Project:
    if posts is None:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / FILE_NAME).is_file():
                return Project(load_settings(folder / FILE_NAME), "project")
        demo = resources.path("paperkg.toml")
        settings = load_settings(demo)
        return Project(replace(settings, output=here / DEFAULT_OUTPUT), "demo")
    for folder in (posts, posts.parent):
        if (folder / FILE_NAME).is_file():
            settings = load_settings(folder / FILE_NAME)
            if posts.resolve() in {folder.resolve(), settings.posts.resolve()}:
                return Project(settings, "project")
    name = posts.resolve().name
    settings = Settings(
        root=Path.cwd(),
        posts=posts,
        output=Path.cwd() / DEFAULT_OUTPUT,
        title=f"Papers of {name}",
    )
    return Project(settings, "posts")


def read_lock(path: Path | None) -> IdentityLock:
    """Read the locked IRIs: a line each of kind, key and slug, separated by tabs.

    Raises:
        SourceError: If a line is not of that form.
    """
    lock = IdentityLock()
    if path is None or not path.is_file():
        return lock
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3:  # kind, key, slug
            raise SourceError(
                "is not a line of kind, key and slug",
                path=str(path),
                line=number,
                advice="restore the file from version control",
            )
        try:
            lock.keep(parts[0], [parts[1]], parts[2])
        except VocabularyError as error:
            raise SourceError(
                error.message,
                path=str(path),
                line=number,
                advice="restore the file from version control",
            ) from error
    return lock


def write_lock(path: Path, lock: IdentityLock) -> None:
    """Write the locked IRIs, sorted; leaves the file alone if nothing changed."""
    lines = ["# Minted IRIs. Keep this file: it makes links survive renames. kind, key, slug"]
    for kind, table in sorted(lock.known.items()):
        lines += [f"{kind}\t{key}\t{name}" for key, name in sorted(table.items())]
    text = "\n".join(lines) + "\n"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
