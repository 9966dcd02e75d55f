"""Says what a server would answer that follows a file of rules, without a server."""

from __future__ import annotations

from collections.abc import Callable

from paperkg.redirects.answer import Answer
from paperkg.redirects.read_apache import answer_apache
from paperkg.redirects.read_hosts import answer_hosts
from paperkg.redirects.read_nginx import answer_nginx

__all__ = ["Answer", "evaluate"]


def evaluate(
    kind: str,
    text: str,
    path: str,
    accept: str = "",
    *,
    exists: Callable[[str], bool] = lambda _: False,
) -> Answer:
    """Return what the rules of a file lead to.

    Only what :mod:`paperkg.redirects` writes is understood.

    Args:
        kind: ``apache`` (a ``.htaccess``), ``nginx`` or ``hosts`` (a ``_redirects``).
        text: The file.
        path: For ``apache`` the address below the folder of the file, without a slash in front;
            for the others the path of the address, with one.
        accept: The header, or empty if the client sends none.
        exists: Whether the site has a file of this path (as for ``path``).

    Raises:
        ValueError: The file holds something else.
    """
    match kind:
        case "apache":
            return answer_apache(text, path, accept)
        case "nginx":
            return answer_nginx(text, path, accept)
        case "hosts":
            return answer_hosts(text, path, exists)
        case _:
            raise ValueError(f"{kind!r} is no kind of rules; use apache, nginx or hosts")
