"""How the server begins and ends."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from paperkg.serve.storing import keep_store
from test_serve.server import Server, children, get_query, wait_until


def run(place, *arguments):
    command = [sys.executable, "-m", "paperkg", "serve", *map(str, arguments)]
    env = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
    return subprocess.run(
        command, cwd=place, env=env, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_taken_port_is_said_in_one_line(place, site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(place, site, "--port", port)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        (
            f"paperkg: 127.0.0.1:{port}: the port is taken;"
            " choose another with --port, or any with --port 0"
        )
    ]
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--host", "203.0.113.1"], 1, "cannot listen here"),
        (["--host", "no such host"], 1, "cannot listen here"),
        (["--port", "99999"], 2, "99999"),
        (["--timeout", "0"], 2, "timeout"),
        (["--max-rows", "0"], 2, "max-rows"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(place, site, arguments, code, said):
    done = run(place, site, "--port", 0, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_posts_that_are_not_there(place):
    done = run(place, place / "nothing", "--port", 0)
    assert done.returncode == 2
    assert "there is no such folder" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_asked_to(place, site, number):
    server = Server(site, cache=place / "cache", cwd=place)
    processes = [*children(server.process.pid), *server.workers()]
    assert len(processes) > 2
    held = server.connect()
    held.request("GET", "/")
    held.getresponse().read()
    assert server.stop(number) == (0, "")
    assert not any(Path(f"/proc/{pid}").exists() for pid in processes)
    held.close()
    with pytest.raises(OSError):  # noqa: PT011 - refused, in one way or another
        socket.create_connection((server.host, server.port), timeout=5)


def test_its_processes_end_with_it_however_it_ends(place, site):
    from test_serve.attacks import COSTLY

    server = Server(site, cache=place / "cache", cwd=place)
    assert wait_until(lambda: len(server.workers()) == 4)
    connection = server.connect()
    connection.request("GET", get_query(COSTLY["product"]))
    time.sleep(0.5)
    processes = [*children(server.process.pid), *server.workers()]
    server.process.kill()
    server.process.communicate()
    connection.close()
    assert wait_until(lambda: not any(running(pid) for pid in processes), 5)


def running(pid: int) -> bool:
    """Whether a process is there, and not only waits to be mourned."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_running_request_is_answered_before_the_end(place, site):
    server = Server(site, cache=place / "cache", cwd=place)
    connection = server.connect()
    connection.request("GET", "/data/everything.trig")
    server.process.send_signal(signal.SIGTERM)
    response = connection.getresponse()
    assert response.status == 200
    assert len(response.read()) == int(response.headers["Content-Length"])
    connection.close()
    assert server.stop()[0] == 0


def test_it_listens_on_this_machine_only(server):
    listening = subprocess.run(["cat", "/proc/net/tcp"], capture_output=True, text=True, check=True)
    places = {line.split()[1] for line in listening.stdout.splitlines() if line.split()[3] == "0A"}
    assert f"0100007F:{server.port:04X}" in places
    assert f"00000000:{server.port:04X}" not in places


def test_on_all_interfaces_any_name_is_answered(place, site):
    server = Server(site, "--host", "0.0.0.0", cache=place / "cache", cwd=place)
    try:
        assert server.address.startswith("http://localhost:")
        assert server.get("/", Host="papers.example").status == 200
    finally:
        server.stop()


# --- what is served


def test_a_site_is_published_first_and_again_when_its_posts_change(place, releases):
    first, again = releases.said
    assert "there is no site yet: publishing" in first
    assert "publishing" not in again
    before, same, after = releases.titles
    assert before == same
    assert "BERT" in before & after
    assert "RoBERTa" in after - before
    stores = [p for p in (place / "cache").rglob("stores/*") if p.is_dir()]
    assert all((p / "counts.json").is_file() for p in stores), "no half-made store is left"


def test_only_the_store_in_use_is_kept(tmp_path):
    """Stores of older sites are removed, unless another server uses them."""
    cache = tmp_path / "cache"

    def keep(name):
        dump = tmp_path / f"{name}.nq"
        dump.write_text(f"<x:{name}> <x:p> <x:o> <x:g> .\n")
        return keep_store(dump, hashlib.sha256(dump.read_bytes()).hexdigest(), cache)

    with keep("a") as first:
        with keep("b") as second:
            assert first.counts == second.counts == {"x:g": 1}
            assert first.folder.is_dir()
        assert second.folder.is_dir()
    with keep("c") as third:
        assert not first.folder.exists()
        assert not second.folder.exists()
    (third.folder.parent / "counts.json").unlink()  # as if its making had been cut short
    with keep("c") as again:
        assert again == third
        assert (again.folder.parent / "counts.json").is_file()


def test_a_cache_that_cannot_be_written_does_no_harm(place, site):
    server = Server(site, cache=Path("/proc/nothing"), cwd=place)
    try:
        assert server.query("ASK { paper:bert a pkg:Paper }").status == 200
    finally:
        assert server.stop() == (0, "")


@pytest.mark.parametrize(
    ("honest", "said"),
    [(True, "everything.nq:1: no valid RDF"), (False, "is not what was published")],
)
def test_a_broken_dump_is_said(place, site, tmp_path, honest, said):
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    broken = "<a:s> <a:p> .\n"
    (copy / "data/everything.nq").write_text(broken)
    if honest:
        manifest = json.loads((copy / "manifest.json").read_text())
        manifest["files"]["data/everything.nq"] = hashlib.sha256(broken.encode()).hexdigest()
        (copy / "manifest.json").write_text(json.dumps(manifest))
    done = run(place, copy, "--port", 0)
    assert done.returncode == 2
    assert said in done.stderr
    assert "publish the site again" in done.stderr
    assert "Traceback" not in done.stderr
