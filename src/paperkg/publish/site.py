"""Writes the whole site: the only module that knows what a site consists of."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from paperkg import resources
from paperkg.check import Report, quality_quads
from paperkg.extract.cores import kept
from paperkg.graph.terms import language_tag
from paperkg.model import Catalog
from paperkg.model.dataset import DatasetInfo
from paperkg.publish import about as about_pages
from paperkg.publish.about import Download
from paperkg.publish.address import contact_href
from paperkg.publish.checks import PAGES as CHECK_PAGES
from paperkg.publish.checks import check_pages, checked, must_hold
from paperkg.publish.explorer import explorer_files, explorer_page
from paperkg.publish.feed import feed
from paperkg.publish.history import history_page
from paperkg.publish.home import home_page, index_pages
from paperkg.publish.lineages import concept_graph
from paperkg.publish.manifest import NAME, Manifest
from paperkg.publish.network import VIS_FILE, vis_script
from paperkg.publish.pages import Bench, File
from paperkg.publish.past import Past, read_past
from paperkg.publish.places import Places
from paperkg.publish.posts import RuleNote, rule_pages
from paperkg.publish.press import About, Alternate, Page, Press, environment
from paperkg.publish.presses import Make, print_all
from paperkg.publish.proof import Prover
from paperkg.publish.rdf import Data, make_data, write_document
from paperkg.publish.search import FILE as SEARCH_FILE
from paperkg.publish.search import search_index
from paperkg.publish.sparql import sparql_page
from paperkg.publish.swap import Swap, disk_error
from paperkg.publish.things import category_pages
from paperkg.publish.tombstones import tombstone_map, tombstone_pages
from paperkg.publish.view import View
from paperkg.publish.vocabulary import vocabulary_pages
from paperkg.redirects import plan_redirects, rule_files
from paperkg.vocab import Iris

if TYPE_CHECKING:
    from jinja2 import Environment

OnProgress = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and of how many (0: not known)."""

LOCK_FILE = "data/iris.lock"
"""Where the locked IRIs stand in a site."""


def publish_site(
    catalog: Catalog,
    info: DatasetInfo,
    out: Path,
    *,
    rules: Mapping[str, RuleNote] | None = None,
    lock: str = "",
    since: Path | None = None,
    sidecars: bool = True,
    workers: int = 1,
    on_progress: OnProgress | None = None,
    on_report: Callable[[Report], None] | None = None,
) -> Manifest:
    """Write the site of a catalog, wholly or not at all.

    Equal input gives equal bytes, whatever the machine's clock, locale or hash seed.

    Args:
        catalog: What to publish, its readings included.
        info: What is said of the dataset; its base IRI is where all IRIs begin.
        out: Folder of the site; one that holds a site made by paperkg is replaced in one step,
            files that the user added to it are kept.
        rules: What is known of the extraction rules, by name.
        lock: The file of locked IRIs, to be published with the data.
        since: Site of the version before, or an earlier build of this version: the history goes on
            from there. It may be ``out``.
        sidecars: Whether every resource gets RDF files beside its page, and every claim a page.
            Without them the site is several times smaller; the dumps have all, but few IRIs lead
            to data.
        workers: How many processes may make pages at once; the site is the same.
        on_progress: Told what is being made.
        on_report: Given what was checked of the site.

    Returns:
        What was written.

    Raises:
        BusyError: If another build has the folder.
        PublishError: If the folder is no site, or cannot be written, or its history cannot be
            read, or if what was made does not hold what it must (:mod:`paperkg.check`); what stood
            there is untouched.
        GraphError: If the RDF that was made cannot be read back at all.
        VocabularyError: If the base IRI is none.
    """
    with Swap(out) as swap, kept():
        writer = _Writer(swap.staging, on_progress)
        if lock:
            writer.write(LOCK_FILE, lock.encode())
        past = read_past(since, info.version, info.base_iri)
        info = replace(info, versions=past.versions)
        manifest, report = _write(
            catalog,
            info,
            writer,
            rules or {},
            past,
            swap.staging,
            sidecars=sidecars,
            workers=workers,
        )
        writer.write(NAME, manifest.to_json().encode())
        must_hold(report, out)
        if on_report is not None:
            on_report(report)
        swap.commit()
    return manifest


def _create(path: str, data: bytes) -> None:
    """Write a new file; of tens of thousands, each would cost twice as much as an object."""
    file = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class _Writer:
    """Writes files below a folder and remembers their hashes."""

    def __init__(self, root: Path, on_progress: OnProgress | None) -> None:
        self._root = str(root)
        self._on_progress = on_progress
        self._made: set[str] = set()
        self.files: dict[str, str] = {}
        self.size = 0

    def write(self, path: str, data: bytes) -> str:
        """Write one file; return its SHA-256."""
        assert path not in self.files, f"{path} is written twice"
        full = f"{self._root}/{path}"
        folder = full.rpartition("/")[0]
        try:
            if folder not in self._made:
                Path(folder).mkdir(parents=True, exist_ok=True)
                self._made.add(folder)
            _create(full, data)
        except OSError as error:
            raise disk_error(error, Path(full)) from error
        self.size += len(data)
        digest = self.files[path] = hashlib.sha256(data).hexdigest()
        return digest

    def write_blocks(self, path: str, blocks: Iterable[str]) -> tuple[int, str]:
        """Write a file of several blocks of text; return its size and SHA-256."""
        assert path not in self.files, f"{path} is written twice"
        full = Path(self._root, path)
        digest, size = hashlib.sha256(), 0
        try:
            full.parent.mkdir(parents=True, exist_ok=True)
            with full.open("xb") as file:
                for block in blocks:
                    data = block.encode()
                    digest.update(data)
                    size += file.write(data)
        except OSError as error:
            raise disk_error(error, full) from error
        self.size += size
        self.files[path] = digest.hexdigest()
        return size, self.files[path]

    def tell(self, what: str, done: int, total: int = 0) -> None:
        if self._on_progress is not None:
            self._on_progress(what, done, total)


def _write(
    catalog: Catalog,
    info: DatasetInfo,
    writer: _Writer,
    rules: Mapping[str, RuleNote],
    past: Past,
    staging: Path,
    *,
    sidecars: bool,
    workers: int,
) -> tuple[Manifest, Report]:
    writer.tell("data", 0)
    data = make_data(catalog, info, writer.write_blocks, past, sidecars=sidecars, workers=workers)
    view = View(catalog)
    places = Places(Iris(info.base_iri), claims=sidecars)
    bench = Bench(view, places, Prover(view, places), data.documents, sidecars=sidecars)
    about = _about(info, _inputs(data, info))
    env = environment()
    press = Press(about, env)
    counts = _counts(view, rules, data)
    pages: list[str] = []
    few = _few(bench, about, env, rules, counts, data, language_tag(info.language))
    for item in print_all(bench, press, few, writer.tell, workers=workers):
        if item.gone and item.path in writer.files:
            continue  # a rule or person that pages know and the graph does not
        writer.write(item.path, item.data)
        if item.is_page and not item.gone:
            pages.append(item.path)
    writer.write("404.html", press.render(about_pages.not_found_page(about)))
    listed = [*pages, *CHECK_PAGES]
    for file in (*_assets(), *about_pages.service_files(about, listed), feed(bench, about, info)):
        writer.write(file.path, file.data)
    gone = tombstone_map(data.tombstones, places.iris)
    for path, text in rule_files(plan_redirects(info.base_iri, info.site_url, gone)):
        writer.write(path, text.encode())
    writer.tell("checks", 0)
    report = checked(staging, data, catalog, sidecars=sidecars)
    for page in check_pages(report, about):
        writer.write(page.path, press.render(page))
        pages.append(page.path)
    write_document(
        places.iris.quality(), quality_quads(report, info), places.iris, writer.write_blocks
    )
    counts |= {"page": len(pages) + 1, "file": len(writer.files) + 1, "byte": writer.size}
    manifest = Manifest(
        writer.files,
        about.inputs,
        info.base_iri,
        counts,
        title=info.title,
        version=info.version,
        fingerprint=data.fingerprint,
        tombstones=gone,
        sidecars=sidecars,
    )
    return manifest, report


def _few(
    bench: Bench,
    about: About,
    env: Environment,
    rules: Mapping[str, RuleNote],
    counts: Mapping[str, int],
    data: Data,
    language: str,
) -> Sequence[Make]:
    """Return what makes the pages of which there are few; those that may be gone come last."""
    iris = Iris(about.base_iri)
    stones = [s for s in data.tombstones if bench.sidecars or s.kind != "claim"]
    return (
        lambda: [home_page(bench, about, dict(counts), _alternates(data.downloads))],
        lambda: [Page("search.html", "search.html", "Search", {}, kind="search")],
        lambda: index_pages(bench),
        lambda: [concept_graph(bench, env)],
        lambda: [explorer_page(bench, language)],
        lambda: explorer_files(bench),
        lambda: [File(SEARCH_FILE, search_index(bench.view, bench.places))],
        lambda: rule_pages(bench, rules),
        lambda: category_pages(bench),
        lambda: about_pages.data_pages(bench, [*data.downloads, *data.extras], data.triples),
        lambda: [sparql_page(iris, data.examples, data.downloads, data.parts)],
        lambda: vocabulary_pages(data.quads, iris, data.documents),
        lambda: [history_page(data.releases, about, data.documents)],
        lambda: tombstone_pages(iris, stones, sidecars=bench.sidecars),
    )


def _about(info: DatasetInfo, inputs: str) -> About:
    return About(
        title=info.title,
        description=info.description,
        base_iri=info.base_iri,
        homepage=info.site_url,
        publisher=info.publisher,
        licence=info.licence,
        language=info.language or "en",
        version=info.version,
        feedback=info.feedback_url or contact_href(info.contact),
        inputs=inputs,
    )


def _inputs(data: Data, info: DatasetInfo) -> str:
    """Hash what the site is made from: the graph (posts included), the settings, the templates."""
    digest = hashlib.sha256(f"{data.fingerprint}\n{info!r}\n".encode())
    for folder in ("templates", "static"):
        for path in sorted(resources.path("site", folder).iterdir()):
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _counts(view: View, rules: Mapping[str, RuleNote], data: Data) -> Counter[str]:
    stubs = sum(w.stub for w in view.works.values())
    return Counter(
        {
            "paper": len(view.works) - stubs,
            "stub": stubs,
            "post": len(view.readings),
            "claim": len(view.catalog.claims),
            "author": len(view.people),
            "concept": len(view.concepts),
            "category": len(view.categories),
            "rule": len({*view.by_rule, *rules}),
            "triple": data.triples,
        }
    )


def _alternates(downloads: Iterable[Download]) -> list[Alternate]:
    return [Alternate(d.type, d.page, d.label) for d in downloads]


def _assets() -> Iterator[File]:
    for path in sorted(resources.path("site", "static").iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield File(f"assets/{path.name}", path.read_bytes())
    yield File(VIS_FILE, vis_script())
