"""Machines that fail: killed, full, read-only, busy, and posts that change while they are read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperkg.model import Problem
from paperkg.posts import folder, read_posts

from .corpus import controls
from .sandbox import Sandbox, site_hash

KILLS = 20
_KILLED = Path(__file__).with_name("killed.py")
_COMMAND = [sys.executable, "-m", "paperkg", "publish"]


@pytest.fixture
def box(tmp_path: Path) -> Sandbox:
    sandbox = Sandbox(tmp_path)
    for file, text in controls().items():
        path = sandbox.posts / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sandbox


def start(box: Sandbox, out: Path, *, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*before, *_COMMAND, str(box.posts), "--out", str(out)],
        cwd=box.root / "work",
        env=box.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    out, err = process.communicate(timeout=120)
    told = (out + err).decode("utf-8")
    assert "Traceback" not in told, told[-1500:]
    assert "internal error" not in told, told[-500:]
    return process.returncode, told


def publish(box: Sandbox, out: Path) -> str:
    code, told = finish(start(box, out))
    assert code == 0, told
    return site_hash(out)


def change(box: Sandbox) -> None:
    path = box.posts / "controls" / "added.md"
    path.write_text("# Addednet: one more\n\nAddednet extends Quillwork.\n", encoding="utf-8")


def test_killed_at_any_moment_there_is_the_old_site_or_the_new_one(box: Sandbox) -> None:
    out = box.out / "site"
    old = publish(box, out)
    change(box)
    new = publish(box, box.out / "other")
    done = subprocess.run(
        [sys.executable, str(_KILLED), str(box.posts), str(out), str(KILLS), "11"],
        cwd=box.root / "work",
        env=box.environment,
        capture_output=True,
        timeout=200,
        check=False,
    )
    seen = done.stdout.decode("ascii").split()
    assert len(seen) == KILLS, done.stderr[-600:]
    assert set(seen) <= {old, new}
    shutil.rmtree(box.out / "site-loaded")
    assert publish(box, out) == new
    assert sorted(p.name for p in box.out.iterdir()) == ["other", "site"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("this machine does not let us mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False)


def test_a_full_disk_leaves_the_old_site_and_no_litter(box: Sandbox, small_disk: Path) -> None:
    out = small_disk / "site"
    old = publish(box, out)
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk)
    ballast.write_bytes(b"x" * max(0, free.f_bavail * free.f_bsize - 300_000))
    change(box)
    code, told = finish(start(box, out))
    assert code == 1, told
    assert str(small_disk) in told
    assert "no space" in told
    assert told.strip().count("\n") == 0, told
    assert site_hash(out) == old
    assert sorted(p.name for p in small_disk.iterdir()) == ["ballast", "site"]
    ballast.unlink()


def test_a_limit_on_the_size_of_files_is_a_message(box: Sandbox) -> None:
    out = box.out / "site"
    old = publish(box, out)
    change(box)
    words = ("bash", "-c", 'ulimit -f 100; exec "$0" "$@"')  # kilobytes
    code, told = finish(start(box, out, before=words))
    assert code == 1, told
    assert str(box.out) in told
    assert site_hash(out) == old
    assert [p.name for p in box.out.iterdir()] == ["site"]


@pytest.mark.parametrize("command", ["publish", "build"])
def test_a_folder_that_may_not_be_written_is_a_message(box: Sandbox, command: str) -> None:
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:
        capsh = shutil.which("capsh")
        if capsh is None:
            pytest.skip("root may write everywhere, and capsh is not there to forbid it")
        before = (
            capsh,
            "--drop=cap_dac_override,cap_dac_read_search",
            "--",
            "-c",
            'exec "$0" "$@"',
        )
    locked = box.out / "locked"
    locked.mkdir()
    target = locked / ("site" if command == "publish" else "x.nq")
    locked.chmod(0o555)
    words = [
        *before,
        sys.executable,
        "-m",
        "paperkg",
        command,
        str(box.posts),
        "--out",
        str(target),
    ]
    try:
        done = subprocess.run(
            words,
            cwd=box.root / "work",
            env=box.environment,
            capture_output=True,
            timeout=120,
            check=False,
        )
    finally:
        locked.chmod(0o755)
    told = done.stderr.decode("utf-8")
    assert done.returncode == (1 if command == "publish" else 2), told
    assert "Traceback" not in told
    assert str(locked) in told
    assert told.strip().count("\n") == 0, told
    assert list(locked.iterdir()) == []


def test_of_two_at_once_one_wins_and_the_other_says_so(box: Sandbox) -> None:
    out = box.out / "site"
    expected = publish(box, box.out / "other")
    for _ in range(2):
        pair = [start(box, out), start(box, out)]
        results = [finish(process) for process in pair]
        codes = sorted(code for code, _ in results)
        assert codes in ([0, 0], [0, 3]), results
        for code, told in results:
            if code == 3:
                assert "another build (pid " in told
        assert site_hash(out) == expected
    assert sorted(p.name for p in box.out.iterdir()) == ["other", "site"]


def test_the_lock_of_a_dead_build_does_not_block(box: Sandbox) -> None:
    (box.out / ".site.lock").write_text("999999", encoding="ascii")
    (box.out / ".site.new").mkdir()
    (box.out / ".site.new" / "half.html").write_text("half", encoding="ascii")
    publish(box, box.out / "site")
    assert [p.name for p in box.out.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_not_taken_for_a_site(box: Sandbox) -> None:
    out = box.out / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work", encoding="ascii")
    code, told = finish(start(box, out))
    assert code == 1, told
    assert (out / "thesis.txt").read_text(encoding="ascii") == "years of work"
    assert [p.name for p in box.out.iterdir()] == ["mine"]


def test_the_posts_themselves_are_not_taken_for_the_output(box: Sandbox) -> None:
    code, told = finish(start(box, box.posts))
    assert code in {1, 2}, told
    assert (box.posts / "controls" / "millrace.md").is_file()


# --- posts that change --------------------------------------------------------------------------


def test_a_file_that_vanishes_before_it_is_read_is_named(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = folder.read_source

    def read(file: str, path: str, limit: int) -> object:
        if file.endswith("tidepool.md"):
            Path(path).unlink()
        return real(file, path, limit)

    monkeypatch.setattr(folder, "read_source", read)
    problems: list[Problem] = []
    posts = read_posts(box.posts, on_problem=problems.append)
    assert len(posts) == 4
    assert [(p.code, p.file, p.severe) for p in problems] == [
        ("vanished", "controls/tidepool.md", True)
    ]


def test_a_file_that_becomes_a_link_before_it_is_read_is_not_followed(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = box.root / "secret"
    secret.write_text("# Secret\n\nNever to be read.\n", encoding="utf-8")
    real = folder.read_source

    def read(file: str, path: str, limit: int) -> object:
        if file.endswith("tidepool.md"):
            Path(path).unlink()
            Path(path).symlink_to(secret)
        return real(file, path, limit)

    monkeypatch.setattr(folder, "read_source", read)
    problems: list[Problem] = []
    posts = read_posts(box.posts, on_problem=problems.append)
    assert "Secret" not in "".join(post.source.text for post in posts)
    assert [(p.file, p.severe) for p in problems] == [("controls/tidepool.md", True)]


def test_a_file_that_grows_is_whole_or_refused(box: Sandbox) -> None:
    path = box.posts / "controls" / "growing.md"
    head = "# Growingnet: a log\n\n"
    line = "Growingnet extends BERT with one more gate.\n"
    path.write_text(head + line, encoding="utf-8")
    done = threading.Event()

    def grow() -> None:
        with path.open("a", encoding="utf-8") as file:
            while not done.is_set():
                file.write(line)
                file.flush()
                time.sleep(0.0005)

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        for _ in range(40):
            problems: list[Problem] = []
            posts = read_posts(box.posts, on_problem=problems.append)
            found = [p.source.text for p in posts if p.file.endswith("growing.md")]
            if found:
                assert len(found[0].removeprefix(head)) % len(line) == 0
            else:
                assert [p.file for p in problems if p.severe] == ["controls/growing.md"]
    finally:
        done.set()
        thread.join()


def test_a_folder_that_vanishes_is_a_known_error(box: Sandbox) -> None:
    shutil.rmtree(box.posts)
    code, told = finish(start(box, box.out / "site"))
    assert code == 2, told
    assert str(box.posts) in told or "posts" in told
    assert list(box.out.iterdir()) == []
