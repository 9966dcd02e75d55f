// The query page. Engine, worker and data are scripts that are loaded on the first run; a server
// that answers SPARQL itself says so in <meta name="paperkg-endpoint">, and is asked instead.
// Whatever comes out of the data is set as text, never as HTML.
"use strict";
(() => {
  const LIMIT = 30; // seconds
  const NOT_WORDS = /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;

  const at = (id) => document.getElementById(id);
  const config = JSON.parse(at("sparql-config").textContent);
  const endpoint = document.querySelector("meta[name=paperkg-endpoint]").content;
  const [form, area, status, clock, error, answer, shown, saves, run, stop] =
    ["ask", "query", "status", "clock", "error", "answer", "shown", "saves", "run", "stop"].map(at);
  const whole = (n) => n.toLocaleString("en");

  function make(name, attributes = {}, ...inner) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...inner);
    return node;
  }

  /* ---- the query as text --------------------------------------------------------------- */

  // What is no word is blanked, so that places stay what they are.
  const bare = (query) => query.replace(NOT_WORDS, (part) => part.replace(/[^\n]/g, " "));

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

  // What can be told without asking the engine, which says less of it.
  const CHANGES = /^\s*(?:(?:prefix\s+\S*|base)\s+)*(insert|delete|load|clear|create|drop|copy|move|add|with)(?![\w:-])/i;
  function refusal(query) {
    const text = bare(query);
    if (!text.trim()) return "There is no query. Choose an example, or write one.";
    const change = text.match(CHANGES)?.[1].toUpperCase();
    if (change) return `${change} changes data, and this page only reads. Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.`;
    if (!endpoint && /(?<![\w:?$-])service\s+(?!\s|silent)/i.test(text)) {
      return "SERVICE asks another server, and this page asks nobody. Take the downloads to where you can ask both.";
    }
    return "";
  }

  // The first prefix that is used and not declared: its name, line and column.
  function undeclared(query) {
    const text = bare(query);
    const known = new Set(Object.keys(config.prefixes));
    for (const [, prefix] of text.matchAll(/\bprefix\s+([\w.-]*):/gi)) known.add(prefix);
    for (const found of text.matchAll(/(?<![\w:.?$@-])(?:\p{L}[\w.-]*)?:(?=[\p{L}\p{N}_%])/gu)) {
      const prefix = found[0].slice(0, -1);
      if (known.has(prefix)) continue;
      const before = text.slice(0, found.index).split("\n");
      return { prefix, line: before.length, column: before.at(-1).length + 1 };
    }
    return null;
  }

  // A bracket without its other half: its line and column, and which. The engine finds the fault only
  // where it can read no further.
  function unpaired(query) {
    const CLOSES = { "{": "}", "(": ")", "[": "]" };
    const open = [];
    const text = bare(query);
    const at = (index, sign, closes) => {
      const before = text.slice(0, index).split("\n");
      return { line: before.length, column: before.at(-1).length + 1, sign, closes };
    };
    for (let i = 0; i < text.length; i += 1) {
      if (CLOSES[text[i]]) open.push(i);
      else if (Object.values(CLOSES).includes(text[i])) {
        const last = open.pop();
        if (last === undefined) return at(i, text[i], true);
        if (CLOSES[text[last]] !== text[i]) return at(last, text[last], false);
      }
    }
    return open.length ? at(open.at(-1), text[open.at(-1)], false) : null;
  }

  // SELECT * names its columns in the order in which the query speaks of them.
  const spoken = (query) => [...new Set(bare(query).match(/(?<=[?$])[\p{L}\p{N}_]+/gu) || [])];
  const selectsAll = (query) => /(?<![\w:?$-])select\s+(?:(?:distinct|reduced)\s*)?\*/i.test(bare(query));

  // A large graph comes in parts: those that a query has to be asked of beside the facts.
  const rest = endpoint ? [] : config.rest;
  const exactly = (text) => text.replace(/\W/g, "\\$&");
  function spokenOf(query) {
    const text = bare(query);
    if (/(?<![\w:?$-])(?:graph|from)(?![\w:-])/i.test(text)) return rest;
    const spaces = { ...config.prefixes };
    for (const [, p, iri] of query.matchAll(/\bprefix\s+([\w.-]*):\s*<([^>]*)>/gi)) spaces[p] = iri;
    const names = (iri) => query.includes(`<${iri}>`)
      || Object.entries(spaces).some(([p, space]) => iri.startsWith(space)
        && new RegExp(`(?<![\\w:.-])${exactly(p)}:${exactly(iri.slice(space.length))}(?![\\w-])`).test(text));
    return rest.filter((part) => part.terms.some(names));
  }
  function extent(missing) {
    if (!missing.length) return "Asked of everything.";
    const words = missing.map((part) => part.words);
    const last = words.pop();
    const some = missing.length < rest.length ? "the facts and more" : "the facts";
    return `Asked of ${some}, without ${words.length ? `${words.join(", ")}, and ${last}` : last}.`;
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

  // What shows answers comes with the first of them.
  let shows = null;
  function answering() {
    shows ||= loadScript("sparql-answer.js").catch((problem) => { shows = null; throw problem; });
    return shows.then(() => self.PAPERKG_ANSWER({ config, make, whole, shown, saves }));
  }

  const here = {
    worker: null,
    loaded: null,
    missing: rest, // parts that are not loaded
    end() {
      this.worker?.terminate();
      this.worker = null;
      this.missing = rest;
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
    lacks(part) { return this.missing.includes(part); },
    async ready(parts) {
      if (!this.worker) await this.start();
      for (const part of parts) {
        if (!this.lacks(part)) continue;
        if (!self[part.variable]) await loadScript(part.file);
        await this.order({ type: "more", data: self[part.variable] });
        this.missing = this.missing.filter((other) => other !== part);
      }
    },
    async start() {
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
      return { text, time: performance.now() - begin, cut: reply.headers.has("X-Paperkg-Truncated") };
    },
  };
  const engine = endpoint ? there : here;

  /* ---- faults -------------------------------------------------------------------------- */

  function explain(message, query, added) {
    error.replaceChildren();
    error.hidden = false;
    const place = message.match(/^error at (\d+):(\d+): ([^]*)$/);
    if (!place) { error.append(make("p", {}, message)); return; }
    const prefix = place[3].includes("Prefix not found") ? undeclared(query) : null;
    const half = prefix || place[3].includes("Prefix not found") ? null : unpaired(query);
    const known = prefix || half;
    const [line, column] = known ? [known.line, known.column] : [Number(place[1]) - added, Number(place[2])];
    const words = [...new Set(place[3].match(/\b[A-Z]{2,}\b|"[^"]{1,3}"/g) || [])]
      .filter((word) => word !== "SELECT" || !place[3].includes("unbound")).slice(0, 8);
    const why = prefix ? `the prefix “${prefix.prefix}:” is not declared.`
      : half ? `this “${half.sign}” ${half.closes ? "closes nothing" : "is not closed"}.`
      : place[3].includes("Prefix not found") ? "a prefix is not declared."
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
    const refused = refusal(query);
    if (refused) {
      setBusy(false);
      status.textContent = "No answer.";
      explain(refused, query, 0);
      return;
    }
    setBusy(true);
    try {
      const parts = rest.length && at("all").checked ? rest : spokenOf(query);
      const loads = engine === here && (!here.worker || parts.some((part) => here.lacks(part)));
      status.textContent = loads ? "Loading engine and data …" : "Running …";
      await engine.ready(parts);
      if (mine !== turn) return;
      status.textContent = "Running …";
      timer = setTimeout(() => halt(`Stopped at the limit of ${LIMIT} s. Make the query narrower, or add LIMIT.`), LIMIT * 1000);
      const { text, added } = declared(query);
      const kind = formOf(query);
      const { show } = await answering();
      const got = await engine.ask(text, kind).catch((problem) => { problem.added = added; throw problem; });
      if (mine !== turn) return;
      const summary = show(kind, got, selectsAll(query) ? spoken(query) : []);
      answer.hidden = false;
      const of = rest.length && extent(here.missing);
      status.textContent = [summary, `${whole(Math.max(1, Math.round(got.time)))} ms.`, of].filter(Boolean).join(" ");
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
    at("extent")?.remove();
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
