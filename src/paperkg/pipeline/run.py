"""Posts to catalog."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from paperkg.config import FILE_NAME
from paperkg.errors import ConfigError, SourceError
from paperkg.model import Catalog, Decision, Lexicon, Post, Problem, Reading
from paperkg.pipeline.project import Project, read_lock
from paperkg.resolve import IdentityLock

_FOR_ONE = 200_000
"""A worker has to have this many characters to read; here about a second's work."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What was made of a project's posts.

    Attributes:
        project: Whose posts.
        lexicon: What was known beforehand.
        catalog: Everything they say.
        problems: What was wrong, files that were left out included; in order of file and line.
        lock: IRIs minted so far.
    """

    project: Project
    lexicon: Lexicon
    catalog: Catalog
    problems: tuple[Problem, ...]
    lock: IdentityLock

    @property
    def readings(self) -> tuple[Reading, ...]:
        """One reading per post, in order."""
        return self.catalog.readings


def collect(project: Project, *, curated: bool = True, lock_path: Path | None = None) -> Collection:
    """Read the posts of a project, extract what they say and resolve it.

    Args:
        project: Whose posts.
        curated: Use the curated bibliographic records, and what people decided.
        lock_path: File of locked IRIs; that of the project unless told.

    Raises:
        SourceError: If nothing can be read at all, or decisions cannot.
        ConfigError: If a rule that is switched off or a plug-in that is on does not exist.
    """
    from paperkg.extract import extract_readings
    from paperkg.lexicon import load_lexicon
    from paperkg.pipeline.own_categories import with_own_categories
    from paperkg.posts import read_dump, read_posts
    from paperkg.resolve import build_catalog, fold

    problems: list[Problem] = []
    settings = project.settings
    _check_rules(project)
    decisions = _decisions(project, problems) if curated else ()
    lexicon = load_lexicon(curated=curated)
    if decisions:
        from paperkg.curation import with_aliases

        lexicon = with_aliases(lexicon, decisions, fold)
    if settings.posts.is_dir():
        posts = read_posts(settings.posts, on_problem=problems.append)
    else:
        dump = read_dump(settings.posts, on_problem=problems.append)
        posts = dump.posts
        declared = [(name, definition) for name, definition, _ in dump.header_categories]
        lexicon = with_own_categories(lexicon, declared, posts[0].source.text if posts else "")
    if not posts and not problems:
        raise SourceError(
            "holds no posts",
            path=str(settings.posts),
            advice="posts are Markdown files (.md), or a dump with 'go to post' lines",
        )
    readings = extract_readings(
        posts,
        lexicon,
        disabled_rules=frozenset(settings.disabled_rules),
        on_problem=problems.append,
        workers=_workers(posts),
    )
    if settings.plugins:
        readings = _with_plugins(readings, project, problems)
    lock = read_lock(lock_path or project.lock_path)
    catalog = build_catalog(readings, lexicon, lock=lock, decisions=decisions)
    everything = {str(p): p for p in (*problems, *catalog.problems)}
    ordered = sorted(everything.values(), key=lambda p: (p.file, p.line, p.code, p.message))
    return Collection(project, lexicon, catalog, tuple(ordered), lock)


def _workers(posts: Sequence[Post]) -> int:
    """Return how many processes are worth their start."""
    from paperkg.extract.cores import cores

    size = sum(post.end - post.start for post in posts)
    return min(cores(), size // _FOR_ONE)


def _decisions(project: Project, problems: list[Problem]) -> tuple[Decision, ...]:
    """Read what people decided of a project's posts."""
    paths = [path for path in project.curation_paths if path.is_file()]
    if not paths:
        return ()
    from paperkg.curation import read_decisions

    posts = project.settings.posts
    folder = posts if posts.is_dir() else posts.parent
    decisions: list[Decision] = []
    for path in paths:
        name = os.path.relpath(path, folder).replace(os.sep, "/")
        decisions += read_decisions(path, name=name, on_problem=problems.append)
    return tuple(decisions)


def _with_plugins(
    readings: tuple[Reading, ...], project: Project, problems: list[Problem]
) -> tuple[Reading, ...]:
    """Let extractors of other packages read on."""
    from paperkg.extract.plugins import load_extractors, with_plugins

    settings = project.settings
    extractors = load_extractors(
        settings.plugins, on_problem=problems.append, path=str(settings.root / FILE_NAME)
    )
    return with_plugins(
        readings,
        extractors,
        disabled_rules=frozenset(settings.disabled_rules),
        on_problem=problems.append,
    )


def _check_rules(project: Project) -> None:
    """Refuse to switch off what does not exist."""
    disabled = project.settings.disabled_rules
    if not disabled:
        return
    from paperkg.extract import catalogue, unknown_rules

    own = frozenset(name for name in disabled if ":" not in name)  # the others are of plug-ins
    for name in unknown_rules(own):
        near = get_close_matches(name, [rule.name for rule in catalogue()], 3, 0.5)
        raise ConfigError(
            f"there is no rule {name!r}",
            path=str(project.settings.root / FILE_NAME),
            key="disabled_rules",
            advice=f"did you mean {' or '.join(near)}?" if near else "see `paperkg rules`",
        )
