"""Queries that mean harm, and what may become of them."""

from __future__ import annotations

ANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


def _values(name: str, count: int) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, range(count)))} }}"


def _nested(opening: str, closing: str, times: int, inside: str = "") -> str:
    return opening * times + inside + closing * times


def _growing(steps: int) -> str:
    """Replace each letter by thirty, again and again."""
    lines = [f'BIND("{"x" * 30}" AS ?v0)']
    lines += [f'BIND(REPLACE(?v{i}, "x", "{"x" * 30}") AS ?v{i + 1})' for i in range(steps)]
    return f"SELECT (STRLEN(?v{steps}) AS ?n) {{ {' '.join(lines)} }}"


COSTLY = {
    "product": f"SELECT (COUNT(*) AS ?n) {{ {ANY} }}",
    "product of nine": "SELECT (COUNT(*) AS ?n) {"
    + " ".join(_values(name, 60) for name in "abcdefghi")
    + "}",
    "sorted product": f"SELECT * {{ {ANY} }} ORDER BY DESC(?a) ?c ?e LIMIT 5",
    "sorted by a hash": f"SELECT * {{ {ANY} }} ORDER BY SHA512(CONCAT(STR(?a), STR(?d), STR(?g)))",
    "distinct product": f"SELECT DISTINCT ?a ?d ?g {{ {ANY} }} OFFSET 100000000",
    "long offset": f"SELECT * {{ {ANY} }} OFFSET 10000000000",
    "grouped product": f"SELECT ?a ?d (COUNT(*) AS ?n) {{ {ANY} }} GROUP BY ?a ?d ?g",
    "concatenated product": f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) {{ {ANY} }}",
    "path with both ends free": "SELECT (COUNT(*) AS ?n) { ?a (!<x:p>)* ?b . ?c (!<x:p>)* ?d }",
    "path inside a path": "SELECT (COUNT(*) AS ?n) { ?a ((<x:p>|!<x:q>)*/(^<x:p>|!<x:q>)*)* ?b . "
    "?c (!<x:q>)+ ?d }",
    "regular expression on all": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), "(a|b|ab)*c$")) }',
    "text that grows": _growing(6),
    "not exists of a product": f"SELECT (COUNT(*) AS ?n) {{ ?x ?y ?z . ?u ?v ?w FILTER NOT EXISTS "
    f"{{ {ANY} FILTER(?a = ?x && ?d = ?u && ?c = <x:none>) }} }}",
    "minus of a product": f"SELECT (COUNT(*) AS ?n) {{ {ANY} MINUS {{ ?a ?z ?y . ?d ?w ?v }} }}",
    "optional product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f } "
    "OPTIONAL { ?g ?h ?i } OPTIONAL { ?j ?k ?l } }",
    "constructed product": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {ANY} "
    "FILTER(STRLEN(CONCAT(STR(?a), STR(?f), STR(?i))) < 0) }",
    "ask of a product": f"ASK {{ {ANY} FILTER(STRLEN(STR(?a)) + STRLEN(STR(?i)) < 0) }}",
}
"""Well-formed queries that do not end in time; each is stopped."""

TOO_LARGE = {
    "braces": "SELECT * " + _nested("{", "}", 3000, "?s ?p ?o"),
    "braces that stay open": "SELECT * " + "{" * 3000,
    "round brackets": f"SELECT * {{ FILTER{_nested('(', ')', 6000, '1')} }}",
    "lists": f"SELECT * {{ ?s ?p {_nested('(', ')', 200, '1')} }}",
    "blank nodes": f"SELECT * {{ ?s ?p {_nested('[ ?p ', ']', 500)} }}",
    "not": f"SELECT * {{ FILTER({'!' * 12000}true) }}",
    "minus": f"SELECT ({'-' * 12000}1 AS ?x) {{}}",
    "unions": "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 4000) + " }",
    "unions, very many": "SELECT * { " + " UNION ".join(["{}"] * 8000) + " }",
    "optionals": "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 3000 + "}" * 3000 + " }",
    "sub-selects": "SELECT * { " + _nested("{ SELECT * { ", "} }", 1500) + " }",
    "not exists": "SELECT * { " + _nested("FILTER NOT EXISTS { ?s ?p ?o ", "}", 1000) + " }",
    "minus groups": "SELECT * { " + _nested("MINUS { ?s ?p ?o ", "}", 1000) + " }",
    "graphs": "SELECT * { " + _nested("GRAPH ?g { ", "}", 2000) + " }",
    "path steps": "SELECT * { ?s " + "/".join(["<x:p>"] * 3000) + " ?o }",
    "path choices": "SELECT * { ?s " + "|".join(["<x:p>"] * 3000) + " ?o }",
    "path brackets": f"SELECT * {{ ?s {_nested('(', ')*', 2000, '<x:p>')} ?o }}",
    "patterns": "SELECT * { " + "?s ?p ?o . " * 500 + "}",
    "objects": "SELECT * { ?s ?p " + ", ".join(f"<x:o{i}>" for i in range(900)) + " }",
    "filters": "SELECT * { FILTER(" + " && ".join(["true"] * 6000) + ") }",
    "sums": "SELECT (" + "+".join(["1"] * 20000) + " AS ?x) {}",
    "values": "SELECT * { " + _values("x", 100_000) + " }",
    "conditions": f"SELECT ({_nested('IF(true,', ',1)', 3000, '1')} AS ?x) {{}}",
    "functions": f"SELECT ({_nested('STR(', ')', 3000, '1')} AS ?x) {{}}",
    "quoted triples": f"SELECT * {{ {_nested('<<( ?s ?p ', ')>>', 1000, '?o')} ?p ?o }}",
    "prefixes": "PREFIX x: <x:> " * 20000 + "ASK {}",
    "one long name": f"SELECT ?{'x' * 100_000} {{}}",
    "one long text": f'SELECT ("{"x" * 100_000}" AS ?x) {{}}',
    "a text without an end": 'SELECT ("' + "x" * 50_000 + " AS ?x) {}",
    "escaped braces": "SELECT * " + "\\u007B" * 3000,
}
"""Queries that no parser should see; each is refused at once."""


def reaching_out(canary: str) -> dict[str, str]:
    """Queries that try to make the server call somebody, or read a file."""
    pattern = f"<{canary}> {{ ?s ?p ?o }}"
    return {
        "service": f"SELECT * {{ SERVICE {pattern} }}",
        "silent service": f"SELECT * {{ SERVICE SILENT {pattern} }}",
        "small letters": f"select * {{ service {pattern} }}",
        "mixed letters": f"SELECT * {{ SeRvIcE {pattern} }}",
        "no spaces": f"SELECT*{{SERVICE<{canary}>{{?s?p?o}}}}",
        "after a comment": f"SELECT * {{ # harmless\n SERVICE {pattern} }}",
        "behind a comment": f"SELECT * {{ SERVICE # here\n {pattern} }}",
        "by a variable": f"SELECT * {{ BIND(<{canary}> AS ?e) SERVICE ?e {{ ?s ?p ?o }} }}",
        "by values": f"SELECT * {{ VALUES ?e {{ <{canary}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
        "by a prefix": f"PREFIX c: <{canary}> SELECT * {{ SERVICE c: {{ ?s ?p ?o }} }}",
        "escaped letters": f"SELECT * {{ \\u0053ERVICE {pattern} }}",
        "in a sub-select": f"SELECT * {{ {{ SELECT * {{ SERVICE {pattern} }} }} }}",
        "in exists": f"SELECT * {{ ?a ?b ?c FILTER EXISTS {{ SERVICE {pattern} }} }}",
        "in optional": f"SELECT * {{ ?a ?b ?c OPTIONAL {{ SERVICE {pattern} }} }}",
        "after a quote in a text": f"SELECT * {{ BIND('\\'' AS ?x) SERVICE {pattern} }}",
        "after a long text": f'SELECT * {{ BIND("""a"b""" AS ?x) SERVICE {pattern} }}',
        "after a comment sign in an IRI": f"SELECT * {{ <x:#a> ?p ?o . SERVICE {pattern} }}",
        "glued to a word": f"SELECT * {{ FILTER(trueSERVICE) SERVICE {pattern} }}",
        "construct": f"CONSTRUCT WHERE {{ SERVICE {pattern} }}",
        "load": f"LOAD <{canary}>",
        "load silently": f"LOAD SILENT <{canary}> INTO GRAPH <x:g>",
        "load after a query": f"ASK {{}} ; LOAD <{canary}>",
        "insert by service": f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {pattern} }}",
        "insert": "INSERT DATA { <x:s> <x:p> <x:o> }",
        "delete": "DELETE WHERE { ?s ?p ?o }",
        "drop": "DROP ALL",
        "clear": "CLEAR DEFAULT",
        "two queries": f"ASK {{}} SELECT * {{ SERVICE {pattern} }}",
    }


def harmless(canary: str) -> dict[str, str]:
    """Queries that only look as if they did; they are answered, and nothing is fetched."""
    return {
        "service in a text": 'SELECT ("SERVICE <x:y> {}" AS ?x) {}',
        "service in an IRI": "ASK { <x:SERVICE> ?p ?o }",
        "service in a comment": "ASK { # SERVICE <x:y> {}\n }",
        "load in a text": 'ASK { FILTER(STR("LOAD <x:y>") != "") }',
        "from an address": f"SELECT * FROM <{canary}> {{ ?s ?p ?o }}",
        "from named": f"SELECT * FROM NAMED <{canary}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "graph of an address": f"SELECT * {{ GRAPH <{canary}> {{ ?s ?p ?o }} }}",
        "describe an address": f"DESCRIBE <{canary}>",
    }
