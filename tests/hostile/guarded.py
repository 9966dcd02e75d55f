"""Runs the command line and writes down whatever it does that it should not.

    python guarded.py REPORT SANDBOX WORD...

Opened for writing outside of SANDBOX, anything opened in SANDBOX/outside, any use of the network,
any other program: a line each in REPORT.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NETWORK = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "urllib.Request",
)
# No os.fork: readers are spread over the cores, each under this same guard.
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "pty.spawn")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main(report: str, sandbox: str, *words: str) -> int:
    """Run the words as a command under guard and return its exit code."""
    seen: list[str] = []
    outside = os.path.join(sandbox, "outside")  # noqa: PTH118

    def guard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if not isinstance(path, (str, bytes)):
                return
            full = os.path.realpath(os.fsdecode(path))
            writes = isinstance(flags, int) and flags & _WRITING
            writes = writes or (isinstance(mode, str) and any(c in mode for c in "wax+"))
            if full.startswith(outside):
                seen.append(f"opened {full}")
            elif writes and not full.startswith((sandbox, "/dev/null")):
                seen.append(f"wrote {full}")
        elif event in _NETWORK or event in _PROGRAMS:
            seen.append(f"{event} {arguments!r}"[:300])

    from paperkg.cli import run

    sys.dont_write_bytecode = True
    sys.addaudithook(guard)
    code = run(words)
    Path(report).write_text("".join(f"{line}\n" for line in seen), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
