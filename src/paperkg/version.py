"""The version, in a place every room may look at."""

__version__ = "0.1.0"
