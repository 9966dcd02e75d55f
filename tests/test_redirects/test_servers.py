"""The rules on the real servers, on loopback: what they answer is what the evaluator says."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from paperkg.redirects import evaluate, plan_redirects, rule_files
from test_redirects.table import CHOICES, FINE

pytestmark = pytest.mark.tool

GONE = ["https://people.example/papers/paper/elmo"]
PLAN = plan_redirects("https://people.example/papers/", "", GONE)
W3ID = plan_redirects(
    "https://w3id.org/paperkg/",
    "https://people.example/papers/",
    ["https://w3id.org/paperkg/paper/elmo"],
)
MODULES = "mpm_event authz_core dir mime headers rewrite"


def tool(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        if os.environ.get("PAPERKG_REQUIRE_TOOLS"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def make_site(folder: Path) -> None:
    for name in ("paper/bert", "paper/elmo", "dataset"):
        for suffix in ("html", "ttl", "jsonld"):
            path = folder / f"{name}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name} as {suffix}\n")
    (folder / "removed.html").write_text("what was removed\n")
    (folder / "404.html").write_text("not found\n")
    (folder / ".well-known").mkdir()
    (folder / ".well-known/void").write_text("<a:a> <a:b> <a:c> .\n")
    for path in (folder, *folder.rglob("*"), *folder.parents):
        if path.is_relative_to("/tmp") and path != Path("/tmp"):
            path.chmod(0o755 if path.is_dir() else 0o644)  # workers are somebody else


class Server:
    """A server that was started, and what it says."""

    def __init__(self, command: list[str], port: int, log: Path) -> None:
        self.port = port
        with log.open("w") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        for _ in range(300):
            if self.process.poll() is not None:
                pytest.fail(f"the server did not start: {log.read_text()}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        self.stop()
        pytest.fail(f"the server does not answer: {log.read_text()}")

    def get(self, path: str, accept: str = "") -> tuple[int, str, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest("GET", path, skip_accept_encoding=True)
        if accept:
            connection.putheader("Accept", accept)
        connection.endheaders()
        reply = connection.getresponse()
        body = reply.read().decode()
        headers = {name.lower(): value for name, value in reply.getheaders()}
        connection.close()
        place = headers.get("location", "").replace(f"http://127.0.0.1:{self.port}", "")
        return reply.status, place, headers, body

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="module")
def apache(tmp_path_factory):
    binary, folder, port = tool("apache2"), tmp_path_factory.mktemp("apache"), free_port()
    make_site(folder / "root/papers")
    files = dict(rule_files(PLAN))
    (folder / "root/papers/.htaccess").write_text(files["redirects/.htaccess"])
    (folder / "root/w3id").mkdir()
    (folder / "root/w3id/.htaccess").write_text(dict(rule_files(W3ID))["redirects/w3id/.htaccess"])
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
        for name in MODULES.split()
    )
    (folder / "httpd.conf").write_text(
        f"{modules}\nServerName localhost\nListen 127.0.0.1:{port}\nUser www-data\nGroup www-data\n"
        f"PidFile {folder}/pid\nDefaultRuntimeDir {folder}\nErrorLog {folder}/error.log\n"
        f"DocumentRoot {folder}/root\nTypesConfig /dev/null\nAddType text/html .html\n"
        f"<Directory {folder}/root>\nRequire all granted\nAllowOverride All\n</Directory>\n"
    )
    command = [binary, "-f", f"{folder}/httpd.conf", "-DFOREGROUND"]
    server = Server(command, port, folder / "stderr")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def nginx(tmp_path_factory):
    binary, folder, port = tool("nginx"), tmp_path_factory.mktemp("nginx"), free_port()
    make_site(folder / "root/papers")
    conf = dict(rule_files(PLAN))["redirects/nginx.conf"]
    conf = conf.replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    conf = conf.replace("/var/www/site", f"{folder}/root")
    (folder / "rules.conf").write_text(conf)
    (folder / "nginx.conf").write_text(
        f"daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log stderr;\n"
        "events { worker_connections 64; }\n"
        f"http {{\ntypes {{ text/html html; }}\naccess_log off;\n"
        + "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"include {folder}/rules.conf;\n}}\n"
    )
    server = Server([binary, "-c", f"{folder}/nginx.conf"], port, folder / "stderr")
    yield server
    server.stop()


def test_apache_answers_as_the_evaluator_says(apache):
    text = dict(rule_files(PLAN))["redirects/.htaccess"]
    for accept, suffix in [*CHOICES, *FINE]:
        for path in ("paper/bert", "dataset", "paper/elmo", "paper/bert.ttl"):
            status, place, headers, _ = apache.get(f"/papers/{path}", accept)
            assert (status, place) == evaluate("apache", text, path, accept), (path, accept)
            assert "Accept" in headers["vary"]
        status, place, _, _ = apache.get("/papers/paper/bert", accept)
        assert place == (f"/papers/paper/bert.{suffix}" if suffix else "")


def test_apache_at_the_persistent_address(apache):
    text = dict(rule_files(W3ID))["redirects/w3id/.htaccess"]
    for accept, _ in [*CHOICES, *FINE]:
        for path in ("paper/bert", "ontology", "ontology/0.1.0", "paper/elmo", "data/graph.nt"):
            status, place, _, _ = apache.get(f"/w3id/{path}", accept)
            assert (status, place) == evaluate("apache", text, path, accept), (path, accept)
    assert "https://people.example/papers/removed.html" in apache.get("/w3id/paper/elmo")[3]


def test_apache_sends_files_with_their_types(apache):
    assert apache.get("/papers/paper/bert.ttl")[2]["content-type"] == "text/turtle; charset=utf-8"
    assert apache.get("/papers/paper/bert.jsonld")[2]["content-type"] == "application/ld+json"
    assert apache.get("/papers/.well-known/void")[2]["content-type"].startswith("text/turtle")
    assert apache.get("/papers/paper/elmo")[3] == "what was removed\n"
    assert apache.get("/papers/paper/elmo.html")[0] == 410


def test_nginx_answers_as_the_evaluator_says(nginx):
    text = dict(rule_files(PLAN))["redirects/nginx.conf"]
    for accept, suffix in CHOICES:
        for path in ("/papers/paper/bert", "/papers/dataset", "/papers/paper/elmo"):
            status, place, _, _ = nginx.get(path, accept)
            assert (status, place) == evaluate("nginx", text, path, accept), (path, accept)
        _, place, headers, _ = nginx.get("/papers/paper/bert", accept)
        assert place == (f"/papers/paper/bert.{suffix}" if suffix else "")
        assert headers["vary"] == "Accept"


def test_nginx_sends_files_with_their_types(nginx):
    status, _, headers, body = nginx.get("/papers/paper/bert.ttl")
    assert (status, headers["content-type"]) == (200, "text/turtle")
    assert headers["access-control-allow-origin"] == "*"
    assert body == "paper/bert as ttl\n"
    assert nginx.get("/papers/.well-known/void")[2]["content-type"] == "text/turtle"
    for path in ("/papers/paper/elmo", "/papers/paper/elmo.html"):
        status, _, _, body = nginx.get(path)
        assert (status, body) == (410, "paper/elmo as html\n")
    status, _, _, body = nginx.get("/papers/none.html")
    assert (status, body) == (404, "not found\n")
