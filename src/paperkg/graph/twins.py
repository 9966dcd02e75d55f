"""Divides the graph into the documents that describe one resource each."""

from __future__ import annotations

from collections.abc import Sequence

from paperkg.graph.sheet import Quad, Quads, tidy
from paperkg.graph.terms import ref
from paperkg.vocab import FOAF, ONTOLOGY, RDF, VOID, Iris

_SUBJECT = ref(RDF.subject)
_TYPE = ref(RDF.type)


def describe(quads: Sequence[Quad], iris: Iris) -> dict[str, Quads]:
    """Return for every document of the dataset the quads that it holds.

    A document holds the triples whose subject is its resource or a part of it (an authorship, the
    run of a rule), and, for a paper, also the claims about it. So every IRI under the base has a
    document, and all documents together hold exactly the quads given. The ontology is one
    document of its own.

    Returns:
        IRI of the document (:meth:`~paperkg.vocab.Iris.document`) -> its quads, sorted.
    """
    documents: dict[str, list[Quad]] = {}
    about: dict[str, str] = {}  # claim -> the document of what it is about
    claims: list[Quad] = []
    prefix = f"<{iris.base}claim/"
    ontology = f"<{iris.graph('ontology')}>"
    for quad in quads:
        subject = quad[0]
        document = ONTOLOGY if quad[3] == ontology else subject[1:-1].partition("#")[0]
        documents.setdefault(document, []).append(quad)
        if subject.startswith(prefix):
            claims.append(quad)
            if quad[1] == _SUBJECT:
                about[subject] = quad[2][1:-1].partition("#")[0]
    for quad in claims:
        document = about.get(quad[0], "")
        if document:
            documents.setdefault(document, []).append(quad)
    return {document: tidy(documents[document]) for document in sorted(documents)}


def backlink(document: str, iris: Iris, suffix: str) -> Quads:
    """Return the triples by which a file points back to its dataset (VoID, section 6.2).

    Not part of the graph: they describe the file and not the resource.

    Args:
        document: IRI of the document.
        iris: Mints IRIs.
        suffix: Suffix of the file, without a dot.
    """
    file = ref(iris.base + iris.twin(document, suffix))
    return tidy(
        [
            (file, _TYPE, ref(FOAF.Document), ""),
            (file, ref(VOID.inDataset), ref(iris.dataset()), ""),
            (file, ref(FOAF.primaryTopic), ref(document), ""),
        ]
    )
