"""A site that is published anew while it is served."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from contextlib import closing

from test_serve.server import BASE, JSON, Server, ask, get_query, wait_until

NEW = f"ASK {{ <{BASE}paper/bert> <x:is> <x:new> }}"
PAGES = ("paper/bert.html", "paper/bert.ttl", "index.html", "data/everything.nq")


def release(site, folder, number):
    """Write a site that differs from another in its pages and in one triple."""
    shutil.copytree(site, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    for path in PAGES:
        text = (folder / path).read_text()
        if path.endswith("html"):
            text += f"<!-- {number} -->\n"
        elif path.endswith("ttl"):
            text += f"# {number}\n"
        else:
            text += f"<{BASE}paper/bert> <x:is> <x:new> <{BASE}graph/asserted> .\n"
        (folder / path).write_text(text)
        manifest["files"][path] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return manifest["files"]


def test_what_is_published_anew_is_served_at_once(place, site, tmp_path):
    served = tmp_path / "site"
    shutil.copytree(site, served)
    old = json.loads((served / "manifest.json").read_text())["files"]
    server = Server(served, "--timeout", 1, cache=place / "cache", cwd=place)
    wrong, stop = [], threading.Event()

    def read_on():
        with closing(server.connect()) as connection:
            while not stop.is_set():
                for path in PAGES:
                    found = ask(connection, "GET", f"/{path}")
                    digest = hashlib.sha256(found.body).hexdigest()
                    if digest not in (old[path], new[path]):
                        wrong.append((path, found.status))

    try:
        assert b"false" in server.get(get_query(NEW), JSON).body
        new = release(site, tmp_path / "next", 2)
        before = set(server.workers())
        reader = threading.Thread(target=read_on)
        reader.start()
        try:
            served.rename(tmp_path / "past")
            (tmp_path / "next").rename(served)
            assert wait_until(lambda: b"true" in server.get(get_query(NEW), JSON).body)
        finally:
            stop.set()
            reader.join()
        for path in PAGES:
            found = server.get(f"/{path}")
            assert hashlib.sha256(found.body).hexdigest() == new[path]
            assert found.headers["ETag"] == f'"{new[path][:32]}"'
        assert {status for _, status in wrong} <= {404}, "while the folder was being exchanged"
        assert wait_until(lambda: not before & set(server.workers()))
        assert wait_until(lambda: len(server.workers()) == 4)
    finally:
        code, said = server.stop()
    assert (code, said) == (0, "")


def test_a_broken_release_does_not_end_what_is_there(place, site, tmp_path):
    served = tmp_path / "site"
    shutil.copytree(site, served)
    server = Server(served, "--timeout", 1, cache=place / "cache", cwd=place)
    try:
        release(site, tmp_path / "next", 3)
        (tmp_path / "next/data/everything.nq").write_text("not what the manifest says")
        served.rename(tmp_path / "past")
        (tmp_path / "next").rename(served)
        assert wait_until(lambda: server.get("/index.html").body.endswith(b"<!-- 3 -->\n"))
        assert server.query("ASK { paper:bert a pkg:Paper }").status == 200
        (served / "manifest.json").write_text("nonsense")
        assert server.get("/index.html").status == 200
        assert server.query("ASK { paper:bert a pkg:Work }").status == 200
    finally:
        code, said = server.stop()
    assert code == 0
    assert "Traceback" not in said
