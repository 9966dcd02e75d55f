"""Mints every IRI of a dataset, and finds the page and the files that describe one.

Resources have slash IRIs, ``{base}{kind}/{slug}``; what exists only as a part of a resource (an
authorship, the run of a rule) has a fragment of its document's IRI, so that looking it up leads to
that document (Cool URIs for the Semantic Web, section 4).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from paperkg.errors import VocabularyError
from paperkg.vocab.terms import DEFAULT_BASE, ONTOLOGY

GRAPHS = ("asserted", "curated", "inferred", "provenance", "ontology")
"""Names of the named graphs."""

KINDS = ("paper", "author", "concept", "category", "post", "claim", "rule", "graph", "scheme")
"""Kinds of resources that have a document each."""

SINGLE = ("dataset", "quality")
"""Documents that are the only ones of their kind."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*\.md", re.ASCII)
_HASHED = re.compile(r"-[0-9a-f]{12}$", re.ASCII)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SEPARATOR = re.compile(r"[._:/]")
_FRAGMENT = re.compile(r"[a-zA-Z][a-zA-Z0-9._-]*", re.ASCII)
_BASE = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/(?:[A-Za-z0-9._~-]+/)*", re.ASCII)
_RESERVED = frozenset(
    {"index", "all", "con", "prn", "aux", "nul", "404"}
    | {f"{device}{n}" for device in ("com", "lpt") for n in range(1, 10)}
)
_MAX_SLUG = 80


class Ref(NamedTuple):
    """What an IRI of the dataset names.

    Attributes:
        kind: One of :data:`KINDS` or :data:`SINGLE`, or ``ontology``.
        slug: Last part of the IRI; empty for the documents that are the only ones of their kind.
        fragment: What follows ``#``, or empty.
    """

    kind: str
    slug: str
    fragment: str = ""


def safe_slug(text: str) -> str:
    """Return ``text`` if it is a slug, else a readable slug of it that ends in its hash.

    A slug that could be taken for one with a hash gets a hash, too: so no two texts meet.

    >>> safe_slug("bert"), safe_slug("Über uns"), safe_slug("con")
    ('bert', 'uber-uns-b7defbf9cff0', 'con-1143da2bc54c')
    """
    if _SLUG.fullmatch(text) and _is_free(text):
        return text
    return _hashed(text)


def _is_free(slug: str) -> bool:
    return len(slug) <= _MAX_SLUG and slug not in _RESERVED and not _HASHED.search(slug)


def _hashed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    readable = _NOT_SLUG.sub("-", plain).strip("-")[: _MAX_SLUG - 13].strip("-")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{readable}-{digest}" if readable else f"x-{digest}"


def post_slug(post: str) -> str:
    """Return the slug of a post, made from its id alone, so that no other post can change it.

    A path of plain lower-case names keeps them, ``/`` written ``--`` (which no plain name holds,
    so that no two paths meet); any other id ends in its hash.

    >>> post_slug("bert.md"), post_slug("2019/roberta.md")
    ('bert', '2019--roberta')
    >>> post_slug("dump.txt#3")
    'dump-txt-3-f454382af25b'
    """
    if _PATH.fullmatch(post):
        slug = post.removesuffix(".md").replace("/", "--")
        if _is_free(slug):
            return slug
    return _hashed(post)


class Iris:
    """Mints the IRIs of one dataset.

    >>> iris = Iris()
    >>> iris.paper("bert"), iris.authorship("bert", 1)
    ('https://w3id.org/paperkg/paper/bert', 'https://w3id.org/paperkg/paper/bert#author-1')
    >>> iris.parse(iris.paper("bert"))
    Ref(kind='paper', slug='bert', fragment='')
    >>> iris.page(iris.paper("bert")), iris.twin(iris.authorship("bert", 1), "jsonld")
    ('paper/bert.html', 'paper/bert.jsonld')

    Attributes:
        base: Base IRI, ending in a slash.
    """

    __slots__ = ("_made", "base")

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Check the base IRI.

        Args:
            base: ``http`` or ``https`` IRI without query or fragment; a missing slash at its end
                is added.

        Raises:
            VocabularyError: It is none, or has user data or an odd port in it.
        """
        self.base = base if base.endswith("/") else base + "/"
        self._made: dict[tuple[str, str], str] = {}
        if not _BASE.fullmatch(self.base) or not _sound(self.base):
            raise VocabularyError(
                f"{base!r} is not a base IRI",
                term=base,
                advice="give an address such as https://example.org/papers/",
            )

    def mint(self, kind: str, ident: str) -> str:
        """Return the IRI of a resource: the only place where one is made.

        Args:
            kind: One of :data:`KINDS`.
            ident: Its id; one that is no slug is turned into one that ends in a hash.

        Raises:
            VocabularyError: The kind is unknown or the id is empty.
        """
        key = (kind, ident)
        found = self._made.get(key)
        if found is None:
            if kind not in KINDS or not ident:
                raise VocabularyError(
                    f"no IRI can be made for {kind} {ident!r}", term=f"{kind}/{ident}"
                )
            slug = post_slug(ident) if kind == "post" else safe_slug(ident)
            found = self._made[key] = f"{self.base}{kind}/{slug}"
        return found

    def of(self, kind: str, slug: str) -> str:
        """Return the IRI that ends in a slug which was minted before.

        Raises:
            VocabularyError: The kind is unknown, or it is no slug.
        """
        if kind not in KINDS or not _is_slug(slug):
            raise VocabularyError(f"{kind}/{slug} is no resource", term=f"{kind}/{slug}")
        return f"{self.base}{kind}/{slug}"

    def paper(self, work: str) -> str:
        """Return the IRI of a work, with or without a post."""
        return self.mint("paper", work)

    def author(self, person: str) -> str:
        """Return the IRI of a person."""
        return self.mint("author", person)

    def concept(self, concept: str) -> str:
        """Return the IRI of a concept."""
        return self.mint("concept", concept)

    def category(self, category: str) -> str:
        """Return the IRI of a category."""
        return self.mint("category", category)

    def post(self, post: str) -> str:
        """Return the IRI of a post, given its id (``2019/roberta.md``, ``dump.txt#3``)."""
        return self.mint("post", post)

    def claim(self, claim: str) -> str:
        """Return the IRI of a claim."""
        return (
            f"{self.base}claim/{claim}"
            if claim.isascii() and claim.isalnum()
            else self.mint("claim", claim)
        )

    def rule(self, rule: str) -> str:
        """Return the IRI of an extraction rule; ``.``, ``_``, ``:`` and ``/`` become hyphens."""
        return self.mint("rule", _SEPARATOR.sub("-", rule).strip("-") or rule)

    def run(self, rule: str) -> str:
        """Return the IRI of the activity in which a rule was applied to all posts."""
        return self.rule(rule) + "#run"

    def authorship(self, work: str, position: int) -> str:
        """Return the IRI of the statement that somebody is the ``position``-th author."""
        return f"{self.paper(work)}#author-{position}"

    def scheme(self, name: str) -> str:
        """Return the IRI of a concept scheme, ``concepts`` or ``categories``."""
        return self.mint("scheme", name)

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph (one of :data:`GRAPHS`)."""
        if name not in GRAPHS:
            raise VocabularyError(f"there is no graph {name!r}", term=name)
        return self.mint("graph", name)

    def dataset(self, part: str = "") -> str:
        """Return the IRI of the dataset, or of a part that its description describes."""
        if part and not _FRAGMENT.fullmatch(part):
            raise VocabularyError(f"{part!r} cannot name a part of the dataset", term=part)
        return f"{self.base}dataset#{part}" if part else f"{self.base}dataset"

    def quality(self, part: str = "") -> str:
        """Return the IRI of the document about the dataset's quality, or of a part of it."""
        if part and not _FRAGMENT.fullmatch(part):
            raise VocabularyError(f"{part!r} cannot name a part of the quality", term=part)
        return f"{self.base}quality#{part}" if part else f"{self.base}quality"

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix -> namespace of the dataset's own resources."""
        return {kind: f"{self.base}{kind}/" for kind in KINDS}

    def parse(self, iri: str) -> Ref | None:
        """Return what an IRI names, or ``None`` if it is not one that this class mints."""
        document, _, fragment = iri.partition("#")
        if document == ONTOLOGY:
            return Ref("ontology", "", fragment)
        if not document.startswith(self.base):
            return None
        kind, slash, slug = document[len(self.base) :].partition("/")
        if kind in SINGLE and not slash:
            return Ref(kind, "", fragment)
        return Ref(kind, slug, fragment) if kind in KINDS and _is_slug(slug) else None

    def document(self, iri: str) -> str:
        """Return the IRI of the document that describes a resource: all before ``#``."""
        return iri.partition("#")[0]

    def page(self, iri: str) -> str:
        """Return the path of a resource's page, relative to the root of the site.

        Raises:
            VocabularyError: The IRI is not one of the dataset.
        """
        return self.twin(iri, "html")

    def twin(self, iri: str, suffix: str) -> str:
        """Return the path of a file that describes a resource, e.g. ``paper/bert.ttl``."""
        ref = self.parse(iri)
        if ref is None:
            raise VocabularyError(f"<{iri}> is not a resource of this dataset", term=iri)
        return f"{ref.kind}/{ref.slug}.{suffix}" if ref.slug else f"{ref.kind}.{suffix}"


def minter(iris: Iris, kind: str) -> Callable[[str], str]:
    """Return a function from an id to the IRI in angle brackets, for use in inner loops."""

    def make(ident: str) -> str:
        return f"<{iris.mint(kind, ident)}>"

    return make


def _is_slug(text: str) -> bool:
    return bool(_SLUG.fullmatch(text.replace("--", "-")))


def _sound(iri: str) -> bool:
    try:
        parts = urlsplit(iri)
        port = parts.port
    except ValueError:
        return False
    return bool(parts.hostname) and (port is None or port > 0) and "/../" not in iri + "/"
