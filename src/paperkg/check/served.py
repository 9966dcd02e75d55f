"""What shows when the site is served: redirects, content negotiation, the endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site
from paperkg.graph.terms import value_of
from paperkg.redirects import Answer, evaluate, plan_redirects
from paperkg.vocab import OWL

_WANTED = (
    ("", ".html"),
    ("text/html,application/xhtml+xml,*/*;q=0.8", ".html"),
    ("text/turtle", ".ttl"),
    ("text/turtle;q=0.5, application/ld+json", ".jsonld"),
    ("application/ld+json;q=0.2, text/turtle;q=0.9", ".ttl"),
)
_MOST = 25  # documents that are asked for, evenly spread
_GONE = 410
_SEE_OTHER = 303


def _ask(site: Site, name: str, otherwise: str) -> Faults:
    probe = site.probes.get(name)
    if probe is None:
        raise NotApplicable(otherwise)
    number = 0
    for answer in probe(site):
        number += 1
        if answer:
            yield answer
    return f"{number} requests"


@requirement(
    6,
    "Content negotiation: page, Turtle and JSON-LD by Accept with q-values, and Vary",
    "DWBP 19; Cool URIs; FOOPS CN1; RFC 9110, section 12",
    "paperkg serve &  curl -sI -H 'Accept: text/turtle' http://127.0.0.1:8000/paper/bert",
)
def _negotiation(site: Site) -> Faults:
    return (yield from _ask(site, "negotiation", "only a server can show it: `paperkg check`"))


@requirement(
    7,
    "The rules for static hosts lead to the same documents",
    "W3C Best Practice Recipes; w3id",
    "cat redirects/.htaccess redirects/nginx.conf _redirects",
)
def _redirects(site: Site) -> Faults:
    gone = {value_of(s) for s, o in site.all.having(OWL.deprecated) if o.startswith('"true"')}
    number = 0
    for path, ask in _rules(site):
        if not site.text(path):
            yield f"{path}: is missing"
            continue
        for stem in _asked_for(site):
            for accept, suffix in _WANTED[:1] if path == "_redirects" else _WANTED:
                number += 1
                try:
                    answer = ask(stem, accept)
                except ValueError as error:
                    yield f"{path}: {error}"
                    return f"{number} requests"
                if fault := _differs(answer, stem + suffix, gone=site.base + stem in gone):
                    yield f"{path}: {stem}, Accept: {accept or '(none)'}: {fault}"
    return f"{number} requests, by an evaluator"


def _rules(site: Site) -> Iterator[tuple[str, Callable[[str, str], Answer]]]:
    """Go through the files of rules, each with how it is asked for a document."""
    stated = site.home if site.home != site.base else ""
    root = plan_redirects(site.base, stated, ()).root

    def text(path: str) -> str:
        return site.text(path).decode("utf-8", "replace")

    for path in ("redirects/.htaccess", "redirects/w3id/.htaccess"):
        rules = text(path)
        yield path, lambda stem, accept, rules=rules: evaluate("apache", rules, stem, accept)  # type: ignore[misc]
    yield (
        "redirects/nginx.conf",
        lambda stem, accept: evaluate("nginx", text("redirects/nginx.conf"), root + stem, accept),
    )
    yield (
        "_redirects",
        lambda stem, accept: evaluate(
            "hosts",
            text("_redirects"),
            root + stem,
            accept,
            exists=lambda path: path.removeprefix(root) in site.known,
        ),
    )


def _asked_for(site: Site) -> list[str]:
    """Return the paths of some documents, at least one of every kind."""
    stems = [path.removesuffix(".ttl") for path in site.twins if path.endswith(".ttl")]
    stems = [stem for stem in stems if site.iris.parse(site.base + stem)]
    step = max(1, len(stems) // _MOST)
    first = {stem.partition("/")[0]: stem for stem in reversed(stems)}
    return sorted({*stems[::step], *first.values(), "dataset"})


def _differs(answer: Answer, wanted: str, *, gone: bool) -> str:
    """Return how an answer differs from what is wanted, or an empty string."""
    if gone:
        return "" if answer.status == _GONE else f"{answer.status}, not 410"
    sent = answer.target.rpartition(wanted)
    if answer.status not in {200, _SEE_OTHER} or not sent[1] or sent[2]:
        return f"{answer.status} {answer.target}, not {wanted}"
    return ""


@requirement(
    43,
    "The endpoint: SPARQL 1.1 Protocol, result formats, CORS, description; updates refused",
    "SPARQL 1.1 Protocol; SPARQL 1.1 Service Description; DWBP 23 to 25",
    "paperkg serve &  curl -s 'http://127.0.0.1:8000/sparql?query=ASK%7B%7D'",
)
def _endpoint(site: Site) -> Faults:
    return (yield from _ask(site, "endpoint", "only a server can show it: `paperkg check`"))
