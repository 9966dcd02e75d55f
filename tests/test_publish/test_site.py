"""The whole site: links, twins, structure, policy, sameness."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from paperkg.graph import build_quads, describe, read_quads
from paperkg.model import Catalog, Category, PostKind, Reading, Work
from paperkg.posts import read_posts
from paperkg.publish import publish_site, read_manifest
from paperkg.publish.network import VIS_FILE, VIS_SHA256
from paperkg.publish.places import Places
from paperkg.publish.view import View
from paperkg.resolve import fold
from paperkg.vocab import Iris

from .conftest import INFO
from .corpus import PAYLOAD, hostile_catalog
from .pages import parse_all


@pytest.fixture(scope="module")
def pages(site):
    return parse_all(site)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    catalog = hostile_catalog(tmp_path_factory.mktemp("bad"))
    out = tmp_path_factory.mktemp("hostile") / "site"
    publish_site(catalog, INFO, out)
    return out


KINDS = [
    "index.html",
    "search.html",
    "404.html",
    "dataset.html",
    "ontology.html",
    "about/vocabulary.html",
    "concept-graph.html",
    "explorer.html",
    "paper/index.html",
    "concept/index.html",
    "category/index.html",
    "author/index.html",
    "post/index.html",
    "rule/index.html",
    "paper/bert.html",
    "paper/gpt.html",
    "lineage/bert.html",
    "concept/attention.html",
    "author/jacob-devlin.html",
    "category/nlp.html",
    "post/transformer.html",
    "post/sub--roberta.html",
    "rule/relation-uses.html",
    "scheme/concepts.html",
    "scheme/categories.html",
    "graph/asserted.html",
]
FILES = [
    "robots.txt",
    "sitemap.xml",
    ".nojekyll",
    "void.ttl",
    ".well-known/void",
    "manifest.json",
    "data/graph.ttl",
    "data/graph.nt",
    "data/graph.jsonld",
    "data/graph.rdf",
    "data/everything.ttl",
    "data/everything.nq",
    "data/everything.trig",
    "data/explorer.js",
    "data/evidence-000.js",
    "data/context.jsonld",
    "paper/bert.ttl",
    "paper/bert.jsonld",
    "paper/bert.bib",
    "author/jacob-devlin.bib",
    "category/nlp.bib",
    "concept/attention.bib",
    "dataset.ttl",
    "ontology.ttl",
    "assets/site.css",
    "assets/search.js",
    "assets/drawing.js",
    "assets/search-index.js",
    VIS_FILE,
]


@pytest.mark.parametrize("path", KINDS + FILES)
def test_is_there(site, path):
    assert (site / path).is_file()


def test_every_link_leads_to_a_file_and_every_anchor_exists(site, pages):
    wrong = []
    for name, page in pages.items():
        for _, _, address, _ in page.refs:
            if re.match(r"https?:", address):
                continue
            path, _, anchor = address.partition("#")
            path = path.partition("?")[0]
            target = (page.path.parent / path).resolve() if path else page.path
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                wrong.append((name, address))
            elif anchor and target.suffix == ".html" and target.name != "explorer.html":
                other = pages[target.relative_to(site.resolve()).as_posix()]
                if anchor not in other.ids:
                    wrong.append((name, address))
    assert wrong == []


_NOT_LOADED = {"author", "canonical", "cite-as", "license", "type"}


def test_nothing_is_loaded_from_elsewhere(pages):
    for name, page in pages.items():
        for tag, attribute, address, attributes in page.refs:
            if re.match(r"(?i)(https?:|//|javascript:|data:|file:)", address):
                assert (tag, attribute) in {("a", "href"), ("link", "href")}, (name, address)
                if tag == "link":
                    assert attributes["rel"] in _NOT_LOADED, name
                else:
                    assert "noopener" in attributes.get("rel", ""), (name, address)
                    assert address.startswith("http"), (name, address)


def test_css_and_scripts_of_our_own_ask_for_nothing_outside(site):
    asking = r"(?i)(\b(src|href|fetch|import|importScripts|open|url)\b\W{0,4}|@import\s*\W?)https?:"
    for path in sorted((site / "assets").iterdir()):
        if path.suffix in {".js", ".css"} and path.name != VIS_FILE.rpartition("/")[2]:
            assert not re.search(asking, path.read_text()), path


def test_structure_of_every_page(site, pages):
    for name, page in pages.items():
        raw = page.path.read_text()
        assert raw.startswith('<!doctype html>\n<html lang="en">'), name
        tags = [t for t, _ in page.tags]
        for tag in ("title", "main", "nav", "header", "footer", "h1"):
            assert tags.count(tag) == 1 or (tag, tags.count("title")) != ("title", 1), (name, tag)
        assert tags.count("h1") == 1, name
        assert tags.count("main") == 1, name
        assert ("a", {"class": "skip", "href": "#main"}) in page.tags, name
        assert "main" in page.ids, name
        assert len(page.ids) == len(set(page.ids)), name
        metas = [a for t, a in page.tags if t == "meta"]
        assert any(m.get("name") == "viewport" for m in metas), name
        policy = next(
            m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy"
        )
        assert "default-src 'none'" in policy, name
        engine = " 'wasm-unsafe-eval'" if name == "sparql.html" else ""
        assert f"script-src 'self'{engine};" in policy, name
        assert " 'unsafe-eval'" not in policy, name
        assert ("unsafe-inline" in policy) == (
            name.startswith("lineage/") or name in {"concept-graph.html", "explorer.html"}
        )
        canonical = [a["href"] for t, a in page.tags if t == "link" and a["rel"] == "canonical"]
        assert canonical == [f"https://example.org/kg/{name}"], name
        assert page.misnested == [], name
        assert page.open_at_end == [], name
        assert not any(k.startswith("on") or k == "style" for _, a in page.tags for k in a), name
        for attributes, text in page.scripts:
            assert "src" in attributes or attributes.get("type", "").endswith("json"), (name, text)
        headings = [int(t[1]) for t in tags if re.fullmatch("h[1-6]", t)]
        if not name.startswith("post/"):
            assert all(b - a <= 1 for a, b in itertools.pairwise(headings)), (
                name,
                headings,
            )


def test_json_ld_parses_and_holds_no_markup(pages):
    kinds = set()
    for name, page in pages.items():
        for attributes, text in page.scripts:
            if attributes.get("type") == "application/ld+json":
                data = json.loads(text)
                kinds.add(data["@type"])
                assert "<" not in text, name
    assert kinds >= {"ScholarlyArticle", "Person", "DefinedTerm", "BlogPosting", "Claim", "Dataset"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_json_ld_says_what_the_turtle_says(site):
    from rdflib import Graph, URIRef

    html = (site / "paper/bert.html").read_text()
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    embedded = Graph().parse(data=text, format="json-ld")
    twin = Graph().parse(site / "paper/bert.ttl")
    schema, terms = "https://schema.org/", "http://purl.org/dc/terms/"
    bert = URIRef("https://example.org/kg/paper/bert")

    def values(graph, predicate):
        return {str(o) for o in graph.objects(bert, URIRef(predicate))}

    assert values(embedded, schema + "name") == values(twin, terms + "title")
    assert values(embedded, schema + "datePublished") == values(twin, terms + "issued")
    assert values(embedded, schema + "author") == values(twin, terms + "creator")
    builds = {o for _, p, o in twin if str(p).endswith("#buildsOn")}
    assert {URIRef(v) for v in values(embedded, schema + "isBasedOn")} == builds


def test_every_iri_has_a_page_and_two_twins_which_together_are_the_dump(site, catalog):
    iris = Iris(INFO.base_iri)
    quads = build_quads(catalog, INFO)
    for document in describe(quads, iris):
        for suffix in ("html", "ttl", "jsonld"):
            assert (site / iris.twin(document, suffix)).is_file(), document
    dump = {q[:3] for q in read_quads(site / "data/everything.nq")}
    assert dump == {q[:3] for q in quads}
    twins = {q[:3] for p in site.rglob("*.ttl") if "data" not in p.parts for q in read_quads(p)}
    assert dump <= twins
    for page in ("paper/bert.html", "claim/" + catalog.claims[0].id + ".html"):
        html = (site / page).read_text()
        for suffix in ("ttl", "jsonld"):
            assert f'href="../{page.removesuffix("html")}{suffix}"' in html


def test_facts_and_their_claims_have_the_same_id_as_in_the_graph(catalog):
    claims = {q[0] for q in build_quads(catalog, INFO) if "/claim/" in q[0]}
    view, iris = View(catalog), Iris(INFO.base_iri)
    made = {f"<{iris.claim(name)}>" for name in view.claim_of.values()}
    made |= {f"<{iris.claim(c.id)}>" for c in catalog.claims}
    assert made == claims


def test_every_page_links_its_twins_and_every_twin_points_back(site, pages):
    for name, page in pages.items():
        for tag, attributes in page.tags:
            if (
                tag == "link"
                and "alternate" in attributes["rel"]
                and attributes["type"] in {"text/turtle", "application/ld+json"}
            ):
                path = (page.path.parent / attributes["href"]).resolve()
                assert path.is_file(), name
                assert "void#inDataset" in path.read_text() or "void:inDataset" in path.read_text()


def test_sitemap_lists_every_page(site, pages):
    listed = set(
        re.findall("<loc>https://example.org/kg/(.*?)</loc>", (site / "sitemap.xml").read_text())
    )
    assert listed == set(pages) - {"404.html"}


def test_manifest_is_right_and_has_no_time(site):
    manifest = read_manifest(site)
    there = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert there == {*manifest.files, "manifest.json"}
    for path, digest in manifest.files.items():
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == digest
    assert manifest.counts["page"] == len(list(site.rglob("*.html")))
    assert manifest.counts["file"] == len(there)
    assert "time" not in (site / "manifest.json").read_text()


def test_evidence_stands_on_both_ends_of_a_link(site, pages):
    quote = "BERT uses the encoder of the Transformer."
    for name in ("paper/bert.html", "paper/transformer.html", "lineage/bert.html"):
        assert quote in pages[name].text, name
        assert any("post/bert.html#o" in a for _, _, a, _ in pages[name].refs), name
        assert "bert.md:5" in pages[name].text, name
        assert "relation.uses" in pages[name].text, name


def test_both_answers_are_shown_where_post_and_record_differ(pages):
    text = pages["paper/bert.html"].text
    assert "Sources differ" in text
    assert "2019" in text.split("Sources differ")[1]
    assert "2018" in text.split("Sources differ")[1]


def test_what_is_missing_is_said(pages):
    assert "No author is stated." in pages["paper/gpt.html"].text
    assert "Year not stated" in pages["paper/gpt.html"].text
    assert "no post" in pages["paper/bert.html"].text
    assert "About no paper of its own" in pages["post/notes.html"].text


def test_post_shows_every_sentence_and_marks_those_that_became_facts(catalog, pages):
    for reading in catalog.readings:
        page = pages[Places(Iris(INFO.base_iri)).page("post", reading.post.id)]
        shown = fold(re.sub(r"\d", "", page.text))
        for sentence in reading.post.sentences:
            words = re.findall(
                r"[A-Za-z]{3,}", re.sub(r"\]\(.*?\)", "", reading.post.text(sentence))
            )
            assert all(fold(word) in shown for word in words)
    html = pages["post/transformer.html"].path.read_text()
    assert "Nothing is said in this sentence." in html
    assert not re.search(r"<mark[^>]*>[^<]*Nothing is said", html)
    assert re.search(r'<mark class="rel">It extends the attention of RNNsearch', html)
    assert "relation.extends" in html


def test_search_finds_a_paper_by_any_of_its_names(site):
    text = (site / "assets/search-index.js").read_text()
    rows = json.loads(text.removeprefix("window.PAPERKG_INDEX=").rstrip(";\n"))
    transformer = next(r for r in rows if r[1] == "paper/transformer.html")
    assert transformer[2] == "Transformer"
    assert "Attention Is All You Need" in transformer[5]


def test_works_without_a_post_are_no_papers(tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\nA is a paper.\n")
    about = Work(id="a", title="A", posts=("a.md",))
    works = (about, Work(id="b", title="B", stub=True), Work(id="c", title="C", stub=True))
    readings = tuple(Reading(post=p, kind=PostKind.PAPER) for p in read_posts(folder))
    manifest = publish_site(Catalog(works, (), (), (), readings, ()), INFO, tmp_path / "s")
    assert (manifest.counts["paper"], manifest.counts["stub"]) == (1, 2)
    home = (tmp_path / "s/index.html").read_text()
    assert "<b>1</b> paper<" in home
    assert "<b>2</b> works without a post<" in home
    assert "1 paper, 2 works without a post" in (tmp_path / "s/paper/index.html").read_text()
    rows = (tmp_path / "s/assets/search-index.js").read_text()
    assert '[0,"paper/a.html"' in rows
    assert '[5,"paper/b.html"' in rows


def test_links_into_long_lists_lead_to_anchors(tmp_path):
    works = tuple(
        Work(id=f"w{i:03}", title=f"W{i}", year=1990 + i // 3, categories=("nlp",), stub=True)
        for i in range(75)
    )
    few = tuple(
        Work(id=f"o{y}", title=f"O{y}", year=y, categories=("old",), stub=True)
        for y in (1992, 1995)
    )
    kinds = (Category(id="nlp", label="NLP"), Category(id="old", label="Old"))
    publish_site(Catalog((*works, *few), (), (), kinds, (), ()), INFO, tmp_path / "s")
    pages = parse_all(tmp_path / "s")
    addresses = [a for _, _, a, _ in pages["index.html"].refs]
    assert "list/category/nlp/papers.html#y2014" in addresses
    assert "category/old.html#y1995" in addresses
    test_every_link_leads_to_a_file_and_every_anchor_exists(tmp_path / "s", pages)


def test_vocabulary_page_has_an_anchor_for_every_term(site, pages):
    assert {"buildsOn", "Paper", "Claim"} <= set(pages["ontology.html"].ids)


# --- hostile input --------------------------------------------------------------------------------


def test_hostile_fields_appear_escaped_on_every_page(hostile):
    pages = parse_all(hostile)
    seen = 0

    for name, page in pages.items():
        tags = [t for t, _ in page.tags]
        assert "img" not in tags, name
        assert "iframe" not in tags, name
        for tag, attributes in page.tags:
            assert not any(k.startswith("on") for k in attributes), (name, tag)
        for attributes, text in page.scripts:
            assert "src" in attributes or attributes.get("type", "").endswith("json"), name
            if "src" not in attributes:
                json.loads(text)
        for _, _, address, _ in page.refs:
            assert not re.match(r"(?i)\s*(javascript|data|vbscript):", address), (name, address)
        assert page.misnested == [], name
        assert page.open_at_end == [], name
        assert "11135533" not in page.text, name
        seen += "<script>pwned=1</script>" in page.text
    assert seen > 20


def test_hostile_search_index_is_plain_data(hostile):
    text = (hostile / "assets/search-index.js").read_text()
    assert "<" not in text
    json.loads(text.removeprefix("window.PAPERKG_INDEX=").rstrip(";\n"))


def test_hostile_citations_cannot_break_out_of_their_entry(hostile):
    for path in hostile.rglob("*.bib"):
        text = path.read_text()
        number = text.count("@misc")
        assert number == 1 if path.parent.name == "paper" else number >= 1
        plain = re.sub(r"\\[{}]", "", text)
        assert plain.count("{") == plain.count("}")


def test_payload_is_really_in_the_corpus(hostile):
    assert PAYLOAD[:20] in "".join(p.text for p in parse_all(hostile).values())


# --- sameness -------------------------------------------------------------------------------------

_BUILD = """
import sys
from pathlib import Path
from paperkg.publish import publish_site
from test_publish.conftest import INFO
from test_publish.corpus import make_catalog
publish_site(make_catalog(Path(sys.argv[1])), INFO, Path(sys.argv[2]))
"""


def test_two_builds_are_equal_whatever_the_surroundings(tmp_path):
    manifests = []
    for number, (seed, zone, locale) in enumerate(
        [("0", "UTC", "C"), ("17", "Asia/Tokyo", "C.UTF-8"), ("4242", "America/Lima", "POSIX")]
    ):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        env["PYTHONPATH"] = str(Path(__file__).parents[1])
        out = tmp_path / f"site{number}"
        command = [sys.executable, "-c", _BUILD, str(tmp_path / "posts"), str(out)]
        subprocess.run(command, check=True, env=env, cwd=tmp_path)
        manifests.append((out / "manifest.json").read_bytes())
    assert len(set(manifests)) == 1
    assert not (tmp_path / "lib").exists()  # what pyvis would write into the current folder


def test_vis_network_is_the_tested_version(site):
    data = (site / VIS_FILE).read_bytes()
    assert hashlib.sha256(data).hexdigest() == VIS_SHA256
    assert b"@version 9.1.2" in data[:400]


def test_a_formula_in_a_title_is_letters_on_pages_and_itself_in_data(tmp_path):
    title = r"$\beta$-VAE in $O(n)$ steps, not $\frac{a}{b}$"
    work = Work("beta-vae", title, year=2017, stub=True)
    other = Work("other", "Other", short_name="Other", year=2018, stub=True)
    publish_site(Catalog((work, other), (), (), (), (), ()), INFO, tmp_path / "site")
    page = (tmp_path / "site/paper/beta-vae.html").read_text("utf-8")
    shown = "β-VAE in O(n) steps, not $\\frac{a}{b}$"
    assert f'<h1 dir="auto">{shown}</h1>' in page
    assert f">{shown}</a>" in (tmp_path / "site/paper/index.html").read_text("utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(data)["name"] == title
    assert json.dumps(title) in (tmp_path / "site/paper/beta-vae.ttl").read_text("utf-8")


def test_a_collection_without_a_paper_says_so(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/note.md").write_text("# My note\n\nOnly a thought.\n", "utf-8")
    (post,) = read_posts(tmp_path / "posts")
    catalog = Catalog((), (), (), (), (Reading(post, PostKind.TOPIC),), ())
    publish_site(catalog, INFO, tmp_path / "site")
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert "No paper is known yet: 1 post was read" in page
    assert "explorer.html" not in page.partition("<main")[2].partition("</main")[0]
    assert "concept-graph.html" not in page.partition("<main")[2].partition("</main")[0]
    query = (tmp_path / "site/sparql.html").read_text("utf-8")
    assert "What does T5 build on" not in query


@pytest.mark.parametrize("thing", ["author/jacob-devlin", "category/nlp", "concept/attention"])
def test_citations_of_a_thing_are_those_of_its_papers_in_the_order_of_its_page(site, pages, thing):
    refs = [(tag, address, a) for tag, _, address, a in pages[f"{thing}.html"].refs]
    papers = [at for tag, at, _ in refs if tag == "a" and re.match(r"\.\./paper/(?!index)", at)]
    each = [(site / thing).parent / at.replace(".html", ".bib") for at in dict.fromkeys(papers)]
    file = site / f"{thing}.bib"
    assert file.read_text() == "\n".join(path.read_text() for path in each)
    for tag in ("link", "a"):
        kinds = {address: a.get("type") for t, address, a in refs if t == tag}
        assert kinds[f"../{thing}.bib"] == "application/x-bibtex"


def test_what_no_paper_has_has_no_citations(site):
    without = [path for path in site.glob("concept/*.html") if ">No paper " in path.read_text()]
    assert without
    assert not any(path.with_suffix(".bib").exists() for path in without)
