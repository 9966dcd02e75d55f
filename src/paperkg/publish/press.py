"""Makes pages: templates compiled once, the same head and foot on every page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from paperkg import resources
from paperkg.model.dataset import UNNAMED_PUBLISHER, UNSTATED_LICENCE
from paperkg.publish.address import outside_href, up
from paperkg.publish.words import LAYERS, RELATIONS, count

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL_PAIR = re.compile(rb"\xc2[\x80-\x9f]")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{inline}; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    UNSTATED_LICENCE: "no licence stated",
}


class Alternate(NamedTuple):
    """Another form of a page's resource."""

    type: str
    page: str
    label: str


@dataclass(frozen=True, slots=True)
class About:
    """What every page says of the whole site.

    Attributes:
        title: Name of the collection.
        description: One sentence about it.
        base_iri: Where its IRIs begin, ends in a slash.
        homepage: Address of the site, ends in a slash, or empty.
        publisher: Who publishes it.
        licence: IRI of the data's licence.
        language: BCP 47 tag.
        version: Version of the data.
        feedback: Address for corrections, or empty.
        inputs: Hash of everything the site is made from.
    """

    title: str
    description: str
    base_iri: str
    homepage: str
    publisher: str
    licence: str
    language: str
    version: str
    feedback: str
    inputs: str

    @property
    def publisher_name(self) -> str:
        """The publisher, or nothing if none is named."""
        return "" if self.publisher == UNNAMED_PUBLISHER else self.publisher

    @property
    def licence_name(self) -> str:
        """Short name of the licence, or its IRI."""
        return _LICENCES.get(self.licence, self.licence)


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be made.

    Attributes:
        path: Where it stands, from the site's root.
        template: Name of its template.
        title: Title, without the site's name.
        context: What its template needs.
        iri: The resource it describes, or empty.
        kind: Which entry of the navigation it belongs to.
        alternates: Other forms of the resource.
        structured: JSON-LD for the page, or empty.
        type: schema.org type of the resource, or empty.
        graph: Whether it draws with vis-network, which sets styles from its script.
        root: The way to the site's root where the page's own address does not tell.
        gone: Whether what it describes was removed; search engines are not led to it.
        authors: IRIs of the authors of the resource (FAIR Signposting).
        items: Files that hold the resource, if it is a set of data (likewise).
    """

    path: str
    template: str
    title: str
    context: Mapping[str, Any]
    iri: str = ""
    kind: str = ""
    alternates: Sequence[Alternate] = ()
    structured: Markup = field(default_factory=Markup)
    type: str = ""
    graph: bool = False
    root: str | None = None
    gone: bool = False
    authors: Sequence[str] = ()
    items: Sequence[Alternate] = ()


def environment() -> Environment:
    """Return the template environment: autoescape on, an unknown name is an error."""
    from jinja2 import FileSystemLoader, StrictUndefined

    from paperkg.publish.templates import Templates

    env = Templates(
        loader=FileSystemLoader(resources.path("site", "templates")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    env.globals["relations"] = RELATIONS
    env.globals["layers"] = LAYERS
    env.globals["count"] = count
    env.filters["outside"] = outside_href
    return env


class Press:
    """Renders pages of one site."""

    def __init__(self, about: About, env: Environment) -> None:
        self.about = about
        self.env = env
        env.globals["site"] = about
        self._templates: dict[str, Template] = {}

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page."""
        template = self._templates.get(page.template)
        if template is None:
            template = self._templates[page.template] = self.env.get_template(page.template)
            # Every page begins with a copy of them, and they come in several layers.
            template.globals = dict(template.globals)
        about = self.about
        text = template.render(
            page.context,
            page=page,
            root=up(page.path) if page.root is None else page.root,
            canonical=(about.homepage or about.base_iri) + page.path,
            policy=_POLICY.format(inline=" 'unsafe-inline'" if page.graph else ""),
        )
        return _printable(text)


def _printable(text: str) -> bytes:
    """Return a page without control characters; bytes are looked through faster than letters."""
    data = text.encode()
    if len(data.translate(None, _CONTROL_BYTES)) == len(data) and not _CONTROL_PAIR.search(data):
        return data
    return _CONTROL.sub("\ufffd", text).encode()
