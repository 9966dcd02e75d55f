"""Reads posts, whatever their dialect, and keeps the place of everything in them."""

from .dump import Cut, Dump, split_dump
from .reader import read_dump, read_posts
from .sentences import split_sentences

__all__ = ["Cut", "Dump", "read_dump", "read_posts", "split_dump", "split_sentences"]
