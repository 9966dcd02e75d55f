"""The process from which those that answer queries are forked: so that a new one is there at once.

It has loaded everything and opened nothing. The server speaks with it through the socket that is
its standard input, see :mod:`paperkg.serve.orders`; an order to start a process comes with the
socket of that process. It is the parent of all of them: only it can tell how they ended, and only
it kills them, as a number may belong to another process as soon as its owner was mourned.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import sys
from collections.abc import Sequence

from paperkg.graph.read import rdf_format
from paperkg.serve import worker
from paperkg.serve.orders import NEWS, ORDER


class Nursery:
    """Starts, kills and mourns processes.

    Args:
        channel: The way to the server.
        recipe: What each process is told: store, base IRI, memory.
    """

    def __init__(self, channel: socket.socket, recipe: tuple[str, str, int]) -> None:
        self._channel = channel
        self._recipe = recipe
        self._alive: set[int] = set()

    def run(self) -> None:
        """Do what the server says, until it ends."""
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._channel, selectors.EVENT_READ)
            selector.register(ours, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is ours:
                        ours.recv(4096)
                        self._mourn()
                    else:
                        self._obey()

    def _obey(self) -> None:
        message, descriptors, _, _ = socket.recv_fds(self._channel, ORDER.size, 1)
        if len(message) < ORDER.size:
            os._exit(0)  # the server has ended; so will those that were forked here
        kind, pid = ORDER.unpack(message)
        if kind == b"K" and pid in self._alive:
            os.kill(pid, signal.SIGKILL)
        elif kind == b"S":
            with socket.socket(fileno=descriptors[0]) as stream:
                pid = os.fork()
                if pid == 0:
                    self._become_worker(stream)
            self._alive.add(pid)
            self._channel.sendall(NEWS.pack(b"S", pid, 0))

    def _become_worker(self, stream: socket.socket) -> None:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._channel.close()
            os.close(0)
            worker.die_with(os.getppid())
            worker.run(stream, *self._recipe)
            code = 0
        finally:
            os._exit(code)

    def _mourn(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self._alive.discard(pid)
                code = os.waitstatus_to_exitcode(status)
                self._channel.sendall(NEWS.pack(b"E", pid, code))


def main(arguments: Sequence[str]) -> None:
    """Run until the server ends.

    Args:
        arguments: Folder of the store, base IRI of the dataset, memory in bytes, process id of
            the server.
    """
    folder, base, memory, parent = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    worker.die_with(int(parent), watched=False)
    rdf_format(".nq")  # loads Oxigraph, once for all
    Nursery(socket.socket(fileno=os.dup(0)), (folder, base, int(memory))).run()


if __name__ == "__main__":
    main(sys.argv[1:])
