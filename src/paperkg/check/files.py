"""The files themselves: they parse, agree with each other, and have the size and hash stated."""

from __future__ import annotations

import hashlib

from paperkg.check.result import Faults, NotApplicable, needs_sidecars, requirement
from paperkg.check.site import QUADS, Site
from paperkg.graph import Quad, fingerprint, tidy, without_provenance
from paperkg.graph.canonical import canonical_sha256
from paperkg.graph.terms import ref, value_of
from paperkg.vocab import DCAT, SPDX, VOID


def _united(quads: tuple[Quad, ...]) -> tuple[Quad, ...]:
    return tidy((s, p, o, "") for s, p, o, _ in quads)


@requirement(
    1,
    "Every RDF file is read by a strict parser",
    "RDF 1.1 Turtle, N-Triples, N-Quads, TriG, JSON-LD 1.1; RFC 3987",
    "find . -name '*.ttl' -exec rapper -q -c -i turtle {} \\;",
    deep=True,
)
def _parses(site: Site) -> Faults:
    for path, found in site.dumps.items():
        if isinstance(found, str):
            yield f"{path}: {found}"
    for path, found in site.parsed.items():
        if isinstance(found, str):
            yield f"{path}: {found}"
    for path in ("ontology.ttl", ".well-known/void"):
        if path not in site.known:
            yield f"{path}: is missing"
    return f"{len(site.dumps)} large files, {len(site.parsed)} of {len(site.twins)} small ones"


@requirement(
    2,
    "All serialisations hold the same triples",
    "DWBP 14",
    "rapper -q -i turtle -o ntriples data/graph.ttl | LC_ALL=C sort | cmp - data/graph.nt",
)
def _same(site: Site) -> Faults:
    expected = {
        True: fingerprint(_united(site.quads)),
        False: fingerprint(_united(without_provenance(site.quads))),
    }
    compared = 0
    for path, found in site.dumps.items():
        if isinstance(found, str) or not path.startswith(("data/graph.", "data/everything.")):
            continue  # what cannot be read is told by requirement 1
        compared += 1
        if fingerprint(_united(found)) != expected[path.startswith("data/everything.")]:
            yield f"{path}: does not hold what {QUADS} holds"
    return f"{compared} dumps"


@requirement(
    5,
    "Each document describes its resource; all documents together are the dump",
    "FAIR F3; VoID 6",
    "cat paper/*.ttl author/*.ttl … | rapper -q -i turtle -o ntriples - . | LC_ALL=C sort -u",
    deep=True,
)
def _union(site: Site) -> Faults:
    needs_sidecars(site)
    iris = site.iris
    files = {site.base + path: path for path in site.twins}
    whole = {quad[:3] for quad in (*site.quads, *site.about_quads)}
    seen: dict[str, set[tuple[str, str, str]]] = {".ttl": set(), ".jsonld": set()}
    for path, quads in site.parsed.items():
        if isinstance(quads, str):
            continue
        suffix = path[path.rindex(".") :]
        own = ref(site.base + path)
        about = {value_of(o) for s, p, o, _ in quads if s == own and p == _TOPIC}
        held = {quad[:3] for quad in quads if quad[0] != own}
        if not any(iris.parse(topic) and iris.twin(topic, suffix[1:]) == path for topic in about):
            yield f"{path}: is not about the resource whose name it has"
        elif not any(s[1:-1].partition("#")[0] in about for s, _, _ in held) and held:
            yield f"{path}: does not describe {', '.join(sorted(about))}"
        if strange := held - whole:
            yield f"{path}: holds {len(strange)} triples that the dump does not"
        seen[suffix] |= held
    broken = any(isinstance(found, str) for found in site.parsed.values())
    if len(site.parsed) == len(site.twins) and not broken:
        for suffix, held in seen.items():
            if lost := whole - held:
                yield f"*{suffix}: {len(lost)} triples are in no document, such as {min(lost)}"
    return f"{len(site.parsed)} of {len(files)} documents, {len(whole)} triples"


_TOPIC = ref("http://xmlns.com/foaf/0.1/primaryTopic")


@requirement(
    15,
    "Downloads exist; size, media type and SHA-256 are as stated",
    "VoID 3.2; DCAT 3",
    "stat -c %s data/graph.nt; sha256sum data/graph.nt",
)
def _downloads(site: Site) -> Faults:
    facts, number = site.about, 0
    dumps = {o for _, o in facts.having(VOID.dataDump)}
    for file in sorted(facts.instances(DCAT.Distribution)):
        number += 1
        address = facts.one(file, DCAT.downloadURL)
        dumps.discard(address)
        path = value_of(address).removeprefix(site.home) if address else ""
        if path not in site.known:
            yield f"{value_of(file)}: there is no file {path or '(no address)'}"
            continue
        data = site.text(path)
        if value_of(facts.one(file, DCAT.byteSize) or '""') != str(len(data)):
            yield f"{path}: its size is not {facts.one(file, DCAT.byteSize)}"
        hashes = [
            value_of(facts.one(c, SPDX.checksumValue)) for c in facts.get(file, SPDX.checksum)
        ]
        if hashes != [hashlib.sha256(data).hexdigest()]:
            yield f"{path}: its SHA-256 is not the one stated"
        media = value_of(facts.one(file, DCAT.mediaType) or '""')
        if media != _media(path):
            yield f"{path}: its media type is not {media or '(none)'}"
    for address in sorted(dumps):
        yield f"{value_of(address)}: is a dump that no distribution describes"
    return f"{number} distributions"


_OTHERS = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".graphml": "application/graphml+xml",
    ".json": "application/json",
    ".ris": "application/x-research-info-systems",
}


def _media(path: str) -> str:
    from paperkg.graph import FORMATS

    suffix = path[path.rindex(".") :]
    form = FORMATS.get(suffix)
    kind = form.media_type if form else _OTHERS.get(suffix, "")
    return f"https://www.iana.org/assignments/media-types/{kind}"


@requirement(
    35,
    "The published hash is that of the canonical form",
    "RDF Dataset Canonicalization (RDFC-1.0)",
    "LC_ALL=C sort data/everything.nq | sha256sum",
)
def _canonical(site: Site) -> Faults:
    everything = ref(site.iris.dataset("everything"))
    stated = [
        value_of(site.about.one(c, SPDX.checksumValue))
        for c in site.about.get(everything, SPDX.checksum)
    ]
    if not stated:
        yield "no hash is stated of the sorted N-Quads"
    found = fingerprint(site.quads)
    if stated and stated != [found]:
        yield f"the sorted N-Quads have the hash {found}, not {', '.join(stated)}"
    if not site.sample and canonical_sha256(site.quads) != found:
        yield "RDFC-1.0 gives another hash than sorting does"
    return f"{len(site.quads)} quads, SHA-256 {found[:16]}…"


@requirement(
    36,
    "The build can be repeated: every file has the hash that the manifest states",
    "Reproducible Builds (SOURCE_DATE_EPOCH)",
    "paperkg verify .",
)
def _repeatable(site: Site) -> Faults:
    listed = site.manifest.get("files")
    if not isinstance(listed, dict) or not listed:
        raise NotApplicable("the manifest is written last; `paperkg check` compares it")
    for path, stated in sorted(listed.items()):
        if path not in site.known:
            yield f"{path}: is missing"
        elif hashlib.sha256(site.text(path)).hexdigest() != stated:
            yield f"{path}: is not what was published"
    return f"{len(listed)} files"


@requirement(
    18,
    "Everything can be had in one request, and its parts apart",
    "DWBP 17, 18",
    "ls data/everything.nq category/*.ttl graph/*.ttl",
)
def _bulk(site: Site) -> Faults:
    if QUADS not in site.known:
        yield f"{QUADS}: is missing"
    parts = 0
    for kind in ("category", "graph", "scheme"):
        found = [s for s in site.all.of if s.startswith(f"<{site.base}{kind}/") and "#" not in s]
        for subject in found:
            parts += 1
            path = site.iris.twin(value_of(subject), "ttl")
            if path not in site.known:
                yield f"{path}: is missing"
    quads = site.all.get(ref(site.iris.dataset("everything")), VOID.subset)
    if not quads:
        yield "the named graphs are no subsets of the dataset"
    return f"one file of everything, {parts} parts, {len(quads)} subsets"
