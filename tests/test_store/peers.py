"""A SPARQL endpoint for tests."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from paperkg.store import Graph, render_answer


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL endpoint, just good enough."""

    store = None
    seen: ClassVar[list[str]] = []

    def do_GET(self):
        self.answer(parse_qs(urlsplit(self.path).query)["query"][0])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.answer(parse_qs(body)["query"][0])

    def answer(self, query):
        self.seen.append(self.command)
        found = self.store.query(query)
        graph = isinstance(found, Graph)
        body = render_answer(found, "ttl" if graph else "json").encode()
        self.send_response(200)
        kind = "text/turtle" if graph else "application/sparql-results+json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
