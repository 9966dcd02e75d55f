"""Old site or new site, never a mix; and a message that helps where neither can be written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from paperkg.errors import BusyError, PublishError
from paperkg.publish import publish_site, read_manifest, swap
from paperkg.publish.manifest import Manifest
from paperkg.publish.swap import Swap

from .conftest import INFO


def write_site(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = {name.replace("_", "."): text for name, text in files.items()}
    for name, text in names.items():
        (folder / name).write_text(text)
    manifest = Manifest(dict.fromkeys(names, "x"), "inputs", "https://example.org/", {})
    (folder / "manifest.json").write_text(manifest.to_json())


def replace(out: Path, **files: str) -> None:
    with Swap(out) as made:
        write_site(made.staging, **files)
        made.commit()


def content(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()
    }


def leftovers(out: Path) -> list[str]:
    return sorted(p.name for p in out.parent.iterdir() if p.name.startswith("."))


def test_new_folder_is_made_with_its_parents(tmp_path):
    replace(tmp_path / "a/b/site", index_html="1")
    assert (tmp_path / "a/b/site/index.html").read_text() == "1"
    assert leftovers(tmp_path / "a/b/site") == []


def test_empty_folder_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    replace(tmp_path / "site", index_html="1")
    assert content(tmp_path / "site")["index.html"] == "1"


def test_old_pages_go_and_files_of_the_user_stay(tmp_path):
    out = tmp_path / "site"
    replace(out, index_html="1", old_html="x")
    (out / "CNAME").write_text("papers.example")
    (out / ".git").mkdir()
    (out / ".git/HEAD").write_text("ref")
    (out / "link").symlink_to("CNAME")
    replace(out, index_html="2")
    assert content(out)["index.html"] == "2"
    assert not (out / "old.html").exists()
    assert (out / "CNAME").read_text() == "papers.example"
    assert (out / ".git/HEAD").read_text() == "ref"
    assert (out / "link").is_symlink()
    assert leftovers(out) == []


def test_foreign_folder_is_refused_and_untouched(tmp_path):
    out = tmp_path / "precious"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match="no site made by paperkg") as caught:
        replace(out, index_html="1")
    assert caught.value.path == str(out)
    assert caught.value.advice
    assert content(out) == {"thesis.txt": "years of work"}
    assert leftovers(out) == []


def test_manifest_of_another_program_is_no_permission(tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    (out / "manifest.json").write_text('{"name": "a web app"}')
    with pytest.raises(PublishError):
        replace(out, index_html="1")
    (out / "manifest.json").write_text("{")
    with pytest.raises(PublishError, match="cannot be read"):
        replace(out, index_html="1")


@pytest.mark.parametrize("kind", ["file", "root", "mount"])
def test_places_where_no_site_can_stand(tmp_path, kind, monkeypatch):
    out = {"file": tmp_path / "f", "root": Path("/"), "mount": tmp_path / "m"}[kind]
    if kind == "file":
        out.write_text("x")
    if kind == "mount":
        out.mkdir()
        monkeypatch.setattr(Path, "is_mount", lambda self: self == out)
    with pytest.raises(PublishError) as caught:
        replace(out, index_html="1")
    assert caught.value.advice
    if kind == "mount":  # inside it, a site would be read as posts if the posts are there
        assert str(tmp_path / "m-site") in caught.value.advice


def test_link_to_a_folder_stays_a_link(tmp_path):
    replace(tmp_path / "real", index_html="1")
    (tmp_path / "link").symlink_to("real")
    replace(tmp_path / "link", index_html="2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real/index.html").read_text() == "2"


def test_failure_inside_leaves_the_old_site(tmp_path):
    out = tmp_path / "site"
    replace(out, index_html="1")
    before = content(out)
    with pytest.raises(ZeroDivisionError), Swap(out) as made:  # noqa: PT012
        write_site(made.staging, index_html="2")
        raise ZeroDivisionError
    assert content(out) == before
    assert leftovers(out) == []


def test_second_build_is_told_who_is_first(tmp_path):
    out = tmp_path / "site"
    with Swap(out), pytest.raises(BusyError) as caught, Swap(out):
        pass
    assert caught.value.pid == os.getpid()
    replace(out, index_html="1")


def test_lock_of_a_dead_process_is_taken_over(tmp_path):
    out = tmp_path / "site"
    (tmp_path / ".site.lock").write_text("999999")
    replace(out, index_html="1")
    assert leftovers(out) == []


def test_litter_of_a_killed_build_is_cleared(tmp_path):
    out = tmp_path / "site"
    replace(out, index_html="1")
    write_site(tmp_path / ".site.new", half_html="?")
    replace(out, index_html="2")
    assert set(content(out)) == {"index.html", "manifest.json"}
    assert leftovers(out) == []


def test_without_exchange_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    out = tmp_path / "site"
    replace(out, index_html="1")
    replace(out, index_html="2")
    assert content(out)["index.html"] == "2"
    assert leftovers(out) == []


def test_build_killed_between_the_two_renames_is_repaired(tmp_path):
    out = tmp_path / "site"
    replace(out, index_html="1")
    out.rename(tmp_path / ".site.old")
    write_site(tmp_path / ".site.new", index_html="2")
    with pytest.raises(KeyboardInterrupt), Swap(out):  # noqa: PT012
        assert content(out)["index.html"] == "1"
        raise KeyboardInterrupt
    assert content(out)["index.html"] == "1"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "no space"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_trouble_with_the_disk_is_put_into_words(tmp_path, catalog, monkeypatch, code, words):
    out = tmp_path / "site"
    replace(out, index_html="1")
    before = content(out)

    def refuse(self, *_args):
        raise OSError(code, os.strerror(code), str(out / "x"))

    monkeypatch.setattr("paperkg.publish.site._Writer.tell", refuse)
    with pytest.raises((PublishError, OSError)):
        publish_site(catalog, INFO, out)
    monkeypatch.undo()
    error = swap.disk_error(OSError(code, os.strerror(code)), out)
    assert words in str(error)
    assert error.advice
    assert content(out) == before
    assert leftovers(out) == []


def test_full_disk_in_truth(tmp_path, catalog):
    """A limit on the size of files makes the kernel itself refuse."""
    script = (
        "import resource, signal, sys, pickle, pathlib\n"
        "from paperkg.publish import publish_site\nfrom paperkg.errors import PublishError\n"
        "from test_publish.conftest import INFO\n"
        "catalog = pickle.load(open(sys.argv[1], 'rb'))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "try:\n    publish_site(catalog, INFO, pathlib.Path(sys.argv[2]))\n"
        "except PublishError as error:\n    print(error); sys.exit(9)\n"
    )
    import pickle

    (tmp_path / "catalog").write_bytes(pickle.dumps(catalog))
    out = tmp_path / "out/site"
    replace(out, index_html="1")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "catalog"), str(out)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 9, done.stderr
    assert "no space is left" in done.stdout
    assert content(out)["index.html"] == "1"
    assert leftovers(out) == []


def test_readers_see_old_or_new_while_sites_are_exchanged(tmp_path):
    out = tmp_path / "site"
    replace(out, index_html="0", other_html="0")
    wrong: list[object] = []
    stop = threading.Event()

    def read():
        while not stop.is_set():
            folder = os.open(out, os.O_RDONLY)
            try:
                pair = [
                    Path(f"/proc/self/fd/{folder}/{n}").read_text()
                    for n in ("index.html", "other.html")
                ]
                if len(set(pair)) != 1:
                    wrong.append(pair)
            except FileNotFoundError:
                pass  # the old site, removed while we held it
            finally:
                os.close(folder)
            if not (out / "index.html").exists():
                wrong.append("gone")

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(30):
        replace(out, index_html=str(number), other_html=str(number))
    stop.set()
    reader.join()
    assert wrong == []


_LOOP = """
import sys
from pathlib import Path
from test_publish.test_swap import replace
out, number = Path(sys.argv[1]), 0
while True:
    number += 1
    replace(out, **{f"page{i}_html": str(number) * 999 for i in range(30)})
"""


def test_killed_at_any_moment_the_site_is_whole(tmp_path):
    out = tmp_path / "site"
    replace(out, index_html="1")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    for attempt in range(6):
        process = subprocess.Popen([sys.executable, "-c", _LOOP, str(out)], env=env)
        time.sleep(0.6 + attempt * 0.037)
        process.send_signal(signal.SIGKILL)
        process.wait()
        there = content(out)
        manifest = read_manifest(out)
        assert set(there) == {*manifest.files, "manifest.json"}
        assert len({text for name, text in there.items() if name != "manifest.json"}) == 1
    replace(out, index_html="2")
    assert leftovers(out) == []
