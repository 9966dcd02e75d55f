"""The rules as a small evaluator understands them: every Accept, every kind of address."""

from __future__ import annotations

import pytest

from paperkg.redirects import Answer, evaluate, plan_redirects, rule_files
from test_redirects.table import CHOICES, FINE

GONE = ["https://w3id.org/paperkg/paper/elmo", "https://w3id.org/paperkg/post/2018--elmo"]
SITE = "https://people.example/papers/"
FILES = dict(rule_files(plan_redirects("https://w3id.org/paperkg/", SITE, GONE)))
ELSEWHERE = dict(rule_files(plan_redirects("https://birds.example/", "", [])))


def own(path: str, accept: str = "") -> Answer:
    return evaluate("apache", FILES["redirects/.htaccess"], path, accept)


def persistent(path: str, accept: str = "") -> Answer:
    return evaluate("apache", FILES["redirects/w3id/.htaccess"], path, accept)


def engine(path: str, accept: str = "") -> Answer:
    return evaluate("nginx", FILES["redirects/nginx.conf"], "/papers/" + path, accept)


@pytest.mark.parametrize(("accept", "suffix"), [*CHOICES, *FINE])
def test_apache_chooses_by_quality(accept, suffix):
    for path in ("paper/bert", "post/2019--roberta", "claim/0a1b", "dataset", "ontology"):
        expected = Answer(303, f"/papers/{path}.{suffix}") if suffix else Answer(406)
        assert own(path, accept) == expected
        expected = Answer(303, f"{SITE}{path}.{suffix}") if suffix else Answer(406)
        assert persistent(path, accept) == expected


@pytest.mark.parametrize(("accept", "suffix"), CHOICES)
def test_nginx_chooses_by_quality_to_one_decimal(accept, suffix):
    for path in ("paper/bert", "dataset", "ontology"):
        expected = Answer(303, f"/papers/{path}.{suffix}") if suffix else Answer(406)
        assert engine(path, accept) == expected


@pytest.mark.parametrize("server", [own, persistent, engine])
def test_a_version_of_the_ontology_leads_to_the_ontology(server):
    answer = server("ontology/0.1.0", "text/turtle")
    assert answer.status == 303
    assert answer.target.endswith("/papers/ontology.ttl")


@pytest.mark.parametrize("server", [own, persistent, engine])
def test_nanopublications_stand_in_one_file(server):
    answer = server("np/RA" + "x" * 43, "image/png")
    assert answer.status == 303
    assert answer.target.endswith("/papers/data/nanopubs.trig")


@pytest.mark.parametrize("server", [own, engine])
@pytest.mark.parametrize("path", ["paper/bert.html", "paper/bert.ttl", "data/graph.nt", "", "x/y"])
def test_files_are_sent_as_they_are(server, path):
    assert server(path, "text/turtle") == Answer(200)


@pytest.mark.parametrize("path", ["paper/bert.ttl", "data/graph.nt", ""])
def test_w3id_leads_on_to_files(path):
    assert persistent(path) == Answer(302, SITE + path)


@pytest.mark.parametrize("server", [own, persistent, engine])
@pytest.mark.parametrize("accept", ["", "text/turtle", "image/png"])
def test_what_was_removed_is_gone(server, accept):
    assert server("paper/elmo", accept) == Answer(410)
    assert server("post/2018--elmo", accept) == Answer(410)
    assert server("paper/elmo-2", "").status == 303
    assert server("paper/elmo.ttl", accept).status in {200, 302}


def test_static_hosts():
    def host(path: str) -> Answer:
        files = {"/papers/paper/bert.html", "/papers/paper/elmo.html", "/papers/ontology.html"}
        return evaluate("hosts", FILES["_redirects"], path, exists=files.__contains__)

    assert host("/papers/paper/bert") == Answer(200, "/papers/paper/bert.html")
    assert host("/papers/paper/elmo") == Answer(410, "/papers/paper/elmo.html")
    assert host("/papers/ontology/0.1.0") == Answer(303, "/papers/ontology.html")
    assert host("/papers/paper/none") == Answer(404)


def test_a_site_at_its_base_without_tombstones():
    rules = ELSEWHERE["redirects/.htaccess"]
    assert evaluate("apache", rules, "paper/wren", "text/turtle") == Answer(303, "/paper/wren.ttl")
    assert evaluate("apache", rules, "ontology", "") == Answer(200)  # its IRI is elsewhere
    assert "410" not in rules


def test_nobody_knows_where_a_site_is_that_has_only_a_persistent_base():
    files = dict(rule_files(plan_redirects("https://w3id.org/paperkg/", "", [])))
    assert "site_url" in files["redirects/w3id/README.md"]
    assert "site_url" not in FILES["redirects/w3id/README.md"]


def test_what_is_not_understood_is_said():
    with pytest.raises(ValueError, match="no kind"):
        evaluate("iis", "", "x")
    with pytest.raises(ValueError, match="HTTP_COOKIE"):
        evaluate("apache", "RewriteCond %{HTTP_COOKIE} x\nRewriteRule ^ - [G]", "x")
