"""Rules for nginx. Qualities are compared to one decimal: maps know no numbers."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.redirects.plan import FORMS, Plan

_LEVELS = "A9876543210"  # q=1, then the first decimal; "0" is less than a tenth, "-" is q=0
_TYPES = (
    ("ttl", "text/turtle"),
    ("jsonld", "application/ld+json"),
    ("nt", "application/n-triples"),
    ("nq", "application/n-quads"),
    ("trig", "application/trig"),
    ("rdf", "application/rdf+xml"),
)


def nginx(plan: Plan) -> str:
    """Return a file for ``/etc/nginx/conf.d``: the server of the site, with negotiation."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield "# To be included in the http block of nginx; change listen, server_name and root."
    for suffix, media in FORMS:
        yield from _quality(suffix, media)
    joined = "".join(f"$paperkg_{suffix}" for suffix, _ in FORMS)
    yield f'map "{joined}" $paperkg_suffix {{'
    yield '    default "";'
    for level in _LEVELS:
        for number, (suffix, _) in enumerate(FORMS):
            pattern = "." * number + level + "." * (len(FORMS) - number - 1)
            yield f'    "~^{pattern}$" {suffix};'
    yield "}"
    yield "map $uri $paperkg_gone {"
    yield "    default 0;"
    for path in plan.gone:
        yield f'    "~^{plan.root}{path}(?:\\.html)?$" 1;'
    yield "}"
    yield "server {"
    yield "    listen 127.0.0.1:8080;"
    yield "    server_name localhost;"
    yield "    root /var/www/site;"
    if plan.root != "/":
        yield f"    # the site is the folder {plan.root.strip('/')} below the root"
    yield "    index index.html;"
    yield "    error_page 404 " + plan.root + "404.html;"
    yield "    if ($paperkg_gone) { return 410; }"
    yield "    error_page 410 @removed;"
    yield f"    location @removed {{ try_files $uri.html $uri {plan.root}removed.html =410; }}"
    yield f'    location ~ "^{plan.root}(?<paperkg_document>{plan.resource})$" {{'
    yield from _negotiated(f"{plan.root}$paperkg_document")
    if plan.ontology:
        yield f'    location ~ "^{plan.root}ontology(?:/[0-9][0-9.]*)?$" {{'
        yield from _negotiated(f"{plan.root}ontology")
    yield f'    location ~ "^{plan.root}np/RA[A-Za-z0-9_-]{{43}}$" {{'
    yield f"        return 303 {plan.root}data/nanopubs.trig;"
    yield "    }"
    for suffix, media in _TYPES:
        yield f"    location ~ \\.{suffix}$ {{"
        yield "        add_header Access-Control-Allow-Origin *;"
        yield f"        types {{ {media} {suffix}; }}"
        yield "    }"
    yield f"    location = {plan.root}.well-known/void {{"
    yield "        types { }"
    yield "        default_type text/turtle;"
    yield "    }"
    yield "}"


def _negotiated(document: str) -> Iterator[str]:
    yield "        add_header Vary Accept always;"
    yield "        add_header Access-Control-Allow-Origin * always;"
    yield '        if ($paperkg_suffix = "") { return 406; }'
    yield f"        return 303 {document}.$paperkg_suffix;"
    yield "    }"


def _quality(suffix: str, media: str) -> Iterator[str]:
    """Map the header to one character for a type; the most specific range comes first."""
    yield f"map $http_accept $paperkg_{suffix} {{"
    yield "    default -;"
    yield '    "" A;'
    ranges = (media.replace("+", r"\+"), media.partition("/")[0] + r"/\*", r"\*/\*")
    for number, text in enumerate(ranges):
        start = rf"(?:^|,)\s*{text}\s*"
        name = f"paperkg_{suffix}{number}"
        rated = rf"{start}(?:;[^,]*)?;\s*q\s*=\s*"
        yield rf'    "~*{start}(?:;(?!\s*q\s*=)[^,;]*)*(?:,|$)" A;'
        yield rf'    "~*{rated}1" A;'
        yield rf'    "~*{rated}0\.0*\s*(?:[;,]|$)" -;'
        yield rf'    "~*{rated}0\.(?<{name}>[0-9])" ${name};'
        yield rf'    "~*{rated}0" -;'
    yield "}"
