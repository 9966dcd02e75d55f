"""The site: things and documents, conditional requests, and what must not be served."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import socket
from contextlib import closing
from html import unescape

import pyoxigraph as ox
import pytest

from test_serve.server import BASE, Server, ask

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
PARSERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


def triples(data, suffix):
    return {q.triple for q in ox.parse(data, format=PARSERS[suffix], base_iri=BASE)}


@pytest.mark.parametrize(
    "thing",
    [
        "paper/bert",
        "paper/transformer",
        "post/bert",
        "concept/masked-language-modeling",
        "graph/asserted",
        "scheme/concepts",
        "dataset",
        "ontology",
    ],
)
@pytest.mark.parametrize("suffix", FORMS)
def test_a_thing_is_answered_by_a_document_about_it(server, thing, suffix):
    kind = FORMS[suffix]
    seen = server.get(f"/{thing}", kind)
    assert seen.status == 303
    assert seen.headers["Location"] == f"/{thing}.{suffix}"
    assert "Accept" in seen.headers["Vary"]
    found = server.get(seen.headers["Location"], kind)
    assert (found.status, found.type) == (200, kind)
    if suffix == "html":
        assert f"{BASE}{thing}" in found.body.decode()
    else:
        about = ox.NamedNode(BASE + thing)
        assert any(t.subject == about for t in triples(found.body, suffix))


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "html"),
        ("*/*", "html"),
        ("text/turtle;q=0.5, application/ld+json", "jsonld"),
        ("text/turtle;q=0.5, application/ld+json;q=0.4", "ttl"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/n-triples", "nt"),
        ("application/*", "jsonld"),
        ("text/html;q=0, */*;q=0.1", "ttl"),
    ],
)
def test_negotiation(server, accept, suffix):
    assert server.get("/paper/bert", accept).headers["Location"] == f"/paper/bert.{suffix}"


def test_nothing_acceptable_is_said(server):
    refused = server.get("/paper/bert", "image/png")
    assert refused.status == 406
    assert "/paper/bert.ttl" in refused.body.decode()
    assert "Accept" in refused.headers["Vary"]


def test_a_document_is_sent_whatever_is_accepted(server):
    assert server.get("/paper/bert.ttl", "text/html").type == "text/turtle"


def test_all_forms_hold_the_same_triples(server):
    """But for those about the document itself, which is another one each time."""
    found = {}
    for suffix in PARSERS:
        document = ox.NamedNode(f"{BASE}paper/bert.{suffix}")
        here = triples(server.get(f"/paper/bert.{suffix}").body, suffix)
        assert any(t.subject == document for t in here), suffix
        found[suffix] = {t for t in here if t.subject != document}
    assert len(found["ttl"]) > 10
    assert all(here == found["ttl"] for here in found.values())


def test_documents_have_typed_links(server):
    page = server.get("/paper/bert.html").headers["Link"]
    assert f'<{BASE}paper/bert>; rel="cite-as"' in page
    assert '</paper/bert.ttl>; rel="describedby"; type="text/turtle"' in page
    twin = server.get("/paper/bert.ttl").headers["Link"]
    assert f'<{BASE}paper/bert>; rel="describes"' in twin
    assert '</paper/bert.html>; rel="alternate"; type="text/html"' in twin
    thing = server.get("/paper/bert").headers["Link"]
    assert thing.count('rel="alternate"') == len(FORMS)


def test_everything_published_is_served_as_it_is(server, site):
    """Every file of the manifest: same bytes, right type; the query page alone knows its server."""
    manifest = json.loads((site / "manifest.json").read_bytes())
    with closing(server.connect()) as connection:
        for path, digest in manifest["files"].items():
            found = ask(connection, "GET", f"/{path}")
            assert found.status == 200, path
            assert found.headers["X-Content-Type-Options"] == "nosniff"
            assert found.type != "application/octet-stream" or not found.body, path
            same = hashlib.sha256(found.body).hexdigest() == digest
            assert same or path == "sparql.html", path


def test_the_query_page_asks_this_server(server):
    assert b'<meta name="paperkg-endpoint" content="sparql">' in server.get("/sparql.html").body


def test_void_is_where_it_has_to_be(server):
    found = server.get("/.well-known/void")
    assert (found.status, found.type) == (200, "text/turtle")
    assert any(t.subject == ox.NamedNode(f"{BASE}dataset") for t in triples(found.body, "ttl"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/paper/", "text/html; charset=utf-8"),
        ("/paper/bert.ttl", "text/turtle; charset=utf-8"),
        ("/paper/bert.nt", "application/n-triples"),
        ("/data/everything.nq", "application/n-quads"),
        ("/data/everything.trig", "application/trig"),
        ("/data/graph.rdf", "application/rdf+xml"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/manifest.json", "application/json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_media_types(server, path, kind):
    found = server.get(path)
    assert (found.status, found.headers["Content-Type"]) == (200, kind)


def test_a_folder_without_its_slash_is_sent_on(server):
    found = server.get("/paper")
    assert (found.status, found.headers["Location"]) == (308, "/paper/")


@pytest.mark.parametrize("path", ["/paper/bert.ttl", "/paper/bert.nt", "/", "/data/everything.nq"])
def test_what_is_unchanged_is_not_sent_again(server, path):
    first = server.get(path)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    for field in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = server.get(path, If_None_Match=field)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
    assert server.get(path, If_None_Match='"other"').status == 200
    assert first.headers["Last-Modified"] is None


def test_a_time_of_change_is_only_what_the_build_says(place, site):
    server = Server(site, cache=place / "cache", cwd=place, SOURCE_DATE_EPOCH="1700000000")
    try:
        found = server.get("/paper/bert.ttl")
        when = found.headers["Last-Modified"]
        assert when == "Tue, 14 Nov 2023 22:13:20 GMT"
        assert server.get("/paper/bert.ttl", If_Modified_Since=when).status == 304
        tagged = server.get("/paper/bert.ttl", If_Modified_Since=when, If_None_Match='"x"')
        assert tagged.status == 200
    finally:
        server.stop()


@pytest.mark.parametrize(
    "path", ["/paper/bert", "/paper/bert.ttl", "/data/everything.nq", "/nothing"]
)
def test_head_is_get_without_a_body(server, path):
    head, get = server.ask("HEAD", path), server.get(path)
    assert head.body == b""
    assert head.status == get.status
    for name in ("Content-Type", "Content-Length", "ETag", "Location", "Vary", "Link"):
        assert head.headers[name] == get.headers[name], name


def test_options_and_cors(server):
    found = server.ask("OPTIONS", "/paper/bert", {"Origin": "https://example.org"})
    assert found.status == 204
    assert set(found.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert server.get("/paper/bert.ttl").headers["Access-Control-Allow-Origin"] == "*"
    ready = server.ask(
        "OPTIONS",
        "/sparql",
        {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
    )
    assert "POST" in ready.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in ready.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_changed(server, method):
    found = server.ask(method, "/paper/bert.ttl")
    assert found.status == 405
    assert set(found.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_page_keeps_its_own_policy_and_cannot_be_framed(server):
    for path in ("/paper/bert.html", "/sparql.html", "/concept-graph.html", "/nothing"):
        found = server.get(path)
        (meta,) = re.findall(
            r'http-equiv="Content-Security-Policy" content="([^"]*)"', found.body.decode()
        )
        policy = found.headers["Content-Security-Policy"]
        assert policy == f"{unescape(meta)}; frame-ancestors 'none'"
        assert found.headers["Referrer-Policy"] == "no-referrer"
    data = server.get("/paper/bert.ttl").headers["Content-Security-Policy"]
    assert data == "default-src 'none'; frame-ancestors 'none'"


def test_a_page_that_is_not_there(server):
    found = server.get("/paper/no-such-paper")
    assert (found.status, found.type) == (404, "text/html")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("image/png", "text/plain"),
    ],
)
def test_what_was_removed_is_gone(releases, accept, kind):
    for path in ("/post/distilled", "/post/distilled.html"):
        found = releases.server.get(path, accept)
        assert (found.status, found.type) == (410, kind)
        assert found.body
    assert releases.server.get("/post/distilled.ttl").status == 200


def test_versions_of_the_ontology_lead_to_it(server):
    found = server.get("/ontology/0.1", "text/turtle")
    assert (found.status, found.headers["Location"]) == (303, "/ontology.ttl")


def raw(server, request: bytes) -> bytes:
    with socket.create_connection((server.host, server.port), timeout=10) as line:
        line.sendall(request)
        line.settimeout(10)
        parts = []
        while part := line.recv(65536):
            parts.append(part)
        return b"".join(parts)


HOSTILE = [
    "/../secret.txt",
    "/paper/../../secret.txt",
    "/..%2fsecret.txt",
    "/..%2Fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/.%2e/secret.txt",
    "/paper/%2e%2e/%2e%2e/secret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/..%255csecret.txt",
    "/%252e%252e/secret.txt",
    "/..%c0%afsecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/..%ef%bc%8fsecret.txt",
    "//secret.txt",
    "///etc/passwd",
    "/./../secret.txt",
    "/....//secret.txt",
    "/..;/secret.txt",
    "/paper/bert.html%00.ttl",
    "/%00",
    "/secret.txt%00.html",
    "/link.txt",
    "/linked/secret.txt",
    "/unlisted.txt",
    "/.git/config",
    "/etc/passwd",
    "//etc/passwd",
    "/file:///etc/passwd",
    "/%2fetc%2fpasswd",
    "/C:/secret.txt",
    "/paper/bert.html/",
    "/paper/bert.html/../../../secret.txt",
    "/paper//bert.html",
    "/~root",
    "/.%00./secret.txt",
    "/%",
    "/%zz",
    "/" + "a" * 4000,
]


@pytest.fixture(scope="module")
def bait(site):
    """Things beside and in the site that are none of it."""
    outside = site.parent / "secret.txt"
    outside.write_text("SECRET")
    folder = site.parent / "elsewhere"
    folder.mkdir(exist_ok=True)
    (folder / "secret.txt").write_text("SECRET")
    made = [site / "link.txt", site / "linked", site / "unlisted.txt", site / ".git"]
    made[0].symlink_to(outside)
    made[1].symlink_to(folder)
    made[2].write_text("SECRET")
    made[3].mkdir()
    (made[3] / "config").write_text("SECRET")
    yield
    (made[3] / "config").unlink()
    made[3].rmdir()
    for path in made[:3]:
        path.unlink()


@pytest.mark.parametrize("path", HOSTILE)
def test_no_path_leads_out_of_the_site(server, bait, path):
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = raw(server, request.encode())
    assert answer.split(b" ")[1] in (b"400", b"404"), answer[:200]
    assert b"SECRET" not in answer
    assert b"root:" not in answer


def test_a_listed_file_that_became_a_link_is_not_followed(place, site, tmp_path):
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (tmp_path / "secret.txt").write_text("SECRET")
    (copy / "robots.txt").unlink()
    (copy / "robots.txt").symlink_to(tmp_path / "secret.txt")
    shutil.rmtree(copy / "post")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "bert.html").write_text("SECRET")
    (copy / "post").symlink_to(tmp_path / "posts")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["../secret.txt"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(manifest))
    server = Server(copy, cache=place / "cache", cwd=place)
    try:
        for path in ("/robots.txt", "/post/bert.html", "/../secret.txt"):
            request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            answer = raw(server, request.encode())
            assert answer.split(b" ")[1] == b"404", path
            assert b"SECRET" not in answer
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1", 200),
        ("127.0.0.1:9", 200),
        ("[::1]:80", 200),
        ("papers.localhost", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("10.0.0.1", 421),
        ("a b", 400),
        ("<script>", 400),
        ("", 400),
    ],
)
def test_only_names_of_this_machine_are_answered(server, host, status):
    for path in ("/", "/sparql?query=ASK%7B%7D"):
        request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        assert raw(server, request.encode()).split(b" ")[1] == str(status).encode()


def test_one_host_is_needed(server):
    for fields in ("", "Host: localhost\r\nHost: localhost\r\n"):
        request = f"GET / HTTP/1.1\r\n{fields}Connection: close\r\n\r\n"
        assert raw(server, request.encode()).split(b" ")[1] == b"400"


def test_a_nanopublication_is_found_by_its_iri(server):
    everything = server.get("/data/nanopubs.trig").body
    quads = ox.parse(everything, format=ox.RdfFormat.TRIG)
    name = next(
        q.subject.value for q in quads if q.object.value.endswith("nschema#Nanopublication")
    )
    seen = server.get(f"/{name.removeprefix(BASE)}", "application/trig")
    assert (seen.status, seen.headers["Location"]) == (303, "/data/nanopubs.trig")
    assert server.get("/np/RAnone").status == 404
