"""The files that are put into a site."""

from __future__ import annotations

from collections.abc import Iterator

from paperkg.redirects.apache import htaccess, w3id
from paperkg.redirects.hosts import headers, redirects
from paperkg.redirects.nginx import nginx
from paperkg.redirects.plan import NO_SITE, Plan

APACHE, W3ID, NGINX = "redirects/.htaccess", "redirects/w3id/.htaccess", "redirects/nginx.conf"
HOSTS, HEADERS, README = "_redirects", "_headers", "redirects/w3id/README.md"


def rule_files(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of rules."""
    yield APACHE, htaccess(plan)
    yield W3ID, w3id(plan)
    yield README, _readme(plan)
    yield NGINX, nginx(plan)
    yield HOSTS, redirects(plan)
    yield HEADERS, headers(plan)


def _readme(plan: Plan) -> str:
    name = plan.base.rstrip("/").rpartition("/")[2]
    text = (
        f"# {name}\n\nPersistent IRIs below <{plan.base}> for a collection of machine-learning"
        f" papers and what they\nbuild on. They lead to <{plan.site}>: to a page, to Turtle or to"
        " JSON-LD, as `Accept` asks.\n\n"
        "Contact: name here who may change this folder (GitHub name and mail address).\n"
    )
    if plan.site == NO_SITE:
        text += (
            "\nNobody has said yet where the site is: set `site_url` in `paperkg.toml` and publish"
            " again\nbefore this folder is sent to w3id.org.\n"
        )
    return text
