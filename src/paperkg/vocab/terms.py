"""Every vocabulary term that paperkg writes, its own and borrowed ones; nothing else is written.

The borrowed vocabularies list only the terms in use, so that a misspelt or invented one fails at
once (SemOpenAlex and Linked Papers With Code publish terms their vocabularies never declared).
"""

from __future__ import annotations

from paperkg.vocab.namespace import Namespace

DEFAULT_BASE = "https://w3id.org/paperkg/"
ONTOLOGY = "https://w3id.org/paperkg/ontology"

PKG = Namespace(
    "pkg",
    ONTOLOGY + "#",
    # classes
    """Work Paper Stub Post Claim CuratedClaim Authorship Rule CandidateConcept
    """
    # lineage, and what stands beside it
    """buildsOn extends usesMethodOf variantOf hasComponent hasAncestor
    comparesWith critiques mentions
    """
    # description
    """shortName arxivId venue category concept authorship author position sourceFile entry
    """
    # evidence
    "quote start end line",
)
"""Own terms; ``ontology/paperkg.ttl`` defines each of them."""

RDF = Namespace(
    "rdf",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type subject predicate object langString Property Statement",
)
RDFS = Namespace(
    "rdfs",
    "http://www.w3.org/2000/01/rdf-schema#",
    "label comment subClassOf subPropertyOf domain range isDefinedBy seeAlso Literal Resource",
)
OWL = Namespace(
    "owl",
    "http://www.w3.org/2002/07/owl#",
    """Ontology Class ObjectProperty DatatypeProperty AnnotationProperty TransitiveProperty
    IrreflexiveProperty FunctionalProperty NamedIndividual Thing inverseOf disjointWith imports
    propertyDisjointWith equivalentClass versionIRI versionInfo priorVersion deprecated sameAs""",
)
XSD = Namespace(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    """string boolean integer decimal double nonNegativeInteger positiveInteger gYear date dateTime
    anyURI hexBinary language""",
)
DCTERMS = Namespace(
    "dcterms",
    "http://purl.org/dc/terms/",
    """title creator contributor issued modified created license publisher description language
    source subject isPartOf hasPart identifier conformsTo accrualPeriodicity isReplacedBy
    provenance bibliographicCitation isVersionOf rights references""",
)
DC = Namespace("dc", "http://purl.org/dc/elements/1.1/", "source")
FOAF = Namespace(
    "foaf",
    "http://xmlns.com/foaf/0.1/",
    "Person Agent Document Organization name page homepage made maker primaryTopic mbox",
)
SKOS = Namespace(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    """Concept ConceptScheme prefLabel altLabel hiddenLabel broader narrower related inScheme
    topConceptOf hasTopConcept definition scopeNote note example editorialNote historyNote
    exactMatch closeMatch broadMatch relatedMatch broaderTransitive""",
)
PROV = Namespace(
    "prov",
    "http://www.w3.org/ns/prov#",
    """Activity Agent Entity Person SoftwareAgent wasDerivedFrom wasGeneratedBy wasAssociatedWith
    wasAttributedTo wasInfluencedBy used hadPrimarySource""",
)
CITO = Namespace(
    "cito",
    "http://purl.org/spar/cito/",
    "cites extends usesMethodIn critiques discusses citesForInformation citesAsRelated",
)
FABIO = Namespace("fabio", "http://purl.org/spar/fabio/", "ResearchPaper BlogPost Work Expression")
BIBO = Namespace("bibo", "http://purl.org/ontology/bibo/", "doi status")
PRISM = Namespace("prism", "http://prismstandard.org/namespaces/basic/2.0/", "publicationName doi")
SCHEMA = Namespace(
    "schema",
    "https://schema.org/",
    """ScholarlyArticle BlogPosting CreativeWork SoftwareApplication Role Person about headline
    subjectOf sameAs sha256 softwareVersion name url license author position alternateName mentions
    isBasedOn citation identifier version codeRepository Dataset DefinedTermSet target""",
)
OA = Namespace(
    "oa",
    "http://www.w3.org/ns/oa#",
    "TextQuoteSelector TextPositionSelector exact start end hasSource hasSelector",
)
VOID = Namespace(
    "void",
    "http://rdfs.org/ns/void#",
    """Dataset Linkset DatasetDescription triples entities classes properties distinctSubjects
    distinctObjects classPartition propertyPartition class property vocabulary dataDump uriSpace
    uriRegexPattern exampleResource rootResource feature inDataset subset linkPredicate
    subjectsTarget objectsTarget target sparqlEndpoint documents""",
)
DCAT = Namespace(
    "dcat",
    "http://www.w3.org/ns/dcat#",
    """Catalog Dataset Distribution DataService Resource dataset distribution service downloadURL
    accessURL mediaType compressFormat byteSize version previousVersion hasCurrentVersion hasVersion
    isVersionOf keyword theme landingPage contactPoint endpointURL endpointDescription
    servesDataset record""",
)
DQV = Namespace(
    "dqv",
    "http://www.w3.org/ns/dqv#",
    """QualityMeasurement QualityMetadata Metric Dimension isMeasurementOf computedOn value
    inDimension expectedDataType hasQualityMetadata hasQualityMeasurement""",
)
NP = Namespace(
    "np",
    "http://www.nanopub.org/nschema#",
    "Nanopublication hasAssertion hasProvenance hasPublicationInfo",
)
SPDX = Namespace(
    "spdx",
    "http://spdx.org/rdf/terms#",
    "Checksum checksum algorithm checksumValue checksumAlgorithm_sha256",
)
VANN = Namespace(
    "vann",
    "http://purl.org/vocab/vann/",
    "preferredNamespacePrefix preferredNamespaceUri changes",
)
VCARD = Namespace("vcard", "http://www.w3.org/2006/vcard/ns#", "Kind hasEmail hasURL fn")
SD = Namespace("sd", "http://www.w3.org/ns/sparql-service-description#", "name NamedGraph")
SH = Namespace(
    "sh",
    "http://www.w3.org/ns/shacl#",
    """NodeShape PropertyShape SPARQLExecutable SPARQLSelectExecutable SPARQLAskExecutable
    SPARQLConstructExecutable select ask construct""",
)

NAMESPACES: tuple[Namespace, ...] = (
    PKG,
    BIBO,
    CITO,
    DC,
    DCAT,
    DCTERMS,
    DQV,
    FABIO,
    FOAF,
    NP,
    OA,
    OWL,
    PRISM,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SD,
    SH,
    SKOS,
    SPDX,
    VANN,
    VCARD,
    VOID,
    XSD,
)
"""All vocabularies, own first, the others by prefix."""

PREFIXES: dict[str, str] = {space.prefix: space.iri for space in NAMESPACES}
"""Prefix -> namespace IRI: the one place where prefixes are written down."""


def is_declared(iri: str) -> bool:
    """Whether an IRI is a term of one of the vocabularies."""
    return any(iri in space for space in NAMESPACES)
