"""Publishes again and again and is killed each time, at a moment that dice choose.

    python killed.py POSTS OUT TIMES SEED

Each try is a fork of a process that has everything loaded, so that all moments lie in the work
itself. A line per try on stdout: what the site's hash was afterwards.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from paperkg.cli import run

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile.sandbox import site_hash


def main(posts: str, out: str, times: str, seed: str) -> None:
    """Publish once in peace beside ``out``, then ``times`` times in danger."""
    sys.stdout = sys.stderr
    run(["publish", posts, "--out", f"{out}-loaded"])
    begin = time.monotonic()
    run(["publish", posts, "--out", f"{out}-loaded"])
    whole = time.monotonic() - begin
    dice = random.Random(int(seed))
    for _ in range(int(times)):
        child = os.fork()
        if child == 0:
            os._exit(run(["publish", posts, "--out", out]))
        time.sleep(dice.uniform(0, 1.2) * whole)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        sys.__stdout__.write(site_hash(Path(out)) + "\n")
    sys.__stdout__.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
