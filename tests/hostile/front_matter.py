"""Front matter that is broken, huge, of the wrong shape, or wants to be obeyed."""

from __future__ import annotations

from .cases import Group, Outcome, prose

READ, WARNED = Outcome.READ, Outcome.WARNED

group = Group("matter")

# --- broken -------------------------------------------------------------------------------------
group.matter("unclosed-quote", 'title: "never closed\nyear: 2020', WARNED)
group.matter("unclosed-list", "tags: [a, b\nyear: 2020", WARNED)
group.matter("unclosed-map", "meta: {a: 1\nyear: 2020", WARNED)
group.matter("two-colons", "title: Gates: a second look: again\nyear: 2020", WARNED)
group.matter("tab-indent", "authors:\n\t- Ada Example\n\t- Bob Example\nyear: 2020", WARNED)
group.matter("tab-first", "\ttitle: tabbed\n\tyear: 2020")
group.matter("bad-escape", 'title: "a \\q b"\nyear: 2020', WARNED)
group.matter("percent-directive", "%YAML 9.9\ntitle: a", WARNED)
group.matter("at-sign", "title: @handle\nyear: 2020", WARNED)
group.matter("backtick", "title: `code`\nyear: 2020", WARNED)
group.matter("star-title", "title: *Very* Deep Gates\nyear: 2020", WARNED)
group.matter("two-documents", "title: one\n---\ntitle: two\n...\ntitle: three", READ)
group.matter("control-in-yaml", "title: a\x07b\nyear: 2020")
group.matter("mixed-indent", "a:\n   b: 1\n  c: 2\nyear: 2020", WARNED)
group.matter("question-keys", "? title\n: a\n? [x, y]\n: b", WARNED)
group.post("never-closed", "---\ntitle: Never closed\nyear: 2020\n" + prose("never-closed"), WARNED)
group.post("never-closed-at-all", "---\ntitle: Only this", READ)
group.post("only-fence", "---\n", Outcome.ANY)
group.post("empty-matter", "---\n---\n" + prose("empty-matter"), READ)
group.post("empty-body", "---\ntitle: Nothing below\nyear: 2020\n---\n", READ)
group.post("dots-close", "---\ntitle: Dots\n...\n" + prose("dots-close"), READ)
group.post("rule-first", "---\nNot a mapping, only prose.\n---\n" + prose("rule-first"), READ)
group.post("toml-broken", "+++\ntitle = 'a\nyear = = 2\n+++\n" + prose("toml-broken"), WARNED)
group.post("toml-date", "+++\ndate = 2020-02-30\n+++\n" + prose("toml-date"), WARNED)
group.post("toml-deep", "+++\na = " + "[" * 3000 + "\n+++\n" + prose("toml-deep"), WARNED)
group.post("toml-types", "+++\ntitle = 12\nauthors = {a = 1}\n+++\n" + prose("toml-types"), READ)
group.post("json-broken", '{\n"title": "a",,\n}\n' + prose("json-broken"), READ)
group.post("json-deep", '{\n"a": ' + "[" * 1500 + "\n}\n" + prose("json-deep"), READ)

# --- of the wrong shape -------------------------------------------------------------------------
group.matter("is-a-list", "- a\n- b", WARNED)
group.matter("is-a-number", "12", READ)
group.matter("is-a-string", '"just a string"', READ)
group.matter("is-null", "~", READ)
group.matter("title-is-list", "title: [a, b]\nyear: 2020", READ)
group.matter("title-is-map", "title: {en: a, de: b}\nyear: 2020", READ)
group.matter("title-is-null", "title:\nyear: 2020", READ)
group.matter("title-is-number", "title: 1984\nyear: 2020", READ)
group.matter("title-is-bool", "title: yes\nyear: no", READ)
group.matter("numeric-keys", "1: a\n2.5: b\n~: c\ntrue: d", READ)
group.matter("nested-title", "title:\n  a:\n    b:\n      c: deep", READ)
group.matter(
    "block-scalars", "title: |\n  First line\n  Second line\nabstract: >-\n  folded\n  text", READ
)

# --- bombs --------------------------------------------------------------------------------------
_LEVELS = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10))
group.matter("alias-bomb", f'a0: &a0 ["x", "x"]\n{_LEVELS}\ntags: *a9', WARNED)
group.matter("alias-to-self", "tags: &t [a, *t]", WARNED)
group.matter("merge-key", "base: &b {title: a}\n<<: *b", WARNED)
group.matter("deep-flow", "a: " + "[" * 1900 + "]" * 1900, WARNED)
group.matter("deep-flow-far", "a: " + "[" * 100_000, WARNED)
group.matter("deep-maps", "a: " + "{a: " * 900 + "1" + "}" * 900, WARNED)
group.matter("deep-block", "\n".join(" " * i + f"k{i}:" for i in range(300)), WARNED)
group.matter("huge-value", "title: Huge\nnote: " + "x" * 300_000, WARNED)
group.matter("many-keys", "\n".join(f"key{i}: {i}" for i in range(20_000)), WARNED)
group.matter("many-tags", "tags:\n" + "\n".join(f"- tag {i}" for i in range(3000)), READ)
group.matter("long-integer", "year: " + "9" * 5000, READ)
group.matter("long-key", "k" * 3000 + ": a\nyear: 2020")

# --- tags and values whose constructors raise ---------------------------------------------------
group.matter("tag-python", "title: !!python/object/apply:os.system ['touch PWNED']", WARNED)
group.matter("tag-python-new", "a: !!python/object/new:subprocess.Popen [[touch, PWNED]]", WARNED)
group.matter("tag-include", "title: !include ../../outside/secret.md", WARNED)
group.matter("tag-env", "title: !ENV ${HOME}", WARNED)
group.matter("tag-int", "year: !!int x", WARNED)
group.matter("tag-float", "year: !!float ''", WARNED)
group.matter("tag-binary", "title: !!binary ////", WARNED)
group.matter("tag-timestamp", "date: !!timestamp 2020-99-99", WARNED)
group.matter("impossible-date", "date: 2020-02-30\ntitle: No such day", READ)
group.matter("sexagesimal", "year: 190:20:30\nratio: 0o17\nbig: 1_000", READ)
group.matter("not-a-number", "year: .nan\nother: .inf\nmore: 1e999", READ)
group.matter("surrogate-escape", 'title: "a \\ud800 b"\nauthors: ["\\udfff"]')
group.matter("nul-escape", 'title: "a \\0 b"\nyear: 2020', READ)
group.matter("line-separators", 'title: "a\\Lb\\Pc\\Nd"\nyear: 2020', READ)
group.matter("duplicate-keys", "title: first\ntitle: second\nyear: 2019\nyear: 2020", WARNED)
group.matter("duplicate-case", "title: first\nTitle: second\nTITLE: third", READ)

# --- wants to be obeyed -------------------------------------------------------------------------
group.matter(
    "sets-iri",
    "iri: https://evil.example/iri\nid: https://evil.example/id\nuri: https://evil.example/uri\n"
    '"@id": https://evil.example/at\n"@context": https://evil.example/context\n'
    "base: https://evil.example/\nbase_iri: https://evil.example/\nsameAs: https://evil.example/s",
    READ,
)
group.matter(
    "sets-path",
    "permalink: ../../../outside/owned\nslug: ../../outside/owned\npath: /tmp/owned\n"
    "url: /../../outside/owned.html\naliases: [/../../outside/owned, ..]\noutput: ../outside",
    READ,
)
group.matter(
    "sets-absolute", "permalink: /etc/owned\nfile: /etc/passwd\nsource: file:///etc/passwd", READ
)
group.matter(
    "sets-layout", "layout: ../../outside/secret\ntemplate: '{{ 7 * 7 }}'\nimport: secret", READ
)
group.matter(
    "sets-identifiers",
    "arxiv: '1706.03762> <https://evil.example/p> <https://evil.example/o'\n"
    "doi: '10.1000/x\"> . <https://evil.example/s> a <https://evil.example/C>'\n"
    "title: Identifiers that close brackets",
    READ,
)
group.matter(
    "sets-addresses",
    "title: Addresses\nurl: javascript:PWN(1)\ncode: data:text/html,<script>PWN(2)</script>\n"
    "pdf: 'https://evil.example/\" onmouseover=\"PWN(3)'\nproject: file:///etc/passwd\nlink: //evil.example/x",
    READ,
)
group.matter(
    "sets-types",
    "type: https://evil.example/Class\nkind: index\na: pkg:Stub\nrdf:type: https://evil.example/T\n"
    "schema:about: https://evil.example/about\nlayer: curated",
    READ,
)
group.matter(
    "prototype", "__proto__: {x: 1}\nconstructor: PWN\n__class__: PWN\ntitle: Prototype", READ
)
