"""The query page in Chromium: from a disk and from a web server, with no server that knows SPARQL."""

from __future__ import annotations

import csv
import io
import json
import shutil
import time
from urllib.parse import urlsplit

import pytest

from paperkg.graph import build_quads, nquads, without_provenance
from paperkg.publish import sparql
from paperkg.publish.press import About, Press, environment
from paperkg.store import load_examples, open_store
from paperkg.vocab import Iris
from test_publish.conftest import INFO
from test_publish.corpus import PAYLOAD, make_catalog

pytestmark = pytest.mark.browser

EX = INFO.base_iri
EVIL = "<https://example.org/kg/paper/evil>"
TITLE = "<http://purl.org/dc/terms/title>"
GRAPH = f"<{EX}graph/asserted>"
BEFORE_RUN = {
    "sparql.html",
    "assets/site.css",
    "assets/sparql.css",
    "assets/sparql.js",
    "assets/sparql-editor.js",
    "assets/icon.svg",
}
ENGINE = {"assets/oxigraph-wasm.js", "assets/sparql-worker.js", "assets/sparql-data.js"}
ANSWERS = {"assets/sparql-answer.js"}
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"
ABOUT = About("A small collection", "Some.", EX, "", "We", INFO.licence, "en", "1", "", "0" * 64)


def literal(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


@pytest.fixture(scope="module")
def quads(tmp_path_factory):
    hostile = [
        (EVIL, TITLE, literal(PAYLOAD), GRAPH),
        (EVIL, TITLE, literal('=HYPERLINK("http://evil.example")'), GRAPH),
        (EVIL, "<http://purl.org/dc/terms/source>", "<javascript:pwned=8>", GRAPH),
        (EVIL, "<http://purl.org/dc/terms/source>", f"<{EX}paper/../../x.html>", GRAPH),
        (EVIL, "<http://purl.org/dc/terms/source>", f"<{EX}paper/a.html?x>", GRAPH),
        (EVIL, "<http://purl.org/dc/terms/source>", "<data:text/html,%3Cscript%3E>", GRAPH),
    ]
    return (*build_quads(make_catalog(tmp_path_factory.mktemp("posts")), INFO), *hostile)


@pytest.fixture(scope="module")
def folder(site, quads):
    """The small site, with the query page over data some of which is hostile."""
    if not sparql.has_engine():
        pytest.fail("the query engine is not built: install paperkg with Node.js at hand")
    page = sparql.sparql_page(Iris(EX), load_examples())
    (site / page.path).write_bytes(Press(ABOUT, environment()).render(page))
    for file in sparql.sparql_files(sparql.parts_of(quads)):
        (site / file.path).write_bytes(file.data)
    return site


@pytest.fixture(scope="module")
def apart(folder, quads, tmp_path_factory):
    """The same site, as if its graph were large: it comes in parts."""
    site = shutil.copytree(folder, tmp_path_factory.mktemp("apart") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sparql, "TOGETHER", 100)
        page = sparql.sparql_page(Iris(EX), load_examples(), parts=sparql.parts_of(quads))
        (site / page.path).write_bytes(Press(ABOUT, environment()).render(page))
        for file in sparql.sparql_files(sparql.parts_of(quads)):
            (site / file.path).write_bytes(file.data)
    return site


@pytest.fixture(params=["file", "http"])
def start(request, folder, served):
    return f"file://{folder}" if request.param == "file" else served


@pytest.fixture
def ask(browse, folder):
    """Open the page and hand over what runs a query and waits for the end."""

    def go(start=f"file://{folder}", **options):
        page, log = browse(**options)
        page.goto(f"{start}/sparql.html")
        return Asked(page, log)

    return go


class Asked:
    def __init__(self, page, log):
        self.page = page
        self.log = log

    def write(self, query):
        self.page.get_by_label("Query").fill(query)

    def run(self, query=None, example=None):
        if query is not None:
            self.write(query)
        if example is not None:
            self.page.get_by_label("Example").select_option(label=example)
        self.page.get_by_role("button", name="Run").click()
        return self.wait()

    def wait(self):
        self.page.locator("#run[aria-disabled=false]").wait_for()
        return self.page.get_by_role("status").inner_text()

    def rows(self):
        return [r.inner_text().split("\t") for r in self.page.locator("#shown tbody tr").all()]

    def save(self, name):
        with self.page.expect_download() as found:
            self.page.get_by_role("button", name=name, exact=True).click()
        return found.value.suggested_filename, found.value.path().read_text("utf-8")


def paths(log, start):
    return {u.removeprefix(start + "/") for u in log.requests if not u.startswith("blob:")}


def test_engine_and_data_come_with_the_first_run_only(ask, start, folder):
    asked = ask(start)
    asked.page.get_by_role("button", name="Run").wait_for()
    before = paths(asked.log, start)
    assert before <= BEFORE_RUN
    assert sum((folder / name).stat().st_size for name in BEFORE_RUN) <= 350_000
    assert asked.run(example="Most built-on works").startswith("3 rows.")
    assert paths(asked.log, start) - before == ENGINE | ANSWERS
    assert len(asked.rows()) == 3
    asked.run()
    # And the worker's blob. Chromium asks for the icon anew when the fragment changes.
    assert len(set(asked.log.requests)) == len(before) + len(ENGINE | ANSWERS) + 1
    assert asked.log.foreign(*{"file://", "{0.scheme}://{0.netloc}/".format(urlsplit(start))}) == []
    assert asked.log.errors == []


def test_rows_lead_to_pages(ask, start):
    asked = ask(start)
    asked.run(example="Most built-on works")
    link = asked.page.locator("#shown table").get_by_role("link", name="paper:transformer")
    assert link.get_attribute("href") == "paper/transformer.html"
    link.click()
    assert asked.page.locator("h1").inner_text().startswith("Transformer")
    asked.page.go_back()
    asked.run(
        "SELECT ?x { VALUES ?x { pkg:Paper <https://w3id.org/paperkg/ontology> dcterms:title } }"
    )
    hrefs = [a.get_attribute("href") for a in asked.page.locator("#shown tbody a").all()]
    assert hrefs == ["ontology.html#Paper", "ontology.html", "http://purl.org/dc/terms/title"]
    assert asked.log.errors == []


@pytest.mark.parametrize("example", load_examples(), ids=lambda e: e.name)
def test_the_browser_answers_as_the_command_line_does(demo_page, demo_store, example):
    asked = demo_page
    asked.run(example=example.title)
    expected = demo_store.query(example.query)
    if asked.page.get_by_role("button", name="Turtle", exact=True).count():
        import pyoxigraph as ox

        file, text = asked.save("Turtle")
        assert file == "answer.ttl"
        found = {str(q.triple) for q in ox.parse(text, format=ox.RdfFormat.TURTLE)}
        assert found == {f"{s} {p} {o}" for s, p, o, _ in expected.quads}
        return
    _, text = asked.save("JSON")
    data = json.loads(text)
    if isinstance(expected, bool):
        assert data["boolean"] == expected
        return
    assert tuple(data["head"]["vars"]) == expected.columns
    found = [
        tuple(term(row.get(v)) for v in expected.columns) for row in data["results"]["bindings"]
    ]
    assert sorted(found, key=str) == sorted(expected.rows, key=str)


def term(value):
    if value is None:
        return None
    if value["type"] == "uri":
        return f"<{value['value']}>"
    text = literal(value["value"])
    if "xml:lang" in value:
        return f"{text}@{value['xml:lang']}"
    return f"{text}^^<{value['datatype']}>" if "datatype" in value else text


@pytest.fixture(scope="module")
def demo_quads():
    """The graph of the demo corpus: the examples ask about papers that are in it."""
    from paperkg import resources
    from paperkg.pipeline.make import make_quads
    from paperkg.pipeline.project import locate
    from paperkg.pipeline.run import collect

    return make_quads(collect(locate(resources.path("data", "posts"))))[0]


@pytest.fixture(scope="module")
def demo_store(demo_quads):
    with open_store(demo_quads) as store:
        yield store


@pytest.fixture(scope="module")
def demo(folder, demo_quads, tmp_path_factory):
    """The query page over the demo corpus, without the rest of its site."""
    copy = tmp_path_factory.mktemp("demo")
    shutil.copytree(folder / "assets", copy / "assets")
    shutil.copy(folder / sparql.PAGE, copy / sparql.PAGE)
    data = sparql.sparql_data(nquads(demo_quads))
    (copy / data.path).write_bytes(data.data)
    return copy


@pytest.fixture(scope="module")
def demo_page(playwright, demo, tmp_path_factory):
    from browser.conftest import ARGUMENTS, Log

    context = playwright.chromium.launch_persistent_context(
        str(tmp_path_factory.mktemp("profile")),
        executable_path=playwright.browser_path,
        headless=True,
        args=ARGUMENTS,
    )
    log = Log()
    log.watch(context)
    page = context.pages[0]
    page.goto(f"file://{demo}/{sparql.PAGE}")
    yield Asked(page, log)
    context.close()
    assert log.errors == []


def test_stop_ends_a_product_of_everything_and_the_next_query_works(ask, start):
    asked = ask(start)
    asked.run("ASK { ?s ?p ?o }")
    asked.write(PRODUCT)
    asked.page.get_by_role("button", name="Run").click()
    stop = asked.page.get_by_role("button", name="Stop")
    time.sleep(1)
    assert asked.page.get_by_role("status").inner_text() == "Running …"
    stop.focus()
    asked.page.keyboard.press("Enter")
    assert asked.wait() == "Stopped."
    assert stop.is_disabled()
    assert asked.page.evaluate("document.activeElement.id") == "run"
    assert asked.run("ASK { ?s ?p ?o }").startswith("Yes.")
    assert asked.log.errors == []


def test_query_ends_by_itself_after_thirty_seconds(ask):
    asked = ask()
    asked.page.clock.install()
    asked.write(PRODUCT)
    asked.page.get_by_role("button", name="Run").click()
    asked.page.get_by_text("Running …").wait_for()
    time.sleep(0.5)
    asked.page.clock.fast_forward(20_000)  # its own time goes on, too: on a busy machine by seconds
    assert asked.page.get_by_role("status").inner_text() == "Running …"
    asked.page.clock.fast_forward(10_500)
    assert asked.wait().startswith("Stopped at the limit of 30 s.")
    asked.page.clock.resume()
    assert asked.run("ASK { ?s ?p ?o }").startswith("Yes.")


def test_hostile_text_stays_text(ask, folder, start):
    asked = ask(start)
    asked.run(f"SELECT * {{ {EVIL} ?p ?o }}")
    assert asked.page.locator("#shown td").get_by_text(PAYLOAD[:40]).count() == 1
    hrefs = {a.get_attribute("href") for a in asked.page.locator("#shown tbody a").all()}
    safe = {"http://purl.org/dc/terms/title", "http://purl.org/dc/terms/source"}
    # what only looks like a page of ours is an address on the outside, not a path
    outside = {f"{EX}paper/../../x.html", f"{EX}paper/a.html?x"}
    assert hrefs == safe | outside
    asked.run(f"CONSTRUCT {{ {EVIL} ?p ?o }} {{ {EVIL} ?p ?o }}")
    assert asked.page.locator("#shown pre").inner_text().count("paper:evil") == 1
    asked.run(
        f'SELECT ("{literal(PAYLOAD)[1:-1]}" AS ?label) (?n AS ?number) {{ VALUES ?n {{ 1 2 }} }}'
    )
    assert asked.page.locator(".chart li").count() == 2
    asked.run("SELECT <img src=x onerror=pwned=9> {")
    assert asked.page.get_by_role("alert").is_visible()
    asked.page.goto(f"{start}/sparql.html#query=%3Cscript%3Epwned%3D10%3C%2Fscript%3E")
    asked.page.reload()
    assert "<script>pwned=10" in asked.page.locator(".cm-content").inner_text()
    assert asked.page.evaluate("typeof window.pwned") == "undefined"
    assert asked.page.locator("#shown script, #shown img, #shown svg").count() == 0
    assert asked.log.errors == []


def test_address_holds_the_query_and_back_works(ask, browse, start):
    asked = ask(start)
    first, second = "ASK { ?a ?b 'ü+&#%' }", "SELECT * { ?s ?p ?o } LIMIT 2"
    assert asked.run(first).startswith("No.")
    link = asked.page.url
    assert link.startswith(f"{start}/sparql.html#query=ASK%20")
    assert asked.run(second).startswith("2 rows.")
    asked.page.go_back()
    asked.page.locator(".cm-content").get_by_text("'ü+&#%'").wait_for()
    assert not asked.page.locator("#answer").is_visible()
    asked.page.go_forward()
    asked.page.locator(".cm-content").get_by_text("LIMIT 2").wait_for()
    other, log = browse()
    other.goto(link)
    assert other.get_by_label("Query").inner_text() == first
    assert other.get_by_label("Example").input_value() == "-1"
    assert not [u for u in log.requests if "oxigraph" in u]  # a link runs nothing by itself


def test_link_can_be_copied(ask, served):
    asked = ask(served)
    asked.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked.write("ASK {}")
    asked.page.get_by_role("button", name="Copy link").click()
    asked.page.get_by_text("The link is copied.").wait_for()
    assert asked.page.evaluate("navigator.clipboard.readText()") == asked.page.url
    assert asked.page.url.endswith("#query=ASK%20%7B%7D")


def test_csv_is_complete_and_holds_no_formula(ask):
    asked = ask()
    summary = asked.run(
        "SELECT ?n ?text { { SELECT (1 AS ?x) {} } ?s ?p ?o . ?s2 ?p2 ?o2 . "
        "BIND(-5 AS ?n) BIND('=1+1' AS ?text) } LIMIT 1200"
    )
    assert summary.startswith("The first 1,000 of 1,200 rows are shown; the downloads have all.")
    assert len(asked.rows()) == 1000
    file, text = asked.save("CSV")
    assert file == "answer.csv"
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["n", "text"]
    assert rows[1:] == [["-5", "'=1+1"]] * 1200
    asked.run(f"SELECT ?t {{ {EVIL} dcterms:title ?t }} ORDER BY ?t")
    _, text = asked.save("CSV")
    found = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
    assert set(found) == {PAYLOAD, '\'=HYPERLINK("http://evil.example")'}
    assert len(json.loads(asked.save("JSON")[1])["results"]["bindings"]) == 2


def test_graph_comes_as_turtle_with_prefixes(ask, quads):
    import pyoxigraph as ox

    asked = ask()
    summary = asked.run("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    n = len({q[:3] for q in quads})
    assert summary.startswith(
        f"{n:,} triples." if n <= 1000 else f"The first 1,000 of {n:,} triples"
    )
    _file, text = asked.save("Turtle")
    found = {str(q.triple) for q in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    assert found == {f"{s} {p} {o}" for s, p, o, _ in quads}
    assert "@prefix paper: <https://example.org/kg/paper/> ." in text
    assert asked.save("N-Triples")[0] == "answer.nt"
    assert asked.run("DESCRIBE <https://example.org/kg/paper/bert>").split()[1] == "triples."
    assert "\npaper:bert a fabio:ResearchPaper, " in asked.page.locator("#shown pre").inner_text()


def test_named_graphs_and_from(ask, quads):
    asked = ask()
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ {} }}"
    asked.run(count.format("", "?s ?p ?o"))
    assert asked.rows() == [[str(len({q[:3] for q in quads}))]]
    mine = len({q for q in quads if q[3] == GRAPH})
    asked.run(count.format("", f"GRAPH {GRAPH} {{ ?s ?p ?o }}"))
    assert asked.rows() == [[str(mine)]]
    asked.run(count.format(f"FROM {GRAPH}", "?s ?p ?o"))
    assert asked.rows() == [[str(mine)]]


def test_label_and_number_become_bars(ask):
    asked = ask()
    asked.run('SELECT ?name ?n { VALUES (?name ?n) { ("a" 4) ("b" 1) } }')
    widths = [b.bounding_box()["width"] for b in asked.page.locator(".chart .bar").all()]
    assert widths[0] == pytest.approx(4 * widths[1], rel=0.02)
    assert asked.page.locator(".chart figcaption").inner_text() == "n by name"
    asked.run('SELECT ?name ?n { VALUES (?name ?n) { ("a" -4) ("b" 1) } }')
    assert asked.page.locator(".chart").count() == 0


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  ?s ?? }", "Line 2, column "),
        ("PREFIX a: <http://a.example/>\nSELECT ?x { ?x a pkg:Paper ; dcterms:title }", "Line 2, column "),
        ("SELECT * {\n  ?s a pkg:Paper ; nobody:knows 1 }", "Line 2, column 20: the prefix “nobody:” is not declared."),
        ("SELECT * {\n  { ?s ?p ?o\n}\nORDER BY ?s", "Line 1, column 10: this “{” is not closed."),
        ("SELECT * {\n  ?s ?p ?o }\n}", "Line 3, column 1: this “}” closes nothing."),
        ("SELECT (COUNT(*) AS ?n { ?s ?p '(' }", "Line 1, column 8: this “(” is not closed."),
        ("SELECT (COUNT(?y) AS ?n) ?z { ?x ?y ?z }", "Line 1, column "),
        ("INSERT DATA { <a:a> <a:a> 1 }", "INSERT changes data, and this page only reads."),
        ("PREFIX a: <a:>\n# SELECT\ndelete where { a:a ?p 1 }", "DELETE changes data, and this page only reads."),
        ("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SERVICE asks another server, and this page asks nobody."),
        ("", "There is no query."),
        ("# only a remark", "There is no query."),
    ],
)  # fmt: skip
def test_error_says_where(ask, query, place):
    asked = ask()
    assert asked.run(query) == "No answer."
    assert asked.page.get_by_role("alert").inner_text().startswith(place)
    assert asked.run("ASK { ?s ?p ?o }").startswith("Yes.")
    assert not asked.page.get_by_role("alert").is_visible()


@pytest.mark.parametrize(
    "query", ["SELECT * { ?z ?p ?a } LIMIT 2", "select distinct*{?z ?p ?a filter(?a != 5)} limit 2"]
)
def test_columns_of_everything_stand_as_the_query_has_them(ask, query):
    asked = ask()
    asked.run(query)
    heads = asked.page.locator("#shown thead th").all_inner_texts()
    assert heads[:3] == ["z", "p", "a"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken_by_answers_and_errors(ask, axe, scheme):
    asked = ask(width=320, color_scheme=scheme)
    for query in (
        None,
        "DESCRIBE <https://example.org/kg/paper/bert>",
        "SELECT * { ?s nobody:knows 1 }",
    ):
        asked.run(query)
        assert axe(asked.page) == []


def test_engine_that_gives_up_is_started_again(ask):
    asked = ask()
    assert asked.run("ASK " + "{" * 20_000 + "}" * 20_000) == "No answer."
    assert "The engine gave up" in asked.page.get_by_role("alert").inner_text()
    assert asked.run("ASK { ?s ?p ?o }").startswith("Yes.")


def test_keyboard_alone_is_enough(ask):
    asked = ask()
    page = asked.page
    focused = "document.activeElement.id || document.activeElement.className"
    page.get_by_label("Query").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("ASK {}")
    page.keyboard.press("Control+Enter")
    assert asked.wait().startswith("Yes.")
    assert page.locator(".cm-line").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "run"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert "cm-content" in page.evaluate(focused)
    page.locator("#query-label").click()
    assert "cm-content" in page.evaluate(focused)
    asked.run(example="Most built-on works")
    page.keyboard.press("Tab")
    assert page.locator("#shown [tabindex='0']").get_attribute("aria-label") == "Rows"
    assert asked.log.errors == []


def test_everything_has_a_name_and_the_answer_is_announced(ask):
    asked = ask()
    page = asked.page
    assert page.get_by_label("Query").get_attribute("role") == "textbox"
    assert page.get_by_label("Query").get_attribute("aria-multiline") == "true"
    assert page.get_by_role("combobox", name="Example").count() == 1
    assert [b.inner_text() for b in page.get_by_role("button").all()] == [
        "Run",
        "Stop",
        "Copy link",
    ]
    assert page.get_by_role("status").get_attribute("aria-live") == "polite"
    asked.run(example="Most built-on works")
    assert page.get_by_role("columnheader").all_inner_texts() == ["work", "title", "papers"]
    assert page.get_by_role("heading").all_inner_texts()[:2] == ["Ask the data", "Answer"]


def test_editor_is_optional(browse, folder, served):
    page, _ = browse()
    page.route("**/sparql-editor.js", lambda route: route.fulfill(status=404))
    page.goto(f"{served}/sparql.html")
    box = page.get_by_label("Query")
    assert box.evaluate("e => e.tagName") == "TEXTAREA"
    box.fill("ASK { ?s ?p ?o }")
    box.press("Control+Enter")
    page.get_by_role("status").get_by_text("Yes.").wait_for()


def test_missing_data_is_named(ask, served):
    asked = ask(served)
    asked.page.route("**/sparql-data.js", lambda route: route.fulfill(status=404))
    assert asked.run("ASK {}") == "No answer."
    assert asked.page.get_by_role("alert").inner_text() == "assets/sparql-data.js cannot be loaded."
    asked.page.unroute("**/sparql-data.js")
    assert asked.run("ASK {}").startswith("Yes.")


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ALONE = (
    "Asked of the facts, without ancestors at any distance, posts and the order of authors, "
    "and evidence and provenance."
)


def test_parts_of_a_large_graph_are_loaded_on_demand(ask, apart, quads):
    asked = ask(f"file://{apart}")
    assert asked.run(COUNT).endswith(ALONE)
    facts = int(asked.rows()[0][0])
    assert 0 < facts < len({q[:3] for q in without_provenance(quads)})
    files = ("ancestors", "records", "provenance")
    assert not any(f"sparql-{name}.js" in url for url in asked.log.requests for name in files)
    asked.page.get_by_label("Ask everything at once").check()
    assert asked.run().endswith("Asked of everything.")
    assert int(asked.rows()[0][0]) == len({q[:3] for q in quads})


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("SELECT ?q { ?c pkg:quote ?q } LIMIT 5", "ancestors"),
        (
            "PREFIX z: <https://w3id.org/paperkg/ontology#> SELECT ?q { ?c z:quote ?q } LIMIT 5",
            "ancestors",
        ),
        ("SELECT ?q { ?c <https://w3id.org/paperkg/ontology#quote> ?q } LIMIT 5", "ancestors"),
        ("SELECT ?s { ?c rdf:subject ?s } LIMIT 5", "ancestors"),
        ("SELECT ?b { ?a pkg:hasAncestor ?b } LIMIT 5", "evidence"),
        ("SELECT ?n { ?a pkg:position ?n } LIMIT 5", "evidence"),
        ("SELECT ?f { ?a pkg:sourceFile ?f } LIMIT 5", "evidence"),
        ("SELECT ?n { ?a a schema:BlogPosting ; pkg:quote ?n } LIMIT 0", "ancestors"),
        ("SELECT ?g { GRAPH ?g { ?c rdf:subject ?s } } LIMIT 5", ""),
    ],
)
def test_queries_that_speak_of_a_part_load_it(ask, apart, query, missing):
    asked = ask(f"file://{apart}")
    said = asked.run(query)
    if missing:
        assert "Asked of the facts and more, without " in said
        assert missing in said
    else:
        assert said.endswith("Asked of everything.")
    assert bool(asked.rows()) == ("LIMIT 5" in query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?t { ?p dcterms:title ?t FILTER(?t != "pkg:quote GRAPH") } # GRAPH pkg:quote',
        "SELECT ?graph { ?graph a ?from }",
    ],
)
def test_words_in_strings_and_names_do_not_load_it(ask, apart, query):
    assert ask(f"file://{apart}").run(query).endswith(ALONE)


def test_after_stop_a_large_graph_begins_anew(ask, apart):
    asked = ask(f"file://{apart}")
    assert "and more" in asked.run("SELECT ?q { ?c pkg:quote ?q } LIMIT 5")
    asked.write(PRODUCT)
    asked.page.get_by_role("button", name="Run").click()
    asked.page.get_by_role("status").get_by_text("Running …").wait_for()
    asked.page.get_by_role("button", name="Stop").click()
    assert asked.run(COUNT).endswith(ALONE)


def test_examples_answer_the_same_of_a_large_graph(ask, folder, apart):
    whole, parted = ask(f"file://{folder}"), ask(f"file://{apart}")
    for example in load_examples():
        whole.run(example=example.title)
        said = parted.run(example=example.title)
        assert "Asked of " in said, (example.name, said)
        assert sorted(parted.rows()) == sorted(whole.rows()), (example.name, said)


def test_server_that_knows_sparql_is_asked_instead(browse, folder, served):
    page, log = browse()
    got = []

    def answer(route):
        got.append((route.request.method, route.request.headers, route.request.post_data))
        if "BROKEN" in route.request.post_data:
            route.fulfill(status=400, body="error at 2:3: expected SELECT")
        elif "MANY" in route.request.post_data:
            rows = [{"s": {"type": "literal", "value": str(n)}} for n in range(1200)]
            cut = {"X-Paperkg-Truncated": "rows=1200"}
            results = {"head": {"vars": ["s"]}, "results": {"bindings": rows}}
            route.fulfill(json=results, headers=cut)
        else:
            route.fulfill(json={"head": {}, "boolean": True})

    html = sparql.with_endpoint((folder / "sparql.html").read_bytes(), "sparql")
    page.route("**/sparql.html", lambda r: r.fulfill(body=html.decode(), content_type="text/html"))
    page.route("**/some/path/sparql", answer)
    page.goto(f"{served}/sparql.html")
    assert page.get_by_text("This site's server works out the answer.").is_visible()
    asked = Asked(page, log)
    assert asked.run("ASK { ?p a pkg:Paper }").startswith("Yes.")
    (method, headers, body) = got[0]
    assert method == "POST"
    assert headers["content-type"] == "application/sparql-query"
    assert headers["accept"] == "application/sparql-results+json"
    assert body == "PREFIX pkg: <https://w3id.org/paperkg/ontology#>\nASK { ?p a pkg:Paper }"
    asked.run("BROKEN")
    assert page.get_by_role("alert").inner_text().startswith("Line 2, column 3")
    assert asked.run("SELECT ?s { ?s ?p 'MANY' }").startswith(
        "The server cut the answer at 1,200 rows: there are more. "
        "The first 1,000 are shown; the downloads have these 1,200."
    )
    assert not ENGINE & paths(log, served)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_answer_scrolls_the_page_sideways(ask, width, scheme):
    asked = ask(width=width, color_scheme=scheme)
    queries = [
        None,
        "SELECT * { ?s ?p ?o ; ?p2 ?o2 } LIMIT 30",
        f"SELECT ('{'x' * 300}' AS ?name) (1 AS ?n) {{}}",
        'SELECT ?name ?n { VALUES (?name ?n) { ("' + "y" * 300 + '" 4) ("b" 1) } }',
        "DESCRIBE <https://example.org/kg/paper/bert>",
        f"SELECT * {{ ?? {'z' * 200}",
    ]
    for query in queries:
        asked.run(query)
        assert asked.page.evaluate("document.documentElement.scrollWidth") <= width, query
    ink, paper = asked.page.evaluate(
        "['.cm-content', 'html'].map((s) => getComputedStyle(document.querySelector(s))).map("
        "(s, i) => (i ? s.backgroundColor : s.color).match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0))"
    )
    assert (ink > paper) == (scheme == "dark")
    assert asked.log.errors == []


def test_page_says_what_it_is_without_scripts(browse, folder):
    page, _ = browse(java_script_enabled=False)
    page.goto(f"file://{folder}/sparql.html")
    assert page.get_by_text("This page needs JavaScript.").is_visible()
    assert not page.locator("#ask").is_visible()
    example = page.locator("#examples details").first
    example.locator("summary").click()
    assert "SELECT" in example.locator("pre").inner_text()


def test_site_without_engine_says_how_to_get_it(browse, folder, tmp_path, monkeypatch):
    copy = tmp_path / "site"
    (copy / "assets").mkdir(parents=True)
    for name in ("site.css", "sparql.css", "sparql.js", "icon.svg"):
        shutil.copy(folder / "assets" / name, copy / "assets" / name)
    monkeypatch.setattr(sparql, "has_engine", lambda: False)
    page = sparql.sparql_page(Iris(EX), load_examples())
    (copy / page.path).write_bytes(Press(ABOUT, environment()).render(page))
    shown, log = browse()
    shown.goto(f"file://{copy}/sparql.html")
    assert shown.get_by_text("The query engine is missing from this site.").is_visible()
    assert not shown.locator("#ask").is_visible()
    assert shown.locator("#examples summary").count() == len(load_examples())
    assert log.errors == []
