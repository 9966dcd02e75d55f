"""Posts to catalog."""

from __future__ import annotations

from dataclasses import dataclass

from paperkg.model import Catalog, Lexicon, Problem, Reading
from paperkg.pipeline.project import Project, read_lock
from paperkg.resolve import IdentityLock


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


def collect(project: Project, *, curated: bool = True) -> Collection:
    """Read the posts of a project, extract what they say and resolve it.

    Args:
        project: Whose posts.
        curated: Use the curated bibliographic records.

    Raises:
        SourceError: If nothing can be read at all.
        ConfigError: If a rule that is switched off does not exist.
    """
    from paperkg.extract import extract_readings
    from paperkg.lexicon import load_lexicon
    from paperkg.pipeline.own_categories import with_own_categories
    from paperkg.posts import read_dump, read_posts
    from paperkg.resolve import build_catalog

    problems: list[Problem] = []
    settings = project.settings
    lexicon = load_lexicon(curated=curated)
    if settings.posts.is_dir():
        posts = read_posts(settings.posts, on_problem=problems.append)
    else:
        dump = read_dump(settings.posts, on_problem=problems.append)
        posts = dump.posts
        declared = [(name, definition) for name, definition, _ in dump.header_categories]
        lexicon = with_own_categories(lexicon, declared, posts[0].source.text if posts else "")
    readings = extract_readings(
        posts,
        lexicon,
        disabled_rules=frozenset(settings.disabled_rules),
        on_problem=problems.append,
    )
    lock = read_lock(project.lock_path)
    catalog = build_catalog(readings, lexicon, lock=lock)
    everything = {str(p): p for p in (*problems, *catalog.problems)}
    ordered = sorted(everything.values(), key=lambda p: (p.file, p.line, p.code, p.message))
    return Collection(project, lexicon, catalog, tuple(ordered), lock)
