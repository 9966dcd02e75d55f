"""Reads a curation file: a list of decisions, one line each.

See :data:`FORMAT`. Names are found whatever their case, hyphens and spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from paperkg.errors import FrontMatterError, SourceError
from paperkg.model import Decision, Problem, Relation, Verdict

FILE_NAME = "curation.yaml"

FORMAT = """\
# curation.yaml, beside paperkg.toml or among the posts
- accept: {subject: T5, relation: extends, object: Transformer}   # adds it if no post says it
- reject: {subject: RoBERTa, relation: uses, object: ALBERT, because: "it contrasts them"}
- retype: {subject: DistilBERT, relation: variant_of, object: BERT, as: extends}
- alias: {work: BERT, name: bert-base}
- merge: {works: [ALBERT, "A Lite BERT"]}           # the first one keeps its address
- unmerge: {work: CenterNet, posts: [a.md, b.md]}   # each of these posts is set apart
- correct: {work: RoBERTa, field: year, value: 2019}
- accept: {concept: spatial cross-attention}        # likewise reject, and alias with a name
# any of them may say who, when and why: by: Ada, date: 2024-05-01, because: "..."
# relations: extends uses variant_of component builds_on compares_with critiques influenced mentions
# fields: title short_name year authors venue arxiv doi url
"""

MAX_BYTES = 4 * 1024 * 1024
_ABOUT = ("by", "date", "because")
_CLAIM = ("subject", "relation", "object", "post")
_KEYS: dict[Verdict, tuple[str, ...]] = {
    Verdict.ACCEPT: (*_CLAIM, "concept"),
    Verdict.REJECT: (*_CLAIM, "concept", "work"),
    Verdict.RETYPE: (*_CLAIM, "as"),
    Verdict.ALIAS: ("work", "concept", "name"),
    Verdict.MERGE: ("works",),
    Verdict.UNMERGE: ("work", "posts"),
    Verdict.CORRECT: ("work", "field", "value"),
}
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "year": (re.compile(r"(1[89]|20)\d\d", re.ASCII), "a year of four digits"),
    "arxiv": (
        re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7}", re.ASCII),
        "an arXiv id without version, such as 1810.04805",
    ),
    "doi": (re.compile(r"10\.\d{4,9}/\S+", re.ASCII), "a DOI, such as 10.1000/182"),
    "url": (re.compile(r"https?://[^\s<>\"{}|\\^`]+"), "a web address"),
}
_FIELDS = ("title", "short_name", "year", "authors", "venue", "arxiv", "doi", "url")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

OnProblem = Callable[[Problem], None]


class _FaultError(Exception):
    """What is wrong with an entry, and what to do."""


def read_decisions(
    path: Path, *, name: str = FILE_NAME, on_problem: OnProblem
) -> tuple[Decision, ...]:
    """Read the decisions of a file, in order; a file that is not there has none.

    Args:
        path: The file.
        name: How decisions and problems call it: its path relative to the posts' root.
        on_problem: Called with every entry that cannot be understood; the others count.

    Raises:
        SourceError: The file cannot be read at all, or is not a list in YAML.
    """
    if not path.is_file():
        return ()
    from paperkg import yamlfile

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            "cannot be read", path=str(path), advice="save it as plain UTF-8 text"
        ) from error
    entries = yamlfile.parse_list(text, path=str(path), what="the list", max_bytes=MAX_BYTES)
    decisions: list[Decision] = []
    for entry in entries.items:
        line = yamlfile.line_of(entry, text)
        try:
            value = yamlfile.plain_value(entry, text, path=str(path))
            decisions.append(_decision(value, name, line))
        except _FaultError as fault:
            what, advice = fault.args
            on_problem(Problem("curation-broken", name, line, what, advice))
        except FrontMatterError as fault:
            on_problem(Problem("curation-broken", name, line, fault.message, fault.advice))
    return tuple(decisions)


def _decision(entry: object, file: str, line: int) -> Decision:
    if not isinstance(entry, Mapping):
        raise _FaultError(
            "this is no decision", "write it like - reject: {subject: A, relation: uses, object: B}"
        )
    verbs = [key for key in entry if key not in _ABOUT]
    if len(verbs) != 1 or verbs[0] not in set(Verdict):
        wrong = next((key for key in verbs if key not in set(Verdict)), "")
        what = f"{wrong!r} is no decision" if wrong else "an entry must hold one decision"
        raise _FaultError(what, _near(wrong, tuple(Verdict)))
    verdict = Verdict(verbs[0])
    body = entry[verdict.value]
    if not isinstance(body, Mapping):
        raise _FaultError(f"{verdict} says nothing", f"give it {', '.join(_KEYS[verdict])}")
    fields = {**{key: entry[key] for key in _ABOUT if key in entry}, **body}
    for key in fields:
        if key not in _KEYS[verdict] and key not in _ABOUT:
            raise _FaultError(f"{verdict} has no {key!r}", _near(key, (*_KEYS[verdict], *_ABOUT)))
    reader = _Fields(verdict, fields)
    decision = Decision(
        verdict,
        file,
        line,
        by=reader.text("by"),
        date=_date(reader.text("date")),
        because=reader.text("because"),
        **_BODIES[verdict](reader),
    )
    return _forward(decision)


class _Fields:
    """The fields of an entry, as text."""

    def __init__(self, verdict: Verdict, fields: Mapping[str, object]) -> None:
        self.verdict = verdict
        self.fields = fields

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self.fields.get(key)
        if isinstance(value, (list, dict, bool)):
            raise _FaultError(f"{key!r} must be one text", "put quotes around it")
        found = "" if value is None else " ".join(str(value).split())
        if needed and not found:
            raise _FaultError(f"{self.verdict} has no {key!r}", f"add {key}: ...")
        if _CONTROLS.search(found):
            raise _FaultError(f"{key!r} holds control characters", "leave them out")
        return found

    def texts(self, key: str, least: int) -> tuple[str, ...]:
        value = self.fields.get(key)
        items = value if isinstance(value, list) else [value]
        found = tuple(
            dict.fromkeys(_Fields(self.verdict, {key: i}).text(key) for i in items if i is not None)
        )
        if len(found) < least or "" in found:
            raise _FaultError(
                f"{key!r} needs {least} or more names", f"write it like {key}: [one, other]"
            )
        return found

    def relation(self, key: str, *, needed: bool) -> Relation | None:
        name = self.text(key, needed=needed).replace("-", "_").lower()
        if not name:
            return None
        if name not in set(Relation):
            raise _FaultError(f"{name!r} is no relation", _near(name, tuple(Relation)))
        return Relation(name)


def _claim(fields: _Fields) -> dict[str, Any]:
    if "concept" in fields.fields:
        if any(key in fields.fields for key in _CLAIM):
            raise _FaultError("a claim and a concept in one decision", "make it two")
        return {"concept": fields.text("concept", needed=True), "work": fields.text("work")}
    if "work" in fields.fields:
        raise _FaultError("'work' goes with a concept only", "use subject and object for a claim")
    needed = fields.verdict is not Verdict.REJECT
    return {
        "subject": fields.text("subject", needed=True),
        "relation": fields.relation("relation", needed=needed),
        "object": fields.text("object", needed=True),
        "post": fields.text("post"),
    }


def _retype(fields: _Fields) -> dict[str, Any]:
    new = fields.relation("as", needed=True)
    if new is Relation.INFLUENCED:
        raise _FaultError("a claim cannot become 'influenced'", "reject it, and accept the other")
    return {**_claim(fields), "new_relation": new}


def _alias(fields: _Fields) -> dict[str, Any]:
    if ("work" in fields.fields) == ("concept" in fields.fields):
        raise _FaultError("alias needs a work or a concept", "add work: ...")
    key = "work" if "work" in fields.fields else "concept"
    return {key: fields.text(key, needed=True), "name": fields.text("name", needed=True)}


def _merge(fields: _Fields) -> dict[str, Any]:
    return {"names": fields.texts("works", 2)}


def _unmerge(fields: _Fields) -> dict[str, Any]:
    return {"work": fields.text("work", needed=True), "posts": fields.texts("posts", 1)}


def _correct(fields: _Fields) -> dict[str, Any]:
    field = fields.text("field", needed=True)
    if field not in _FIELDS:
        raise _FaultError(f"{field!r} cannot be corrected", _near(field, _FIELDS))
    if field == "authors":
        values = fields.texts("value", 1)
    else:
        values = (fields.text("value", needed=True),)
        form, what = _FORMS.get(field, (None, ""))
        if form is not None and not form.fullmatch(values[0]):
            raise _FaultError(f"{values[0]!r} is not {what}", "correct the value")
    return {"work": fields.text("work", needed=True), "field": field, "values": values}


_BODIES: dict[Verdict, Callable[[_Fields], dict[str, Any]]] = {
    Verdict.ACCEPT: _claim,
    Verdict.REJECT: _claim,
    Verdict.RETYPE: _retype,
    Verdict.ALIAS: _alias,
    Verdict.MERGE: _merge,
    Verdict.UNMERGE: _unmerge,
    Verdict.CORRECT: _correct,
}


def _forward(decision: Decision) -> Decision:
    """Turn "A influenced B" into "B builds on A", as the catalog does."""
    if decision.relation is not Relation.INFLUENCED:
        return decision
    return replace(
        decision,
        subject=decision.object,
        relation=Relation.BUILDS_ON,
        object=decision.subject,
    )


def _date(text: str) -> str:
    if not text:
        return ""
    try:
        if len(text) == len("2024-05-01"):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise _FaultError(f"{text!r} is not a date", "write it like 2024-05-01")


def _near(word: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(word, [str(k) for k in known], 1)
    return f"did you mean {near[0]}?" if near else f"use one of {', '.join(map(str, known))}"
