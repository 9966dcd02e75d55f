"""What only shows when the site is served: redirects, content negotiation, the endpoint."""

from __future__ import annotations

from paperkg.check.result import Faults, NotApplicable, requirement
from paperkg.check.site import Site


def _ask(site: Site, name: str, otherwise: str) -> Faults:
    probe = site.probes.get(name)
    if probe is None:
        raise NotApplicable(otherwise)
    answers = probe(site)
    number = 0
    for number, answer in enumerate(answers, 1):  # noqa: B007 - the last one counts them
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
    "cat redirects/.htaccess redirects/_redirects redirects/nginx.conf",
)
def _redirects(site: Site) -> Faults:
    return (yield from _ask(site, "redirects", "only their evaluator can show it: `paperkg check`"))


@requirement(
    43,
    "The endpoint: SPARQL 1.1 Protocol, result formats, CORS, description; updates refused",
    "SPARQL 1.1 Protocol; SPARQL 1.1 Service Description; DWBP 23 to 25",
    "paperkg serve &  curl -s 'http://127.0.0.1:8000/sparql?query=ASK%7B%7D'",
)
def _endpoint(site: Site) -> Faults:
    return (yield from _ask(site, "endpoint", "only a server can show it: `paperkg check`"))
