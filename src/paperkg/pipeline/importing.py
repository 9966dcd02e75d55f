"""Cuts a raw dump into one Markdown file per entry, so that nothing is lost.

Beside the files stands ``import.json``, which says where the dump was cut, why, and what was added
to make each piece Markdown (a ``#`` before the title, a blank line between lines that a dump writes
as paragraphs of their own). :func:`restore_dump` takes all that back and returns the dump.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from paperkg.errors import PublishError, SourceError
from paperkg.posts import split_dump
from paperkg.resolve import slug

MANIFEST = "import.json"
_LARGEST = 64 << 20  # bytes, as for reading a dump
_MOST_ENTRIES = 20_000
_FENCE = re.compile(r"\s*(```|~~~)")
_KEEP_TOGETHER = re.compile(r"\s*(?:[-*+|>]|\d+[.)]|\s)")


def import_dump(dump: Path, folder: Path) -> list[str]:
    """Cut a dump into Markdown files in a new folder.

    Args:
        dump: The file, UTF-8.
        folder: A folder that does not exist yet, or is empty.

    Returns:
        One line per piece: where it was cut, why, and what became of it.

    Raises:
        SourceError: If the dump cannot be read.
        PublishError: If the folder is not empty or cannot be written.
    """
    text = _read(dump)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError("holds a NUL, so it is no text", path=str(dump), line=line)
    cuts = split_dump(text)
    if not any(cut.n for cut in cuts):
        raise SourceError(
            "has no line 'go to post' with an entry behind it",
            path=str(dump),
            advice="a dump has such a line before every entry",
        )
    count = max(cut.n for cut in cuts)
    if count > _MOST_ENTRIES:
        raise SourceError(
            f"has {count} entries, more than {_MOST_ENTRIES}",
            path=str(dump),
            advice="cut it into several dumps first",
        )
    width = len(str(max(cut.n for cut in cuts)))
    entries: list[dict[str, Any]] = []
    files: dict[str, str] = {}
    lines = []
    for cut in cuts:
        piece = text[cut.start : cut.end]
        entry: dict[str, Any] = {"line": cut.line, "reason": cut.reason}
        if cut.n:
            name = f"{cut.n:0{width}}-{slug(cut.title)}.md"
            before, body = _title_first(piece, cut.body - cut.start)
            content, added = _with_blank_lines(body)
            entry |= {"file": name, "before": before, "added_lines": added}
            files[name] = "# " + content
            lines.append(f"{dump}:{cut.line}: entry {cut.n} → {folder / name}")
        else:
            entry["text"] = piece
            kind = "header" if cut.reason == "header" else "marker with nothing behind it"
            lines.append(f"{dump}:{cut.line}: {kind}, kept in {folder / MANIFEST}")
        entries.append(entry)
    manifest = {
        "dump": dump.name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "pieces": entries,
    }
    files[MANIFEST] = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    _write(folder, files)
    return lines


def restore_dump(folder: Path) -> str:
    """Return the text of the dump a folder was imported from.

    Raises:
        SourceError: If the manifest is missing, or a file was edited since.
    """
    try:
        manifest = json.loads(_read(folder / MANIFEST))
        parts = []
        for piece in manifest["pieces"]:
            if "file" not in piece:
                parts.append(piece["text"])
                continue
            lines = _read(folder / piece["file"]).removeprefix("# ").split("\n")
            for number in reversed(piece["added_lines"]):
                del lines[number]
            parts.append(piece["before"] + "\n".join(lines))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise SourceError("is not a manifest of ours", path=str(folder / MANIFEST)) from error
    text = "".join(parts)
    if hashlib.sha256(text.encode()).hexdigest() != manifest["sha256"]:
        raise SourceError("files were edited since the import", path=str(folder))
    return text


def _title_first(piece: str, body: int) -> tuple[str, str]:
    """Split a piece into what stands before its title and the rest."""
    rest = piece[body:]
    start = body + len(rest) - len(rest.lstrip())
    return piece[:start], piece[start:]


def _with_blank_lines(body: str) -> tuple[str, list[int]]:
    """Put a blank line between lines that are paragraphs; return the places of those added.

    Fenced code, mathematics, lists, tables and quotes stay as they are.
    """
    result: list[str] = []
    added: list[int] = []
    fenced = mathematics = False
    for line in body.split("\n"):
        plain = not (fenced or mathematics or _KEEP_TOGETHER.match(line) or not line.strip())
        edge = bool(_FENCE.match(line)) or line.strip() in {"\\[", "$$"}
        previous = result[-1] if result else ""
        if result and previous.strip() and (plain or edge) and not (fenced or mathematics):
            added.append(len(result))
            result.append("")
        result.append(line)
        if _FENCE.match(line):
            fenced = not fenced
        elif line.strip() == "\\[" or (line.strip() == "$$" and not mathematics):
            mathematics = True
        elif line.strip() in {"\\]", "$$"}:
            mathematics = False
    return "\n".join(result), added


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError(
                f"is larger than {_LARGEST >> 20} MB",
                path=str(path),
                advice="cut it into several dumps first",
            )
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8", path=str(path), advice="convert it first") from error


def _write(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise PublishError("is not empty", path=str(folder), advice="name a new folder")
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
    except OSError as error:
        raise PublishError(
            f"cannot be written ({error.strerror})", path=str(error.filename or folder)
        ) from error
