"""Builds the graph: a catalog in, sorted quads out."""

from __future__ import annotations

from functools import lru_cache

from paperkg import resources
from paperkg.errors import GraphError
from paperkg.graph.about import add_dataset
from paperkg.graph.claims import add_claims, add_posts
from paperkg.graph.curation import add_decisions
from paperkg.graph.sheet import OnProblem, Quads, Sheet, Triple, disjoint, tidy
from paperkg.graph.subjects import add_categories, add_concepts
from paperkg.graph.tombstones import add_tombstones
from paperkg.graph.traceable import traceable
from paperkg.graph.works import add_people, add_relations, add_works
from paperkg.model import Catalog
from paperkg.model.dataset import DatasetInfo
from paperkg.resolve import used_concepts


def build_quads(
    catalog: Catalog,
    info: DatasetInfo | None = None,
    *,
    ontology: bool = True,
    ancestors: bool = True,
    on_problem: OnProblem | None = None,
) -> Quads:
    """Write a catalog as quads.

    Args:
        catalog: What to write. Its order does not matter.
        info: What is said of the dataset; base IRI, language and licences are taken from it.
        ontology: Whether to add the graph of the ontology.
        ancestors: Whether to add the closure of lineage (``pkg:hasAncestor``); its size grows with
            the square of the longest line of descent.
        on_problem: Takes what had to be left out: values that are no year, DOI, address ...

    Returns:
        The quads, sorted (see :func:`~paperkg.graph.sheet.tidy`) and each once, in the named graphs
        asserted, curated, inferred, provenance and ontology. A triple stands in one graph only:
        curated if a person states it, else asserted if a post does, else inferred. No blank nodes,
        nothing that depends on the clock, the machine or hash seeds.

    Raises:
        VocabularyError: The base IRI is none.
    """
    sheet = Sheet(info or DatasetInfo(), on_problem)
    catalog = traceable(sheet, catalog)
    concepts = used_concepts(catalog)
    sheet.known = {
        "author": {person.id: sheet.term("author", person.id) for person in catalog.people},
        "category": {c.id: sheet.term("category", c.id) for c in catalog.categories},
        "concept": {concept.id: sheet.term("concept", concept.id) for concept in concepts},
    }
    add_dataset(sheet, sheet.curated)
    add_people(sheet, catalog.people)
    add_categories(sheet, catalog.categories)
    add_claims(sheet, catalog)
    add_decisions(sheet, catalog)
    add_concepts(sheet, concepts)
    add_works(sheet, catalog)
    add_relations(sheet, catalog, ancestors=ancestors)
    add_posts(sheet, catalog)
    add_tombstones(sheet, catalog.tombstones)
    if ontology:
        sheet.quads.extend((s, p, o, sheet.ontology) for s, p, o in ontology_triples())
    return disjoint(tidy(sheet.quads), sheet.curated)


@lru_cache(maxsize=1)
def ontology_triples() -> tuple[Triple, ...]:
    """Return the triples of ``ontology/paperkg.ttl``, sorted.

    Raises:
        GraphError: The file is missing or broken.
    """
    from paperkg.graph.read import read_quads

    path = resources.path("ontology", "paperkg.ttl")
    if not path.is_file():
        raise GraphError("the ontology is missing", path=str(path), advice="reinstall paperkg")
    return tuple((s, p, o) for s, p, o, _ in read_quads(path))
