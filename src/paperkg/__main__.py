"""Entry point of the ``paperkg`` command and of ``python -m paperkg``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from paperkg.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
