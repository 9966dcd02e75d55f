"""A real server in a process of its own, and a client for it."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

NOTES = {
    "bert.md": """\
# BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding

Devlin et al. published BERT in 2018. BERT builds on the Transformer: it is a stack of Transformer
encoders. Masked language modeling is its objective.
""",
    "roberta.md": """\
---
title: "RoBERTa: A Robustly Optimized BERT Pretraining Approach"
tags: [language models]
---

RoBERTa extends [BERT](bert.md) with more data. Unlike ALBERT, it is not small.
""",
    "distilled.md": """\
# DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter

DistilBERT is a variant of BERT, made by knowledge distillation. It outperforms ELMo.
""",
}
BASE = "https://w3id.org/paperkg/"
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Reply:
    """A response that was read to its end."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    @property
    def rows(self):
        """The solutions of a SELECT in JSON, as plain values."""
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


class Server:
    """``paperkg serve`` on a free port."""

    def __init__(self, *arguments: object, cache: Path, cwd: Path, **environ: str) -> None:
        env = {**os.environ, "XDG_CACHE_HOME": str(cache), **environ}
        command = [sys.executable, "-m", "paperkg", "serve", "--port", "0", *map(str, arguments)]
        self.process = subprocess.Popen(
            command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.line = self._first_line()
        self.address = self.line.split()[0]
        place = urlsplit(self.address)
        self.host, self.port = place.hostname, place.port

    def _first_line(self, seconds: float = 60) -> str:
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.process.kill()
            raise AssertionError(f"no server: {self.process.communicate()}")
        return line

    def connect(self, timeout: float = 30) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def ask(self, method, path, headers=None, body=None) -> Reply:
        connection = self.connect()
        try:
            return ask(connection, method, path, headers, body)
        finally:
            connection.close()

    def get(self, path, accept=None, **headers) -> Reply:
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, fields | ({"Accept": accept} if accept else {}))

    def query(self, sparql, accept=JSON, **parameters) -> Reply:
        """Ask by POST of a form, which has room for everything."""
        body = urlencode({"query": sparql, **parameters}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self.ask("POST", "/sparql", headers, body)

    def workers(self) -> list[int]:
        """The processes in which queries run: those that the server's only child has forked."""
        return [pid for nursery in children(self.process.pid) for pid in children(nursery)]

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it; return its exit code and what it wrote to stderr."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            _, err = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, err


def children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def ask(connection, method, path, headers=None, body=None) -> Reply:
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    return Reply(response.status, response.headers, response.read())


def get_query(sparql: str, **parameters) -> str:
    return "/sparql?" + urlencode({"query": sparql, **parameters}, doseq=True, quote_via=quote)


def write_notes(folder: Path, notes=None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (notes or NOTES).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def wait_until(condition, seconds: float = 20) -> bool:
    """Wait for something that happens by itself."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
