"""Every error paperkg raises on purpose.

::

    PaperkgError
    ├── ConfigError          .path .key
    ├── SourceError          .path .line
    │   └── FrontMatterError
    ├── ExtractionError      .rule .post
    ├── VocabularyError      .term
    ├── GraphError           .path .line
    ├── NameNotFoundError    .name .suggestions
    ├── StoreError           .endpoint
    │   ├── QueryError       .query .line
    │   └── EndpointError    .status .retryable .sent .retry_after
    ├── PublishError         .path
    │   └── BusyError        .pid
    └── ServeError           .address

Every message says what is wrong and what to do; :meth:`PaperkgError.where` gives the place as
``file:line`` when there is one. Nothing else may cross the door of a room.
"""

from __future__ import annotations


class PaperkgError(Exception):
    """Base of all errors raised on purpose.

    Args:
        message: What is wrong, in one line.
        advice: What the user can do about it, in one line; may be empty.
    """

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def where(self) -> str:
        """Return the place of the fault as ``file:line``, or an empty string."""
        return ""

    def __str__(self) -> str:
        """Return ``where: what; what to do``, leaving out the parts that are empty."""
        place = self.where()
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}; {self.advice}" if self.advice else text


class _PlacedError(PaperkgError):
    def __init__(
        self, message: str, *, path: str = "", line: int | None = None, advice: str = ""
    ) -> None:
        super().__init__(message, advice=advice)
        self.path = path
        self.line = line

    def where(self) -> str:
        if self.path and self.line is not None:
            return f"{self.path}:{self.line}"
        return self.path


class ConfigError(PaperkgError):
    """A setting is missing, unknown or of the wrong type."""

    def __init__(self, message: str, *, path: str = "", key: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.path = path
        self.key = key

    def where(self) -> str:
        """Return the settings file and, where known, the key."""
        return f"{self.path}: {self.key}" if self.path and self.key else self.path or self.key


class SourceError(_PlacedError):
    """A post or a data file cannot be read."""


class FrontMatterError(SourceError):
    """The front matter of a post is broken, too large or of the wrong shape."""


class ExtractionError(PaperkgError):
    """A rule failed on a post; chained from the rule's own exception."""

    def __init__(self, message: str, *, rule: str = "", post: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.rule = rule
        self.post = post

    def where(self) -> str:
        """Return the post on which the rule failed."""
        return self.post


class VocabularyError(PaperkgError):
    """A term is not declared, or no IRI can be minted from a key."""

    def __init__(self, message: str, *, term: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.term = term


class GraphError(_PlacedError):
    """An RDF file cannot be read or written."""


class NameNotFoundError(PaperkgError):
    """No resource has this name; ``suggestions`` holds near names, best first."""

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        near = f"did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"nothing is called {name!r}", advice=near or "try `paperkg search`")
        self.name = name
        self.suggestions = suggestions


class StoreError(PaperkgError):
    """A triple store cannot be opened, asked or filled."""

    def __init__(self, message: str, *, endpoint: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.endpoint = endpoint

    def where(self) -> str:
        """Return the endpoint's address, or an empty string for the local store."""
        return self.endpoint


class QueryError(StoreError):
    """A SPARQL query is wrong or was refused."""

    def __init__(
        self,
        message: str,
        *,
        query: str = "",
        line: int | None = None,
        endpoint: str = "",
        advice: str = "",
    ) -> None:
        super().__init__(message, endpoint=endpoint, advice=advice)
        self.query = query
        self.line = line


class EndpointError(StoreError):
    """A remote endpoint did not answer, or not with what it should.

    ``sent`` is false if no connection came about, so that nothing can have been done;
    ``retry_after`` is the number of seconds that the endpoint asks to wait, or ``None``.
    """

    def __init__(
        self,
        message: str,
        *,
        endpoint: str = "",
        status: int | None = None,
        retryable: bool = False,
        sent: bool = True,
        retry_after: int | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(message, endpoint=endpoint, advice=advice)
        self.status = status
        self.retryable = retryable
        self.sent = sent
        self.retry_after = retry_after


class PublishError(PaperkgError):
    """The site cannot be written; what was published before is untouched."""

    def __init__(self, message: str, *, path: str = "", advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.path = path

    def where(self) -> str:
        """Return the page or folder that could not be written."""
        return self.path


class BusyError(PublishError):
    """Another build holds the lock of the output folder."""

    def __init__(self, pid: int, *, path: str = "") -> None:
        super().__init__(
            f"another build (pid {pid}) is running", path=path, advice="wait for it to end"
        )
        self.pid = pid


class ServeError(PaperkgError):
    """The server cannot listen where it should."""

    def __init__(self, message: str, address: str = "", *, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.address = address

    def where(self) -> str:
        """Return the address at which it should listen."""
        return self.address
