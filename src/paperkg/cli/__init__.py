"""The command line: words to calls, errors to exit codes, data to stdout."""

from paperkg.cli.app import run

__all__ = ["run"]
