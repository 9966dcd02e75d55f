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
_HEADER = (
    "# Minted IRIs. Keep this file: it makes links survive renames, and leaves a page for what\n"
    "# is removed. Lines are kind, key, slug; or kind, label, slug, what it was called last.\n"
)
_LABEL = "label"  # no key is called so: keys have a colon
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
    posts: Path | None = None,
    *,
    base_iri: str | None = None,
    output: Path | None = None,
    sidecars: str | None = None,
) -> Project:
    """Return the project that is meant.

    Args:
        posts: A folder or dump named by the user; if it (or its parent) has a ``paperkg.toml``
            whose posts these are, that project is meant. ``None`` means the project of the
            current folder or of one above it, else the demo corpus.
        base_iri: Overrides the setting.
        output: Overrides the setting.
        sidecars: Overrides the setting.

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
    if sidecars is not None:
        settings = replace(settings, sidecars=sidecars)
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
    """Read the locked IRIs: lines of kind, key and slug, or kind, ``label``, slug and label.

    Fields are separated by tabs. A file without labels, as written before there were tombstones,
    is read as well.

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
        called = len(parts) == 4 and parts[1] == _LABEL
        if len(parts) != 3 and not called:
            raise SourceError(
                "is not a line of kind, key and slug",
                path=str(path),
                line=number,
                advice="restore the file from version control",
            )
        try:
            if called:
                lock.call(parts[0], parts[2], parts[3])
            else:
                lock.keep(parts[0], [parts[1]], parts[2])
        except VocabularyError as error:
            raise SourceError(
                error.message,
                path=str(path),
                line=number,
                advice="restore the file from version control",
            ) from error
    if not path.read_text(encoding="utf-8").startswith(_HEADER):
        # written before there were tombstones: what was minted counts as published
        for kind in lock.known:
            for slug in lock.taken(kind):
                lock.call(kind, slug, slug.replace("-", " "))
    return lock


def published_lock(project: Project) -> Path | None:
    """Return the file of locked IRIs that goes on with what was published.

    Posts that are no project have it in their site, if that is a site of theirs.
    """
    from paperkg.publish import read_manifest
    from paperkg.publish.site import LOCK_FILE

    settings = project.settings
    if project.lock_path is not None:
        return project.lock_path
    manifest = read_manifest(settings.output)
    theirs = manifest and (manifest.title, manifest.base_iri) == (settings.title, settings.base_iri)
    return settings.output / LOCK_FILE if theirs else None


def lock_text(lock: IdentityLock) -> str:
    """Return the file of locked IRIs, sorted."""
    lines = []
    for kind in sorted({*lock.known, *lock.labels}):
        lines += [f"{kind}\t{key}\t{slug}" for key, slug in sorted(lock.keys(kind).items())]
        called = sorted(lock.labels.get(kind, {}).items())
        lines += [f"{kind}\t{_LABEL}\t{slug}\t{label}" for slug, label in called]
    return _HEADER + "".join(f"{line}\n" for line in lines)


def write_lock(path: Path, lock: IdentityLock) -> None:
    """Write the locked IRIs; leaves the file alone if nothing changed."""
    text = lock_text(lock)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
