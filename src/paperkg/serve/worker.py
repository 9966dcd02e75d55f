"""The process in which queries run: one at a time, until it is killed.

It opens the store and then gives up whatever it does not need: it cannot open a file or a
connection any more (so that ``SERVICE`` and ``LOAD`` could reach nothing even if the guard let them
pass), its memory is limited and it leaves no core behind. It speaks with the server through a
socket: frames of two lengths, a head in JSON and a body.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import resource
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from paperkg.errors import PaperkgError, QueryError
from paperkg.store import Answer, Graph, Store, Table, inspect, open_store, render_answer
from paperkg.vocab import Iris

LENGTHS = struct.Struct("!II")
"""Before each frame: length of its head and of its body, in bytes."""

NOTE = "the answer was cut off after {} {}: ask for less, or page with LIMIT and OFFSET"
_COLUMN = re.compile(r" \(column (\d+)\)")
_PR_SET_PDEATHSIG = 1
_BLOCK = 1 << 20


def answer(store: Store, task: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer one query.

    Args:
        store: Whom to ask.
        task: ``query``; ``table`` and ``graph``, the formats in which answers of each kind are
            wanted (``None``: in none that there is); ``rows`` and ``size``, how much is allowed;
            ``default`` and ``named``, the graphs to ask, or ``None``.

    Returns:
        Head and body. The head has the HTTP ``status``, whether the body is a ``graph``, and
        whether it was ``cut``.
    """
    try:
        shape = inspect(task["query"])
        is_graph = shape.form in ("construct", "describe")
        form = task["graph" if is_graph else "table"]
        if form is None:
            return {"status": 406, "graph": is_graph}, b""
        found = store.query(
            task["query"],
            max_rows=task["rows"],
            default_graphs=task["default"],
            named_graphs=task["named"],
            shape=shape,
        )
        text, cut = write_answer(found, form, task["rows"])
        body = text.encode("utf-8", "replace")
        if len(body) > task["size"]:
            return {"status": 503}, b"the answer is too large; ask for less, or page with LIMIT\n"
    except QueryError as error:
        return {"status": 400}, _told(error).encode()
    except (PaperkgError, MemoryError, RecursionError) as error:
        said = str(error) or "the query needs too much memory"
        return {"status": 503}, f"{said}\n".encode()
    return {"status": 200, "graph": is_graph, "cut": cut}, body


def _told(error: QueryError) -> str:
    """Return what is wrong with a query in a line, its place first, as Oxigraph's server has it."""
    said = str(error)
    column = _COLUMN.search(said)
    if error.line and column:
        said = said.replace(column[0], "", 1)
        return f"error at {error.line}:{column[1]}: {said}\n"
    return f"line {error.line}: {said}\n" if error.line else f"{said}\n"


def write_answer(found: Answer, form: str, rows: int) -> tuple[str, bool]:
    """Write an answer in a format; one that was cut off says so where the format has room for it.

    Args:
        found: The answer.
        form: ``json``, ``xml``, ``csv``, ``tsv`` or, for graphs, ``ttl``, ``nt``, ``jsonld`` and
            ``rdf``.
        rows: How much was asked for.

    Returns:
        The text, and whether something is missing from it.
    """
    cut = isinstance(found, (Table, Graph)) and found.truncated
    if isinstance(found, Graph):
        from paperkg.graph import serialize

        text = "".join(serialize(found.quads, f".{form}", full=True))
        note = NOTE.format(rows, "triples")
        if cut and form == "ttl":  # N-Triples are read line by line, often by those who know no #
            text = f"# {note}\n{text}"
        elif cut and form == "rdf":
            text += f"<!-- {note} -->\n"
        return text, cut
    text = render_answer(found, form)
    note = NOTE.format(rows, "rows")
    if cut and form == "json":
        text = text.replace("{", f'{{\n"note": {json.dumps(note)},', 1)
    elif cut and form == "xml":
        text += f"<!-- {note} -->\n"
    return text, cut


def _give_up_rights(memory: int) -> None:
    """Leave nothing to a query but memory and the processor."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def die_with(parent: int, *, watched: bool = True) -> None:
    """End this process when its parent ends, however it does.

    Args:
        parent: Its process id.
        watched: Whether a thread looks, too; not every system tells a process of its parent's end.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    if not watched:
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read(stream: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = stream.recv(min(size, _BLOCK))
        if not part:
            sys.exit(0)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _write(stream: socket.socket, head: Mapping[str, Any], body: bytes = b"") -> None:
    data = json.dumps(head).encode()
    stream.sendall(LENGTHS.pack(len(data), len(body)) + data + body)


def run(stream: socket.socket, folder: str, base: str, memory: int) -> None:
    """Answer queries until the server closes the socket.

    Args:
        stream: The way to the server.
        folder: The store.
        base: Base IRI of the dataset.
        memory: Address space that this process may have, in bytes.
    """
    try:
        store = open_store(Path(folder), prefixes=Iris(base).prefixes)
        # one of each, so that everything is loaded before no file can be opened any more
        for query in ("ASK {}", "SELECT * {} LIMIT 1", "CONSTRUCT {?s ?p ?o} {?s ?p ?o} LIMIT 1"):
            found = store.query(query, max_rows=1)
            forms = ("ttl", "nt", "jsonld", "rdf") if isinstance(found, Graph) else ("json", "xml")
            for form in forms:
                write_answer(found, form, 1)
        _give_up_rights(memory)
    except (PaperkgError, OSError, ValueError) as error:
        _write(stream, {"ready": False, "error": str(error)})
        return
    _write(stream, {"ready": True})
    while True:
        head, body = LENGTHS.unpack(_read(stream, LENGTHS.size))
        task = json.loads(_read(stream, head + body))
        _write(stream, *answer(store, task))
