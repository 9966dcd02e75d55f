"""Reads posts, whatever their dialect, and keeps the place of everything in them.

:func:`read_posts` reads a folder, a dump or a single post; :func:`read_dump` also tells what a
dump's header says and where it was cut; :func:`split_dump` only cuts a text. Texts are never
changed but for their line ends, so that every offset points into what the author wrote.

Codes of :class:`paperkg.model.Problem` from here. The post was left out: ``bad-path``,
``changed``, ``empty``, ``not-a-file``, ``not-utf8``, ``nul``, ``same-path``, ``symlink``,
``too-deep``, ``too-large``, ``too-many-files``, ``unreadable``, ``vanished``. The post was read
all the same: ``case-twin``, ``empty-entry``, ``folder-named-like-post``, ``front-matter-broken``,
``front-matter-cut``, ``front-matter-duplicate-key``, ``front-matter-not-mapping``,
``front-matter-open``, ``post-cut``. A text file of a folder was taken for something other than a
post: ``not-a-post``.
"""

from .dump import Cut, Dump, split_dump
from .reader import read_dump, read_posts
from .sentences import split_sentences

__all__ = ["Cut", "Dump", "read_dump", "read_posts", "split_dump", "split_sentences"]
