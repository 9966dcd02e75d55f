"""Asks other people's servers whether the links of a site are alive: politely, and seldom."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from paperkg.errors import EndpointError

if TYPE_CHECKING:
    from paperkg.check import Site

DAYS = 30
"""How long an answer is believed."""
PAUSE = 3.0
"""Seconds between two requests to one host, as arXiv's terms of use ask for."""
_TIMEOUT = 20.0

Ask = Callable[[str], str]


class LinkAsker:
    """Asks for every address that a site links to, and remembers the answers.

    The answers lie in a file of their own, each with its day; no output but that of
    ``paperkg check --links`` depends on them.
    """

    def __init__(
        self,
        cache: Path,
        ask: Ask | None = None,
        *,
        today: dt.date | None = None,
        pause: float | None = None,
    ) -> None:
        """Remember where answers are kept.

        Args:
            cache: A JSON file; need not exist.
            ask: Says what is wrong with an address, as ``store.alive.dead`` does.
            today: The day that answers are dated with; that of the clock (UTC) unless told.
            pause: Seconds between two requests to one host; ``PAUSE`` unless told.
        """
        self._cache = cache
        self._ask = ask or _dead
        self._today = today or dt.datetime.now(tz=dt.UTC).date()
        self._pause = PAUSE if pause is None else pause
        self._last: dict[str, float] = {}
        self._silent: dict[str, str] = {}

    def links(self, site: Site) -> Iterator[str]:
        """Yield a line for each address: what is wrong with it, or empty."""
        from paperkg.check.links import outward

        known = self._load()
        try:
            for address, subject in outward(site):
                answer = known.get(address)
                if answer is None or not self._fresh(answer):
                    try:
                        answer = {"day": self._today.isoformat(), "fault": self._polite(address)}
                    except EndpointError as error:
                        # Of today, not of the address: asked again next time.
                        yield f"{address}, linked from {subject}: {error.message}"
                        continue
                    known[address] = answer
                fault = answer["fault"]
                yield (
                    f"{address}, linked from {subject}: {fault} ({answer['day']})" if fault else ""
                )
        finally:
            self._save(known)

    def _polite(self, address: str) -> str:
        host = urlsplit(address).netloc
        if host in self._silent:
            raise EndpointError(self._silent[host])
        if host in self._last:
            time.sleep(max(0.0, self._last[host] + self._pause - time.monotonic()))
        try:
            return self._ask(address)
        except EndpointError as error:
            self._silent[host] = error.message
            raise
        finally:
            self._last[host] = time.monotonic()

    def _fresh(self, answer: dict[str, str]) -> bool:
        try:
            age = self._today - dt.date.fromisoformat(answer["day"])
        except ValueError:
            return False
        return 0 <= age.days < DAYS

    def _load(self) -> dict[str, dict[str, str]]:
        try:
            found: Any = json.loads(self._cache.read_bytes())
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            address: {"day": answer["day"], "fault": answer["fault"]}
            for address, answer in found.items()
            if isinstance(answer, dict)
            and isinstance(answer.get("day"), str)
            and isinstance(answer.get("fault"), str)
        }

    def _save(self, known: dict[str, dict[str, str]]) -> None:
        text = json.dumps(dict(sorted(known.items())), indent=1, ensure_ascii=False)
        try:
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            self._cache.write_text(text + "\n", encoding="utf-8")
        except OSError:
            return  # only time is lost: they are asked again


def _dead(address: str) -> str:
    from paperkg.store.alive import dead

    return dead(address, timeout=_TIMEOUT)
