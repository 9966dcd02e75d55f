r"""Rules for Apache httpd 2.4 (mod_rewrite), on the site's own host and at w3id.org.

Which form is sent is decided as RFC 9110, section 12.5.1, has it: the most specific range that
matches a type gives its quality, the highest quality wins, of equals the page. ``expr`` compares
the qualities as text, which for decimals without trailing zeros is their order.
"""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.redirects.plan import FORMS, Plan

_PLAIN = r"(?:^|,)\s*{range}\s*(?:;(?!\s*q\s*=)[^,;]*)*(?:,|$)"
_RATED = r"(?:^|,)\s*{range}\s*(?:;[^,]*)?;\s*q\s*=\s*(1|0(?:\.\d*[1-9])?)\.?0*\s*(?:[;,]|$)"


def htaccess(plan: Plan) -> str:
    """Return the ``.htaccess`` for the root of the site on its own host."""
    lines = [
        "# To be copied to the root of the site on an Apache httpd 2.4 with mod_rewrite.",
        "Options -MultiViews",
        "AddType text/turtle .ttl",
        "AddType application/ld+json .jsonld",
        "AddType application/n-triples .nt",
        "AddType application/n-quads .nq",
        "AddType application/trig .trig",
        "AddType application/rdf+xml .rdf",
        "AddCharset utf-8 .ttl .nt .nq .trig",
        "<FilesMatch ^void$>",
        "ForceType text/turtle",
        "</FilesMatch>",
        "<IfModule mod_headers.c>",
        "Header always set Access-Control-Allow-Origin *",
        "Header always merge Vary Accept",
        "</IfModule>",
    ]
    if plan.gone:
        lines.append(f"ErrorDocument 410 {plan.root}removed.html")
    lines += [*_rules(plan, plan.root, html=True)]
    return "\n".join(lines) + "\n"


def w3id(plan: Plan) -> str:
    """Return the ``.htaccess`` for a folder of w3id.org, which leads to the site."""
    name = plan.base.rstrip("/").rpartition("/")[2]
    lines = [
        f"# To be put into the folder {name} of https://github.com/perma-id/w3id.org",
        f"# {plan.base} -> {plan.site}",
        "Options -MultiViews",
        "<IfModule mod_headers.c>",
        "Header always merge Vary Accept",
        "</IfModule>",
    ]
    if plan.gone:
        text = f"Removed. What it was, and what replaced it: {plan.site}removed.html"
        lines.append(f'ErrorDocument 410 "{text}"')
    lines += [*_rules(plan, plan.site, html=False)]
    lines += ["", "# pages, files, dumps", f"RewriteRule ^(.*)$ {plan.site}$1 [R=302,L]"]
    return "\n".join(lines) + "\n"


def _rules(plan: Plan, target: str, *, html: bool) -> Iterator[str]:
    yield "RewriteEngine On"
    if plan.gone:
        yield "\n# removed: 410"
        suffix = r"(?:\.html)?" if html else ""
        yield from (f"RewriteRule ^{path}{suffix}$ - [G,L]" for path in plan.gone)
    document = f"({plan.resource})"
    if plan.ontology:
        document = f"(?:{document}|(ontology)(?:/[0-9][0-9.]*)?)"
    skipped = 6 * len(FORMS) + 1 + len(FORMS) + 1
    yield "\n# nanopublications stand in one file"
    yield f"RewriteRule ^np/RA[A-Za-z0-9_-]{{43}}$ {target}data/nanopubs.trig [R=303,L]"
    yield "\n# files are what they are; resources have a page and data, chosen by Accept"
    yield f"RewriteRule !^{document}$ - [S={skipped}]"
    names = [f"Q_{suffix.upper()}" for suffix, _ in FORMS]
    yield "RewriteCond %{HTTP_ACCEPT} ^$"
    yield f"RewriteRule ^ - [{','.join(f'E={name}:1' for name in names)}]"
    for name, (_, media) in zip(names, FORMS, strict=True):
        for text in (r"\*/\*", media.partition("/")[0] + r"/\*", media.replace("+", r"\+")):
            yield f'RewriteCond %{{HTTP_ACCEPT}} "{_PLAIN.format(range=text)}" [NC]'
            yield f"RewriteRule ^ - [E={name}:1]"
            yield f'RewriteCond %{{HTTP_ACCEPT}} "{_RATED.format(range=text)}" [NC]'
            yield f"RewriteRule ^ - [E={name}:%1]"
    both = "$1$2" if plan.ontology else "$1"
    for number, (name, (suffix, _)) in enumerate(zip(names, FORMS, strict=True)):
        tests = [f"reqenv('{name}') > '0'"]
        tests += [f"reqenv('{name}') >= reqenv('{other}')" for other in names[number + 1 :]]
        yield f'RewriteCond expr "{" && ".join(tests)}"'
        if number:
            others = [f"reqenv('{name}') > reqenv('{other}')" for other in names[:number]]
            yield f'RewriteCond expr "{" && ".join(others)}"'
        yield f"RewriteRule ^{document}$ {target}{both}.{suffix} [R=303,L]"
    yield f"RewriteRule ^{document}$ - [R=406,L]"
