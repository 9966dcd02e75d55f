"""Posts to graph, to site, to store."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg.config import Settings
from paperkg.errors import GraphError
from paperkg.model import Problem
from paperkg.model.dataset import DatasetInfo, source_date
from paperkg.pipeline.cache import cache_path, store_index
from paperkg.pipeline.latest import Latest, inputs_of, recall
from paperkg.pipeline.latest import remember as remember_site
from paperkg.pipeline.project import Project, lock_text, published_lock, write_lock
from paperkg.pipeline.run import Collection, collect
from paperkg.resolve import remember

if TYPE_CHECKING:
    from paperkg.check import Report
    from paperkg.graph import Format, Quad
    from paperkg.publish import Manifest
    from paperkg.store import Store


@dataclass(frozen=True, slots=True)
class Built:
    """What ``build`` made.

    Attributes:
        text: The graph, if no file was named; else empty.
        summary: What was made, in one line.
        problems: What was wrong with the posts.
    """

    text: str
    summary: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What ``publish`` made.

    Attributes:
        index_page: Where to begin to read.
        summary: What was made, in one line.
        problems: What was wrong with the posts.
    """

    index_page: Path
    summary: str
    problems: tuple[Problem, ...]


def dataset_info(settings: Settings) -> DatasetInfo:
    """Return what the settings say of the dataset."""
    day = source_date(os.environ)
    return DatasetInfo(
        base_iri=settings.base_iri,
        title=settings.title,
        description=settings.description,
        publisher=settings.publisher,
        contact=settings.contact,
        licence=settings.licence,
        language=settings.language,
        version=settings.version,
        previous_version=settings.previous_version,
        issued=settings.issued or day,
        modified=settings.modified or day,
        site_url=settings.site_url,
        repository=settings.repository,
        feedback_url=settings.feedback_url,
    )


def make_quads(collection: Collection) -> tuple[tuple[Quad, ...], tuple[Problem, ...]]:
    """Return the graph of a collection, and what had to be left out of it."""
    from paperkg.graph import build_quads

    problems: list[Problem] = []
    info = dataset_info(collection.project.settings)
    quads = build_quads(collection.catalog, info, on_problem=problems.append)
    return quads, tuple(problems)


def build(project: Project, out: Path | None) -> Built:
    """Write the graph of a project to a file, or return it as Turtle.

    The file is replaced in one step.

    Raises:
        GraphError: If the suffix names no format, or the file cannot be written.
    """
    from paperkg.graph import FORMATS, serialize, write_rdf
    from paperkg.vocab import Iris

    if out is not None and out.suffix not in FORMATS:
        raise GraphError(
            f"{out.suffix or 'no suffix'} names no format",
            path=str(out),
            advice=f"use one of {' '.join(FORMATS)}",
        )
    collection = collect(project)
    quads, more = make_quads(collection)
    problems = (*collection.problems, *more)
    iris = Iris(project.settings.base_iri)
    if out is None:
        return Built("".join(serialize(quads, ".ttl", iris=iris)), "", problems)
    _replace(out, lambda draft: write_rdf(quads, draft, iris=iris))
    keep_iris(collection)
    held = _held(quads, FORMATS[out.suffix])
    return Built("", f"{_counted(collection)}; {held} in {out}", problems)


def write_site(
    collection: Collection,
    since: Path | None,
    *,
    on_report: Callable[[Report], None] | None = None,
) -> Manifest:
    """Write the site of a collection to where its settings say, and nothing beside it.

    Args:
        collection: What to write.
        since: Site of the version before, or an earlier build of this one.
        on_report: Given what was checked of the site.
    """
    from paperkg.evaluate import load_record
    from paperkg.extract import catalogue
    from paperkg.extract.cores import cores
    from paperkg.publish import publish_site
    from paperkg.publish.posts import RuleNote

    settings = collection.project.settings
    remember(collection.catalog, collection.lock)
    measured = load_record()
    rules = {r.name: RuleNote(r.about, measured.precision(r.name)) for r in catalogue()}
    return publish_site(
        collection.catalog,
        dataset_info(settings),
        settings.output,
        rules=rules,
        lock=lock_text(collection.lock),
        since=since,
        sidecars=settings.sidecars != "none",
        workers=cores(),
        on_report=on_report,
    )


def publish(project: Project, *, since: Path | None = None) -> Published:
    """Write the site of a project, unless it stands there as it would be written.

    Args:
        project: Whose site.
        since: Site of the version before, if that does not stand where this one will; with one
            the site is always written.

    Raises:
        PublishError: If it cannot be written; what was published before is untouched.
    """
    page = project.settings.output / "index.html"
    latest = recall(project) if since is None else None
    if latest is not None:
        return Published(page, f"up to date: {latest.summary}", latest.problems)
    inputs = inputs_of(project)
    lock_path = published_lock(project)
    collection = collect(project, lock_path=lock_path)
    before = since or (project.settings.output if lock_path is not None else None)
    latest = Latest(_write_site(collection, before), collection.problems)
    remember_site(project, inputs, latest)
    return Published(page, *latest)


def _write_site(collection: Collection, since: Path | None) -> str:
    """Write the site of a collection, its lock and its index; return what was made, in a line."""
    reports: list[Report] = []
    manifest = write_site(collection, since, on_report=reports.append)
    keep_iris(collection)
    store_index(collection, cache_path(collection.project)).close()
    pages = manifest.counts.get("page", 0)
    summary = f"{_counted(collection)}; {pages} pages, {len(manifest.files)} files"
    for report in reports:
        summary += f"; {_checked(report)}"
    return summary


def open_project_store(project: Project) -> contextlib.AbstractContextManager[Store]:
    """Return the graph of a project in an embedded store, ready to be asked."""
    from paperkg.store import open_store

    quads, _ = make_quads(collect(project))
    return open_store(quads)


def _held(quads: Sequence[Quad], form: Format) -> str:
    """Return in words how much of a graph a format holds."""
    from paperkg.graph import without_provenance

    if form.graphs:
        return f"{len(quads)} quads, provenance included,"
    count = len({quad[:3] for quad in without_provenance(quads)})
    return f"{count} triples, provenance left out,"


def _checked(report: Report) -> str:
    """Return in words how many checks a site passed, and which it did not."""
    failed = [f"{r.requirement.number} ({r.offenders[0]})" for r in report.failed]
    words = f"{len(report.results) - len(failed)} checks hold or do not apply"
    return f"{words}, not met: {'; '.join(failed)}" if failed else words


def keep_iris(collection: Collection) -> None:
    """Lock the IRIs that were minted."""
    path = collection.project.lock_path
    if path is not None:
        write_lock(path, collection.lock)


def _counted(collection: Collection) -> str:
    catalog = collection.catalog
    covered = sum(not work.stub for work in catalog.works)
    edges = {(c.subject, c.object) for c in catalog.claims if c.relation.builds_on}
    counts = (
        (len(catalog.readings), "post", "posts"),
        (covered, "paper", "papers"),
        (len(catalog.works) - covered, "work without a post", "works without a post"),
        (len(edges), "builds-on link", "builds-on links"),
    )
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in counts)


def _replace(out: Path, write: Callable[[Path], None]) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.stem}-", suffix=out.suffix)
        os.close(handle)
        draft = Path(name)
        try:
            write(draft)
            draft.chmod(0o666 & ~_umask())
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise GraphError(f"cannot be written: {error.strerror}", path=str(out)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
