"""What a requirement is, and what a check of it found."""

from __future__ import annotations

from collections.abc import Callable, Generator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from paperkg.check.site import Site

Faults: TypeAlias = Generator[str, None, str]
"""Yields what is wrong, one line each; returns what was looked at, with numbers."""

Check: TypeAlias = "Callable[[Site], Faults]"

_SHOWN = 5


class Outcome(StrEnum):
    """How a requirement came out."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not applicable"


class NotApplicable(Exception):  # noqa: N818 - no error: it ends a check that has nothing to look at
    """A requirement has nothing to say of this site; says why, and what would change that."""


def needs_sidecars(site: Site) -> None:
    """End a check that looks at the RDF files of single resources where none are wanted."""
    if not site.sidecars:
        raise NotApplicable("published with sidecars = none: only the dumps hold all")


class Requirement(NamedTuple):
    """A best practice of publishing linked data that a program can check.

    Attributes:
        number: Its number, from 1; the order of the table.
        title: What must hold.
        source: Where that is asked for.
        command: A command line that shows the same without paperkg, run in the site's folder, or
            the paperkg command if there is none.
        check: Looks at a site.
        theirs: Whether posts or settings can break it, and not only a fault of paperkg: then it
            does not stop a build.
        deep: Whether it reads every file and is left to ``paperkg check`` where time is short; in
            ``publish`` it looks at a part.
    """

    number: int
    title: str
    source: str
    command: str
    check: Check
    deep: bool = False
    theirs: bool = False


class Result(NamedTuple):
    """What was found for one requirement.

    Attributes:
        requirement: Which.
        outcome: How it came out.
        counted: What was looked at, with numbers; or why nothing was.
        violations: How many faults there were.
        offenders: The first of them.
    """

    requirement: Requirement
    outcome: Outcome
    counted: str
    violations: int = 0
    offenders: tuple[str, ...] = ()


_REQUIREMENTS: dict[int, Requirement] = {}


def requirement(
    number: int,
    title: str,
    source: str,
    command: str,
    *,
    deep: bool = False,
    theirs: bool = False,
) -> Callable[[Check], Check]:
    """Enter a check into the table of requirements."""

    def enter(check: Check) -> Check:
        assert number not in _REQUIREMENTS, f"requirement {number} is checked twice"
        _REQUIREMENTS[number] = Requirement(number, title, source, command, check, deep, theirs)
        return check

    return enter


def entered() -> tuple[Requirement, ...]:
    """Return all requirements that were entered, by number."""
    return tuple(_REQUIREMENTS[number] for number in sorted(_REQUIREMENTS))


def run(one: Requirement, site: Site) -> Result:
    """Check one requirement."""
    offenders: list[str] = []
    violations = 0
    faults = one.check(site)
    try:
        while True:
            fault = next(faults)
            violations += 1
            if len(offenders) < _SHOWN:
                offenders.append(fault)
    except StopIteration as end:
        counted = str(end.value)
    except NotApplicable as reason:
        return Result(one, Outcome.NOT_APPLICABLE, str(reason))
    outcome = Outcome.FAILED if violations else Outcome.PASSED
    return Result(one, outcome, counted, violations, tuple(offenders))
