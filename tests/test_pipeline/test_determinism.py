"""Same posts, same bytes: whatever the hash seed, locale, time zone and order of files."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).parents[2] / "data" / "posts"


def tree_hash(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def publish(posts: Path, out: Path, work: Path, **environ: str) -> dict[str, str]:
    env = {**os.environ, "XDG_CACHE_HOME": str(work / "cache"), **environ}
    command = [sys.executable, "-m", "paperkg", "publish", str(posts), "--out", str(out)]
    subprocess.run(command, cwd=work, env=env, check=True, capture_output=True, timeout=120)
    return tree_hash(out)


def copied(folder: Path, *, backwards: bool) -> Path:
    """Copy the demo corpus file by file, so that the folder lists them in another order."""
    files = sorted((p for p in DEMO.rglob("*") if p.is_file()), reverse=backwards)
    for file in files:
        target = folder / file.relative_to(DEMO)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return folder


def test_two_builds_are_equal_byte_for_byte(tmp_path):
    one = publish(
        copied(tmp_path / "a" / "posts", backwards=False),
        tmp_path / "one",
        tmp_path,
        PYTHONHASHSEED="1",
        LC_ALL="C",
        TZ="Pacific/Auckland",
    )
    other = publish(
        copied(tmp_path / "b" / "posts", backwards=True),
        tmp_path / "other",
        tmp_path,
        PYTHONHASHSEED="4242",
        LC_ALL="C.UTF-8",
        TZ="America/St_Johns",
    )
    assert len(one) > 500
    assert one == other
