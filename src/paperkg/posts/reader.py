"""From a path to posts: the order in which the parts of this room work."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

from paperkg.errors import SourceError
from paperkg.model import Link, LinkKind, Post, Problem, Source, Span

from . import dump, folder
from .blocks import scan_blocks
from .clean import show_name
from .draft import Draft, make_draft
from .frontmatter import read_front_matter
from .lines import one_paragraph_per_line
from .rows import find_rows, make_entry
from .targets import Names, Targets


def read_posts(
    path: Path, *, on_problem: Callable[[Problem], None] | None = None
) -> tuple[Post, ...]:
    """Read all posts of a folder, or of a file.

    A folder is read with its sub-folders, one post per file, in code-point order of the paths
    (POSIX separators). Posts are files ending in ``.md``, ``.markdown``, ``.mdown``, ``.mkd``,
    ``.mkdn``, ``.mdx``, ``.qmd``, ``.rmd``, ``.txt`` or ``.text``. No posts are: what is hidden;
    the folders ``_site``, ``_drafts``, ``_includes``, ``_layouts``, ``_data``, ``_build``,
    ``archetypes``, ``node_modules`` and ``__pycache__``; at the top, ``LICENSE``,
    ``CONTRIBUTING``, ``CHANGELOG`` and the like, and ``README`` where there are other posts.
    A text file with lines ``go to post`` is a dump, which gives one post per entry; any other
    text file in a folder is a post only if it begins with a title and holds sentences. A folder
    that holds a site built by paperkg is passed over. A file that is a list of papers with a few
    words on each (a table, a list, sections under linked headings) gives one post per entry,
    numbered from 1.

    Args:
        path: A folder, a dump, or a single post.
        on_problem: Called with every problem, also with those of posts that were read. Left out,
            the first problem that costs a post is raised.

    Raises:
        SourceError: The path cannot be read at all, or (without ``on_problem``) a post cannot.
    """
    report = on_problem or _raise_severe
    path = Path(path)
    if path.is_dir():
        return _read_folder(path, report)
    return _read_file(path, report)[0]


def read_dump(path: Path, *, on_problem: Callable[[Problem], None] | None = None) -> dump.Dump:
    """Read a dump with its header and the places where it was cut.

    Args:
        path: The file.
        on_problem: As for :func:`read_posts`.

    Raises:
        SourceError: As for :func:`read_posts`.
    """
    report = on_problem or _raise_severe
    posts, source = _read_file(Path(path), report)
    if source is None:
        return dump.Dump((), (), ())
    cuts = dump.split_dump(source.text)
    header = cuts[0].end if cuts and cuts[0].reason == "header" and len(cuts) > 1 else 0
    return dump.Dump(posts, dump.header_categories(source.text, header), cuts)


def _raise_severe(problem: Problem) -> None:
    if problem.severe:
        raise SourceError(
            problem.message, path=problem.file, line=problem.line or None, advice=problem.advice
        )


def _read_folder(root: Path, report: Callable[[Problem], None]) -> tuple[Post, ...]:
    drafts: list[Draft] = []
    files = folder.find_files(root, report)
    before = 0
    for found in files:
        is_dump = found.file.lower().endswith(folder.DUMP_SUFFIXES)
        limit = folder.MAX_DUMP_BYTES if is_dump else folder.MAX_POST_BYTES
        source = folder.read_source(found.file, found.path, limit)
        if isinstance(source, Problem):
            report(source)
            continue
        if is_dump and not _is_post(source):
            report(
                Problem(
                    "not-a-post",
                    source.file,
                    0,
                    "is a text without a title and sentences, and was left out",
                    "name it .md if it is a post",
                )
            )
            continue
        front = folder.is_front_page(found.file) and len(files) > 1
        made = _drafts(source, before, _no_report if front else report, dumps=is_dump)
        entries = not is_dump and len(made) > 1
        if front and not entries:
            continue  # it tells of the folder; only a list of papers is more than that
        if made:
            before += 1
        drafts.extend(made)
    targets = Targets(_names(draft) for draft in drafts)
    return tuple(_post(draft, targets) for draft in drafts)


def _no_report(_: Problem) -> None:
    """Keep silent: what is wrong with a file that is no post is nobody's concern."""


def _is_post(source: Source) -> bool:
    """Whether a text file among posts is a dump or a post, not a list or a set of rules."""
    return (
        len(source.text) > folder.MAX_POST_BYTES  # refused later, with a reason
        or dump.has_marker(source.text)
        or bool(read_front_matter(source).fields)
        or folder.is_prose_with_title(source.text)
    )


def _read_file(
    path: Path, report: Callable[[Problem], None]
) -> tuple[tuple[Post, ...], Source | None]:
    try:
        real = os.path.realpath(path, strict=True)
    except OSError as error:
        raise SourceError(
            f"cannot be read: {error.strerror}",
            path=str(path),
            advice="name a folder of posts or a dump",
        ) from error
    name = show_name(unicodedata.normalize("NFC", path.name or Path(real).name))
    source = folder.read_source(name, real, folder.MAX_DUMP_BYTES)
    if isinstance(source, Problem):
        report(source)
        return (), None
    drafts = _drafts(source, 0, report, dumps=True)
    targets = Targets(_names(draft) for draft in drafts)
    return tuple(_post(draft, targets) for draft in drafts), source


def _drafts(
    source: Source, before: int, report: Callable[[Problem], None], *, dumps: bool
) -> list[Draft]:
    """Return the posts of one file: the one of number ``before + 1``, or its entries from 1.

    Entries are numbered in their own file: other files must not change what they are called.
    """
    if dumps and dump.has_marker(source.text):
        return _entries(source, report)
    if len(source.text) > folder.MAX_POST_BYTES:
        report(
            Problem("too-large", source.file, 0, "is over 2 MB", "split it into posts", severe=True)
        )
        return []
    matter = read_front_matter(source)
    plain = source.file.lower().endswith(folder.DUMP_SUFFIXES) and not matter.fields
    titled = None if plain else False
    scan = scan_blocks(source.text, matter.body, len(source.text), titled=titled)
    whole = Span(0, len(source.text))
    draft = make_draft(source, before + 1, whole, scan, matter=matter)
    for problem in draft.problems:
        report(problem)
    rows = find_rows(draft)
    return [make_entry(draft, row, n) for n, row in enumerate(rows, 1)] or [draft]


def _entries(source: Source, report: Callable[[Problem], None]) -> list[Draft]:
    drafts: list[Draft] = []
    per_line = one_paragraph_per_line(source.text.split("\n"))
    for cut in dump.split_dump(source.text):
        if cut.reason == "empty":
            report(
                Problem(
                    "empty-entry",
                    source.file,
                    cut.line,
                    "the marker has no post behind it",
                    "delete the line",
                )
            )
        if not cut.n:
            continue
        if cut.end - cut.body > folder.MAX_POST_BYTES:
            report(
                Problem(
                    "too-large",
                    source.file,
                    cut.line,
                    "the entry is over 2 MB",
                    "split it",
                    severe=True,
                )
            )
            continue
        scan = scan_blocks(source.text, cut.body, cut.end, titled=True, per_line=per_line)
        draft = make_draft(source, cut.n, Span(cut.body, cut.end), scan)
        for problem in draft.problems:
            report(problem)
        drafts.append(draft)
    return drafts


def _names(draft: Draft) -> Names:
    titles = [f.value for f in draft.fields if f.key in {"title", "alias", "aliases"}]
    headings: list[str] = []
    if draft.heading >= 0:
        block = draft.blocks[draft.heading]
        headings.append(draft.source.text[block.start : block.end])
        for link in draft.links:
            if link.start >= block.end:
                break
            if link.start >= block.start and link.kind is not LinkKind.IMAGE:
                headings.append(draft.source.text[link.text_start : link.text_end])
    return Names(draft.source.file, titles, headings)


def _post(draft: Draft, targets: Targets) -> Post:
    text = draft.source.text
    file = draft.source.file
    links: list[Link] = []
    for kind, target, start, end, text_start, text_end in draft.links:
        post = ""
        if kind is LinkKind.POST:
            post = targets.by_address(target, file)
        elif kind is LinkKind.WIKILINK:
            post = targets.by_name(target, file)
        links.append(
            Link(kind, text[text_start:text_end], target, start, end, text_start, text_end, post)
        )
    return Post(
        draft.source,
        draft.n,
        draft.start,
        draft.end,
        draft.heading,
        draft.fields,
        draft.blocks,
        draft.sentences,
        tuple(links),
        draft.problems,
    )
