// Answers of the query page: table, chart, Turtle, downloads. Loaded with the first of them.
// Whatever comes out of the data is set as text, never as HTML.
"use strict";
self.PAPERKG_ANSWER = ({ config, make, whole, shown, saves }) => {
  const MOST = 1000; // rows shown; downloads have all
  const MOST_BARS = 40;
  const XSD = "http://www.w3.org/2001/XMLSchema#";
  const NUMBER = /^(?:integer|decimal|double|float|(?:non)?(?:positive|negative)Integer|(?:unsigned)?(?:long|int|short|byte)|(?:unsigned)(?:Long|Int|Short|Byte))$/;
  const TRIPLE = /^(\S+) (\S+) (.*) \.$/;
  const many = (n, what) => `${whole(n)} ${what}${n === 1 ? "" : "s"}`;

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

  // A server that cuts answers has more than it sent, and nobody knows how many.
  function firstOf(n, what, cut) {
    const first = n > MOST ? `The first ${whole(MOST)} are shown; the downloads have ${cut ? `these ${whole(n)}` : "all"}.` : "";
    if (cut) return `The server cut the answer at ${many(n, what)}: there are more. ${first}`.trim();
    return n > MOST ? first.replace(" are shown", ` of ${many(n, what)} are shown`) : `${many(n, what)}.`;
  }

  function scrolled(label, inner) {
    return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, inner);
  }

  function showTable(vars, rows, cut) {
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
    return firstOf(rows.length, "row", cut);
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

  function show(kind, { text, cut = false }, order) {
    let summary;
    if (kind === "graph") {
      const lines = text.split("\n").filter((line) => TRIPLE.test(line)).sort();
      shown.append(make("pre", { tabindex: "0", role: "region", "aria-label": "Turtle" },
        turtle(lines.slice(0, MOST)) || "# no triples\n"));
      summary = firstOf(lines.length, "triple", cut);
      offer("Turtle", "answer.ttl", "text/turtle", () => turtle(lines));
      offer("N-Triples", "answer.nt", "application/n-triples", () => `${lines.join("\n")}\n`);
      return summary;
    }
    const data = JSON.parse(text);
    if (kind === "ask") {
      shown.append(make("p", { class: "truth" }, data.boolean ? "Yes" : "No"));
      summary = data.boolean ? "Yes." : "No.";
    } else {
      const place = new Map(order.map((name, i) => [name, i]));
      const vars = order.length ? [...data.head.vars].sort((a, b) => place.get(a) - place.get(b)) : data.head.vars;
      const rows = data.results.bindings;
      summary = showTable(vars, rows, cut);
      offer("CSV", "answer.csv", "text/csv", () => csv(vars, rows));
    }
    offer("JSON", "answer.json", "application/sparql-results+json", () => text);
    return summary;
  }

  return { show };
};
