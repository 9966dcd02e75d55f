// The query page. Engine, worker and data are scripts that are loaded on the first run; a server
// that answers SPARQL itself says so in <meta name="paperkg-endpoint">, and is asked instead.
// Whatever comes out of the data is set as text, never as HTML.
"use strict";
(() => {
  const LIMIT = 30; // seconds
  const MOST = 1000; // rows shown; downloads have all
  const MOST_BARS = 40;
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const NUMBER = /^(?:integer|decimal|double|float|(?:non)?(?:positive|negative)Integer|(?:unsigned)?(?:long|int|short|byte)|(?:unsigned)(?:Long|Int|Short|Byte))$/;
  const NOT_WORDS = /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;
  const TRIPLE = /^(\S+) (\S+) (.*) \.$/;

  const at = (id) => document.getElementById(id);
  const config = JSON.parse(at("sparql-config").textContent);
  const endpoint = document.querySelector("meta[name=paperkg-endpoint]").content;
  const [form, area, status, clock, error, answer, shown, saves, run, stop] =
    ["ask", "query", "status", "clock", "error", "answer", "shown", "saves", "run", "stop"].map(at);
  const whole = (n) => n.toLocaleString("en");
  const many = (n, what) => `${whole(n)} ${what}${n === 1 ? "" : "s"}`;

  function make(name, attributes = {}, ...inner) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...inner);
    return node;
  }

  /* ---- the query as text --------------------------------------------------------------- */

  const bare = (query) => query.replace(NOT_WORDS, " ");

  function formOf(query) {
    const word = bare(query).match(/(?<![\w:?$-])(select|ask|construct|describe)(?![\w:-])/i);
    return { ask: "ask", construct: "graph", describe: "graph" }[word?.[1].toLowerCase()] || "select";
  }

  // Well-known prefixes need no declaration; they go before the query, each on a line of its own.
  function declared(query) {
    const text = bare(query);
    const has = (p, before) => new RegExp(`${before}${p}:`, "i").test(text);
    const lines = Object.entries(config.prefixes)
      .filter(([p]) => has(p, "(?<![\\w:.-])") && !has(p, "\\bprefix\\s+"))
      .map(([p, iri]) => `PREFIX ${p}: <${iri}>\n`);
    return { text: lines.join("") + query, added: lines.length };
  }

  // The examples stand in the page, for readers without scripts; here they go into the picker,
  // whole, so that they can be taken elsewhere.
  const questions = [...document.querySelectorAll("#examples details")].map((node) => ({
    title: node.querySelector("b").textContent,
    question: node.querySelector("span").textContent,
    query: declared(node.querySelector("pre").textContent.trim()).text,
  }));

  /* ---- engines: ask(query, form) -> {text, time} ---------------------------------------- */

  const loadScript = (name) => new Promise((done, failed) => {
    const script = make("script", { src: `assets/${name}` });
    script.onload = done;
    script.onerror = () => failed(new Error(`${script.getAttribute("src")} cannot be loaded.`));
    document.head.append(script);
  });

  const here = {
    worker: null,
    loaded: null,
    end() {
      this.worker?.terminate();
      this.worker = null;
    },
    order(message) {
      return new Promise((done, failed) => {
        this.worker.onmessage = ({ data }) => {
          if (data.type !== "error") { done(data); return; }
          if (data.fatal) this.end();
          failed(new Error(data.fatal ? `The engine gave up: ${data.message}` : data.message));
        };
        this.worker.onerror = (event) => {
          event.preventDefault();
          this.end();
          failed(new Error(`The engine gave up: ${event.message || "it cannot be started"}`));
        };
        this.worker.postMessage(message);
      });
    },
    async ready() {
      if (this.worker) return;
      this.loaded ||= Promise.all(["oxigraph-wasm.js", "sparql-worker.js", "sparql-data.js"].map(loadScript));
      try { await this.loaded; } catch (problem) { this.loaded = null; throw problem; }
      const source = URL.createObjectURL(new Blob([self.PAPERKG_WORKER], { type: "text/javascript" }));
      this.worker = new Worker(source);
      try {
        await this.order({ type: "start", engine: self.PAPERKG_ENGINE, data: self.PAPERKG_DATA });
      } finally { URL.revokeObjectURL(source); }
    },
    ask(query, form) {
      return this.order({ type: "query", query, form, from: /(?<![\w:?$-])from(?![\w:-])/i.test(bare(query)) });
    },
  };

  const there = {
    request: null,
    end() { this.request?.abort(); },
    async ready() { /* a server always is */ },
    async ask(query, form) {
      this.request = new AbortController();
      const begin = performance.now();
      const reply = await fetch(endpoint, {
        method: "POST",
        headers: {
          "Content-Type": "application/sparql-query",
          Accept: form === "graph" ? "application/n-triples" : "application/sparql-results+json",
        },
        body: query,
        signal: this.request.signal,
      });
      const text = await reply.text();
      if (!reply.ok) throw new Error(text.trim().slice(0, 600) || `The server answers ${reply.status}.`);
      return { text, time: performance.now() - begin };
    },
  };
  const engine = endpoint ? there : here;

  /* ---- terms ---------------------------------------------------------------------------- */

  const spaces = Object.entries(config.prefixes).sort((a, b) => b[1].length - a[1].length);
  function shorten(iri) {
    const found = spaces.find(([, space]) => iri.startsWith(space));
    const local = found && iri.slice(found[1].length);
    return found && /^[A-Za-z0-9_](?:[\w-]*\w)?$/.test(local) ? [found[0], `${found[0]}:${local}`] : null;
  }

  // The page of one of our own resources, relative to this page; empty for others.
  const OWN = new RegExp(`^(?:(?:${config.kinds.join("|")})/[a-z0-9-]+|dataset)$`);
  function pageOf(iri) {
    const [thing, part] = iri.split("#", 2);
    const anchor = part ? `#${encodeURIComponent(part)}` : "";
    if (thing === config.ontology) return `ontology.html${anchor}`;
    const path = thing.startsWith(config.base) ? thing.slice(config.base.length) : "";
    return OWN.test(path) ? `${path}.html${anchor}` : "";
  }

  function link(iri) {
    const label = shorten(iri)?.[1] || iri;
    const own = pageOf(iri);
    if (own) return make("a", { href: own, title: iri }, label);
    if (/^https?:\/\/[^\s/]/i.test(iri)) {
      return make("a", { href: iri, title: iri, rel: "noopener nofollow ugc" }, label);
    }
    return make("span", {}, iri);
  }

  function plain(term) {
    if (!term) return "";
    if (term.type === "bnode") return `_:${term.value}`;
    if (term.type !== "triple") return term.value;
    const { subject, predicate, object } = term.value;
    return `<< ${plain(subject)} ${plain(predicate)} ${plain(object)} >>`;
  }

  const isNumber = (term) => Boolean(term?.datatype?.startsWith(XSD)
    && NUMBER.test(term.datatype.slice(XSD.length)));

  function cell(term) {
    const node = make("td", isNumber(term) ? { class: "num" } : {});
    if (term?.type === "uri") node.append(link(term.value));
    else if (term) {
      const text = make("span", { dir: "auto" }, plain(term));
      if (term.datatype) text.title = shorten(term.datatype)?.[1] || term.datatype;
      node.append(text);
      const lang = term["xml:lang"] || "";
      if (lang) text.lang = lang;
      if (lang && lang !== document.documentElement.lang) node.append(make("span", { class: "lang" }, lang));
    }
    return node;
  }

  /* ---- answers -------------------------------------------------------------------------- */

  const firstOf = (n, what) => (n > MOST
    ? `The first ${whole(MOST)} of ${many(n, what)} are shown; the downloads have all.`
    : `${many(n, what)}.`);

  function scrolled(label, inner) {
    return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, inner);
  }

  function showTable(vars, rows) {
    const chart = bars(vars, rows);
    if (chart) shown.append(chart);
    const numeric = (v) => rows.length > 0 && rows.every((row) => !row[v] || isNumber(row[v]));
    const head = make("tr", {}, ...vars.map((v) =>
      make("th", numeric(v) ? { scope: "col", class: "num" } : { scope: "col" }, v)));
    const body = make("tbody");
    for (const row of rows.slice(0, MOST)) body.append(make("tr", {}, ...vars.map((v) => cell(row[v]))));
    if (rows.length) {
      shown.append(scrolled("Rows", make("table", {}, make("thead", {}, head), body)));
    } else shown.append(make("p", { class: "none" }, "Nothing in the data matches."));
    return firstOf(rows.length, "row");
  }

  // One number for each label: two columns, or three of which one is the IRI of the label.
  function bars(vars, rows) {
    const values = vars.filter((v) => rows.every((row) => isNumber(row[v]) && Number(row[v].value) >= 0));
    const labels = vars.filter((v) => rows.every((row) => row[v]) && !values.includes(v));
    if (rows.length < 2 || values.length !== 1 || labels.length !== vars.length - 1) return null;
    const words = labels.filter((v) => rows.every((row) => row[v].type === "literal"));
    if (labels.length !== 1 && !(labels.length === 2 && words.length === 1)) return null;
    const [value, label] = [values[0], words[0] || labels[0]];
    const iri = labels.find((v) => v !== label) || label;
    const top = Math.max(...rows.slice(0, MOST_BARS).map((row) => Number(row[value].value))) || 1;
    const list = make("ol");
    for (const row of rows.slice(0, MOST_BARS)) {
      const name = make("span", { class: "label", dir: "auto" });
      if (row[iri].type === "uri") {
        const anchor = link(row[iri].value);
        if (iri !== label) anchor.textContent = plain(row[label]);
        name.append(anchor);
      } else name.append(plain(row[label]));
      name.title = plain(row[label]);
      const bar = make("span", { class: "bar" });
      bar.style.width = `calc((100% - 5rem) * ${Number(row[value].value) / top})`;
      const track = make("span", { class: "track" }, bar, make("span", { class: "value" }, row[value].value));
      list.append(make("li", {}, name, track));
    }
    const some = rows.length > MOST_BARS ? `, the first ${MOST_BARS}` : "";
    return make("figure", { class: "chart" }, make("figcaption", {}, `${value} by ${label}${some}`), list);
  }

  // Numbers stay numbers; what a spreadsheet would take for a formula gets an apostrophe before it.
  function csv(vars, rows) {
    const field = (term) => {
      const text = plain(term);
      const safe = !isNumber(term) && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return [vars.join(","), ...rows.map((row) => vars.map((v) => field(row[v])).join(","))].join("\r\n") + "\r\n";
  }

  // N-Triples, sorted by the engine or not, as Turtle with prefixes.
  function turtle(lines) {
    const used = new Set();
    const term = (text) => text.replace(/^<([^>]*)>$|(?<="\^\^)<([^>]*)>$/, (all, iri, type) => {
      const short = shorten(iri ?? type);
      if (short) used.add(short[0]);
      return short ? short[1] : all;
    });
    const type = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"; // stands first
    const subjects = new Map();
    for (const line of lines) {
      const [, s, p, o] = line.match(TRIPLE);
      if (!subjects.has(s)) subjects.set(s, new Map([[type, []]]));
      const of = subjects.get(s);
      if (!of.has(p)) of.set(p, []);
      of.get(p).push(term(o));
    }
    const blocks = [];
    for (const [s, of] of subjects) {
      const facts = [...of].filter(([, all]) => all.length).map(([p, all]) => `${p === type ? "a" : term(p)} ${all.join(", ")}`);
      blocks.push(`${term(s)} ${facts.join(" ;\n    ")} .\n`);
    }
    const head = [...used].sort().map((p) => `@prefix ${p}: <${config.prefixes[p]}> .\n`).join("");
    return `${head}${head && "\n"}${blocks.join("\n")}`;
  }

  function offer(label, file, type, content) {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => {
      const url = URL.createObjectURL(new Blob([content()], { type }));
      make("a", { href: url, download: file }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    });
    saves.append(button);
  }

  function show(kind, text) {
    let summary;
    if (kind === "graph") {
      const lines = text.split("\n").filter((line) => TRIPLE.test(line)).sort();
      shown.append(make("pre", { tabindex: "0", role: "region", "aria-label": "Turtle" },
        turtle(lines.slice(0, MOST)) || "# no triples\n"));
      summary = firstOf(lines.length, "triple");
      offer("Turtle", "answer.ttl", "text/turtle", () => turtle(lines));
      offer("N-Triples", "answer.nt", "application/n-triples", () => `${lines.join("\n")}\n`);
      return summary;
    }
    const data = JSON.parse(text);
    if (kind === "ask") {
      shown.append(make("p", { class: "truth" }, data.boolean ? "Yes" : "No"));
      summary = data.boolean ? "Yes." : "No.";
    } else {
      const { vars } = data.head;
      const rows = data.results.bindings;
      summary = showTable(vars, rows);
      offer("CSV", "answer.csv", "text/csv", () => csv(vars, rows));
    }
    offer("JSON", "answer.json", "application/sparql-results+json", () => text);
    return summary;
  }

  function explain(message, query, added) {
    error.replaceChildren();
    error.hidden = false;
    const place = message.match(/^error at (\d+):(\d+): ([^]*)$/);
    if (!place) { error.append(make("p", {}, message)); return; }
    const [line, column] = [Number(place[1]) - added, Number(place[2])];
    const words = [...new Set(place[3].match(/\b[A-Z]{2,}\b|"[^"]{1,3}"/g) || [])]
      .filter((word) => word !== "SELECT" || !place[3].includes("unbound")).slice(0, 8);
    const why = place[3].includes("Prefix not found") ? "this prefix is not declared."
      : place[3].includes("unbound") ? "a selected variable is neither grouped nor counted."
      : "this is not valid SPARQL.";
    error.append(make("p", {}, `Line ${line}, column ${column}: ${why}`));
    if (words.length && why.startsWith("this is")) error.append(make("p", {}, `Expected there: ${words.join(", ")}`));
    const text = query.split("\n")[line - 1];
    if (text !== undefined) {
      const from = Math.max(0, column - 60);
      const part = Array.from(text).slice(from, from + 90).join("").replaceAll("\t", " ");
      error.append(make("pre", { "aria-hidden": "true" }, `${part}\n${" ".repeat(column - 1 - from)}^`));
    }
  }

  /* ---- one run -------------------------------------------------------------------------- */

  let turn = 0; // what belongs to an older turn is dropped
  let busy = false;
  let tick = 0;
  let editor = { get: () => area.value, set: (text) => { area.value = text; } };

  function clear() {
    error.hidden = true;
    answer.hidden = true;
    shown.replaceChildren();
    saves.replaceChildren();
  }

  function setBusy(now) {
    if (busy && !now && document.activeElement === stop) run.focus();
    busy = now;
    clearInterval(tick);
    if (now) {
      const begin = performance.now();
      const tell = () => { clock.textContent = `${Math.floor((performance.now() - begin) / 1000)} s`; };
      tick = setInterval(tell, 1000);
    }
    clock.textContent = "";
    stop.disabled = !now;
    run.setAttribute("aria-disabled", String(now));
  }

  async function ask() {
    if (busy) return;
    const query = editor.get();
    const mine = (turn += 1);
    let timer;
    remember(query);
    name(query);
    clear();
    setBusy(true);
    try {
      status.textContent = engine === here && !here.worker ? "Loading engine and data …" : "Running …";
      await engine.ready();
      if (mine !== turn) return;
      status.textContent = "Running …";
      timer = setTimeout(() => halt(`Stopped at the limit of ${LIMIT} s. Make the query narrower, or add LIMIT.`), LIMIT * 1000);
      const { text, added } = declared(query);
      const kind = formOf(query);
      const got = await engine.ask(text, kind).catch((problem) => { problem.added = added; throw problem; });
      if (mine !== turn) return;
      const summary = show(kind, got.text);
      answer.hidden = false;
      status.textContent = `${summary} ${whole(Math.max(1, Math.round(got.time)))} ms.`;
    } catch (problem) {
      if (mine !== turn) return;
      status.textContent = "No answer.";
      explain(problem.message, query, problem.added || 0);
    } finally {
      clearTimeout(timer);
      if (mine === turn) setBusy(false);
    }
  }

  function halt(why) {
    turn += 1;
    engine.end();
    setBusy(false);
    status.textContent = why;
  }

  /* ---- the address holds the query ------------------------------------------------------- */

  const inAddress = () => new URLSearchParams(location.hash.slice(1)).get("query");
  const picker = at("example");

  function remember(query) {
    if (inAddress() !== query) location.hash = `query=${encodeURIComponent(query)}`;
  }

  function name(query) {
    const found = questions.findIndex((q) => q.query === query.trim());
    picker.value = String(found);
    at("question").textContent = questions[found]?.question || "";
  }

  function restore() {
    const query = inAddress() ?? questions[0]?.query ?? "SELECT * WHERE { ?s ?p ?o } LIMIT 20";
    if (query === editor.get()) return;
    if (busy) halt("");
    editor.set(query);
    name(query);
    clear();
    status.textContent = "";
  }

  function copyLink() {
    remember(editor.get());
    const said = (text) => { status.textContent = text; };
    const byHand = () => {
      const field = make("textarea", { readonly: "" });
      field.value = location.href;
      form.append(field);
      field.select();
      said(document.execCommand("copy") ? "The link is copied." : "The link stands in the address bar.");
      field.remove();
      at("copy").focus();
    };
    if (!navigator.clipboard) byHand();
    else navigator.clipboard.writeText(location.href).then(() => said("The link is copied."), byHand);
  }

  /* ---- begin ----------------------------------------------------------------------------- */

  at("no-script").remove();
  if (!config.engine && !endpoint) return;
  if (endpoint) {
    at("where").textContent = "This site's server works out the answer.";
    at("missing")?.remove();
  }
  questions.forEach((q, i) => picker.append(make("option", { value: String(i) }, q.title)));
  picker.append(make("option", { value: "-1" }, "Your own query"));
  form.hidden = false;
  if (questions.length) at("examples").hidden = true;
  restore();
  if (self.PAPERKG_EDITOR && "replaceSync" in CSSStyleSheet.prototype) {
    const text = area.value;
    area.remove();
    at("query-label").removeAttribute("for");
    editor = self.PAPERKG_EDITOR.create({
      parent: at("editor"), text, labelledBy: "query-label", describedBy: "query-help", onRun: ask,
    });
    at("query-label").addEventListener("click", () => editor.focus());
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); }
  });
  picker.addEventListener("change", () => {
    const chosen = questions[Number(picker.value)];
    if (!chosen) { at("question").textContent = ""; return; }
    if (busy) halt("");
    editor.set(chosen.query);
    at("question").textContent = chosen.question;
    clear();
    status.textContent = "";
  });
  stop.addEventListener("click", () => halt("Stopped."));
  at("copy").addEventListener("click", copyLink);
  window.addEventListener("hashchange", restore);
})();
