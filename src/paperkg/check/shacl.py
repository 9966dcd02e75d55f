"""SHACL, as far as the shapes of paperkg go: in memory, over facts that are there already.

Of SHACL Core (https://www.w3.org/TR/shacl/): targetClass, targetSubjectsOf, predicate and inverse
paths; class, datatype, nodeKind, minCount, maxCount, minInclusive, minLength, pattern, uniqueLang,
disjoint, lessThan, not, or, node, property; and of SHACL-SPARQL: constraints whose query binds
``$this`` by itself. A shape that uses anything else is refused, not passed over. pyshacl is the
yardstick: tests hold the two to the same findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from paperkg.check.facts import Facts
from paperkg.errors import GraphError
from paperkg.graph import Quad
from paperkg.graph.terms import ref, split_literal, value_of
from paperkg.vocab import RDF, XSD

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = ref(RDF.type)
_FIRST = f"<{RDF.iri}first>"
_REST = f"<{RDF.iri}rest>"
_NIL = f"<{RDF.iri}nil>"
_SILENT = frozenset({"message", "severity", "path", "name", "description", "targetClass"})
_SILENT |= {"targetSubjectsOf", "sparql", "or"}

Values: TypeAlias = Sequence[str]
Ask: TypeAlias = Callable[[str], Iterable[str]]
Test: TypeAlias = "Callable[[_Case, str], Iterator[str]]"


class Report(NamedTuple):
    """A node that does not conform: shape, node, and what is wrong with it."""

    shape: str
    node: str
    message: str

    def __str__(self) -> str:
        return f"{self.node}: {self.message} [{self.shape.strip('<>').rpartition('#')[2]}]"


class Shape(NamedTuple):
    """A node shape or property shape.

    Attributes:
        term: Its IRI.
        parameters: Name of a parameter in the SHACL namespace -> its values.
        path: Property of a property shape, or empty.
        inverse: Whether the path goes from object to subject.
        message: What it says when it does not hold.
    """

    term: str
    parameters: Mapping[str, Values]
    path: str
    inverse: bool
    message: str


class _Case(NamedTuple):
    """A node that is looked at: what its path leads to, in which facts, by which shapes."""

    facts: Facts
    shapes: Mapping[str, Shape]
    node: str
    values: Values


def read_shapes(quads: Sequence[Quad]) -> dict[str, Shape]:
    """Return all shapes of a shapes graph, by IRI.

    Raises:
        GraphError: A shape uses what is not understood here.
    """
    facts = Facts(quads)
    shapes: dict[str, Shape] = {}
    for term, values in facts.of.items():
        parameters = {
            p[len(_SH) + 1 : -1]: objects
            for p, objects in values.items()
            if p.startswith(f"<{_SH}") and p != f"<{_SH}inversePath>"
        }
        if not parameters or "select" in parameters:
            continue
        if "or" in parameters:
            parameters["or"] = [m for head in parameters["or"] for m in _list(facts, head)]
        if "sparql" in parameters:
            parameters["sparql"] = [
                query for c in parameters["sparql"] for query in facts.get(c, f"{_SH}select")
            ]
        unknown = parameters.keys() - _TESTS.keys() - _SILENT
        if unknown:
            raise GraphError(f"the shape {term} uses sh:{min(unknown)}, which is not understood")
        path = next(iter(parameters.get("path", ())), "")
        turned = facts.one(path, f"{_SH}inversePath") if path else ""
        message = next(iter(parameters.get("message", ())), "")
        for constraint in values.get(f"<{_SH}sparql>", ()):
            message = message or facts.one(constraint, f"{_SH}message")
        shapes[term] = Shape(
            term, parameters, turned or path, bool(turned), value_of(message) if message else ""
        )
    return shapes


def _list(facts: Facts, head: str) -> Iterator[str]:
    while head and head != _NIL:
        yield from facts.of.get(head, {}).get(_FIRST, ())
        head = next(iter(facts.of.get(head, {}).get(_REST, ())), "")


def validate(facts: Facts, shapes: Mapping[str, Shape], ask: Ask | None = None) -> Iterator[Report]:
    """Go through all that does not conform.

    Args:
        facts: The data, what declares their classes included.
        shapes: The shapes.
        ask: Answers a query of a SHACL-SPARQL constraint with the nodes it binds ``$this`` to;
            without it such constraints are left out.
    """
    for shape in shapes.values():
        targets = _targets(facts, shape)
        for node in targets:
            for message in _faults(facts, shapes, shape, node):
                yield Report(shape.term, node, message)
        for query in shape.parameters.get("sparql", ()) if ask else ():
            for node in ask(value_of(query)) if ask else ():
                if node in targets:
                    yield Report(shape.term, node, shape.message)


def _targets(facts: Facts, shape: Shape) -> dict[str, None]:
    found: dict[str, None] = {}
    for kind in shape.parameters.get("targetClass", ()):
        found.update(dict.fromkeys(facts.instances(kind[1:-1])))
    for predicate in shape.parameters.get("targetSubjectsOf", ()):
        found.update((s, None) for s, values in facts.of.items() if predicate in values)
    return found


def _faults(facts: Facts, shapes: Mapping[str, Shape], shape: Shape, node: str) -> Iterator[str]:
    values = _follow(facts, shape, node)
    case = _Case(facts, shapes, node, values)
    for name, arguments in shape.parameters.items():
        test = _TESTS.get(name)
        if test is None:
            continue
        for argument in arguments:
            for message in test(case, argument):
                yield shape.message or message
    choices = shape.parameters.get("or", ())
    for value in values if choices else ():
        if not any(_conforms(case, value, choice) for choice in choices):
            yield shape.message or f"{value} conforms to none of {len(choices)} shapes"


def _follow(facts: Facts, shape: Shape, node: str) -> Values:
    if not shape.path:
        return (node,)
    if shape.inverse:
        return facts.into(node, shape.path[1:-1])
    return facts.of.get(node, {}).get(shape.path, ())


def _conforms(case: _Case, node: str, shape: str) -> bool:
    return not any(_faults(case.facts, case.shapes, case.shapes[shape], node))


def _number(term: str) -> int:
    return int(value_of(term))


def _min_count(case: _Case, argument: str) -> Iterator[str]:
    if len(case.values) < _number(argument):
        yield f"has {len(case.values)} values, not {value_of(argument)} or more"


def _max_count(case: _Case, argument: str) -> Iterator[str]:
    if len(case.values) > _number(argument):
        yield f"has {len(case.values)} values, not {value_of(argument)} or fewer"


def _datatype(case: _Case, argument: str) -> Iterator[str]:
    for value in case.values:
        if value[0] != '"' or ref(_datatype_of(value)) != argument or not _lexical(value):
            yield f"{value} is no {argument}"


def _datatype_of(term: str) -> str:
    _, language, datatype = split_literal(term)
    return RDF.langString if language else datatype or XSD.string


_LEXICAL = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.nonNegativeInteger: re.compile(r"\+?[0-9]+|-0+"),
    XSD.gYear: re.compile(r"-?[0-9]{4,}(Z|[+-][0-9]{2}:[0-9]{2})?"),
    XSD.date: re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?"),
}


def _lexical(term: str) -> bool:
    text, _, datatype = split_literal(term)
    pattern = _LEXICAL.get(datatype)
    return pattern is None or pattern.fullmatch(text) is not None


def _node_kind(case: _Case, argument: str) -> Iterator[str]:
    if argument != f"<{_SH}IRI>":
        raise GraphError(f"sh:nodeKind {argument} is not understood")
    for value in case.values:
        if value[0] != "<":
            yield f"{value} is no IRI"


def _class(case: _Case, argument: str) -> Iterator[str]:
    below = case.facts.below(argument)
    for value in case.values:
        if below.isdisjoint(case.facts.of.get(value, {}).get(_TYPE, ())):
            yield f"{value} is no {argument}"


def _min_inclusive(case: _Case, argument: str) -> Iterator[str]:
    for value in case.values:
        if not _lexical(value) or _number(value) < _number(argument):
            yield f"{value} is less than {value_of(argument)}"


def _min_length(case: _Case, argument: str) -> Iterator[str]:
    for value in case.values:
        if len(value_of(value)) < _number(argument):
            yield f"{value} is shorter than {value_of(argument)}"


def _pattern(case: _Case, argument: str) -> Iterator[str]:
    pattern = re.compile(value_of(argument))
    for value in case.values:
        if not pattern.search(value_of(value)):
            yield f"{value} is not written like {pattern.pattern}"


def _unique_language(case: _Case, argument: str) -> Iterator[str]:
    if value_of(argument) == "true":
        languages = Counter(split_literal(v)[1] for v in case.values if v[0] == '"')
        for language, number in languages.items():
            if language and number > 1:
                yield f"has {number} values in {language}"


def _disjoint(case: _Case, argument: str) -> Iterator[str]:
    others = case.facts.of.get(case.node, {}).get(argument, ())
    for value in case.values:
        if value in others:
            yield f"{value} is a value of {argument}, too"


def _less_than(case: _Case, argument: str) -> Iterator[str]:
    for value in case.values:
        for other in case.facts.of.get(case.node, {}).get(argument, ()):
            if not (_lexical(value) and _lexical(other)) or _number(value) >= _number(other):
                yield f"{value} is not less than {other}"


def _not(case: _Case, argument: str) -> Iterator[str]:
    for value in case.values:
        if _conforms(case, value, argument):
            yield f"{value} conforms to {argument}"


def _node(case: _Case, argument: str) -> Iterator[str]:
    for value in case.values:
        if not _conforms(case, value, argument):
            yield f"{value} does not conform to {argument}"


def _property(case: _Case, argument: str) -> Iterator[str]:
    shape = case.shapes[argument]
    for value in case.values:
        yield from _faults(case.facts, case.shapes, shape, value)


_TESTS: dict[str, Test] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "class": _class,
    "minInclusive": _min_inclusive,
    "minLength": _min_length,
    "pattern": _pattern,
    "uniqueLang": _unique_language,
    "disjoint": _disjoint,
    "lessThan": _less_than,
    "not": _not,
    "node": _node,
    "property": _property,
}
