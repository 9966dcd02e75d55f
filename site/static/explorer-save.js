// The shown works and links as files: PNG, Turtle, CSV, BibTeX. Sentences are fetched as needed.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D) return;
  const UNSAFE = /^[=+\-@\t\r]/; // what a spreadsheet would take for a formula

  function field(value) {
    const text = String(value);
    const safe = UNSAFE.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  // What is said of a link, of the kinds that are shown.
  async function stated(link) {
    const asked = X.trace.kinds(X.state.now);
    const { claims, more } = await D.evidence(link);
    return { claims: claims.filter(({ relation }) => asked(relation.id)), more };
  }

  // A line per link and sentence, then one per work without a link. RFC 4180.
  async function csv(graph) {
    const year = (work) => D.years[work] || "";
    const rows = [["later", "later_year", "relation", "earlier", "earlier_year", "sentence", "source", "rule"]];
    for (const link of graph.links) {
      const ends = (relation) => [D.name(D.later[link]), year(D.later[link]), relation.id, D.name(D.earlier[link]), year(D.earlier[link])];
      const { claims } = await stated(link);
      for (const claim of claims) rows.push([...ends(claim.relation), claim.quote, claim.place, claim.rule]);
    }
    const linked = new Set(graph.links.flatMap((link) => [D.later[link], D.earlier[link]]));
    for (const work of graph.works) if (!linked.has(work)) rows.push([D.name(work), year(work), "", "", "", "", "", ""]);
    return `${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
  }

  const literal = (text) => `"${text.replace(/["\\\u0000-\u001f\u007f]/g, (c) => (c === '"' || c === "\\" ? `\\${c}` : `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`))}"`;
  const term = (kind, name) => (/^[a-z0-9][a-z0-9-]*$/.test(name) ? `${kind}:${name}` : `<${X.words.base}${kind}/${name}>`);
  const paper = (work) => term("paper", D.slug(work));
  const predicate = (relation) => relation.iri.replace(X.words.ontology, "pkg:");
  const pageName = (page) => page.replace(/^[a-z]+\/|\.html(?:#.*)?$/g, "");
  const block = (subject, said) => `${subject} ${said.join(" ;\n    ")} .\n`;

  // What a post is quoted with, and where; a claim that rests on a record alone has neither.
  function claimed(link, claim) {
    const said = [
      `a pkg:Claim${claim.layer === "curated" ? ", pkg:CuratedClaim" : ""}`, `rdf:subject ${paper(D.later[link])}`,
      `rdf:predicate ${predicate(claim.relation)}`, `rdf:object ${paper(D.earlier[link])}`,
    ];
    const [, start, end] = claim.page.match(/#o(\d+)-(\d+)$/) || [];
    const [, line] = claim.place.match(/:(\d+)$/) || [];
    if (end) said.push(`pkg:quote ${literal(claim.verbatim)}`, `pkg:start ${start}`, `pkg:end ${end}`);
    if (end && line) said.push(`pkg:line ${line}`);
    if (claim.page) said.push(`prov:wasDerivedFrom ${term("post", pageName(claim.page))}`);
    if (claim.rule) said.push(`prov:wasGeneratedBy <${X.words.base}rule/${pageName(claim.rulePage)}#run>`);
    return block(term("claim", claim.id), said);
  }

  // Statements that the site's own data hold, too: a part of its graph, with the same IRIs; the
  // claims behind its links, each with the sentence it was read from, and the posts quoted.
  async function turtle(graph) {
    const language = X.words.language ? `@${X.words.language}` : "";
    const { base } = X.words;
    const prefixes = {
      dcterms: "http://purl.org/dc/terms/", pkg: X.words.ontology, prov: "http://www.w3.org/ns/prov#",
      rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", xsd: "http://www.w3.org/2001/XMLSchema#",
      claim: `${base}claim/`, paper: `${base}paper/`, post: `${base}post/`,
    };
    const blocks = [Object.entries(prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`).join("")];
    for (const work of [...graph.works].sort((a, b) => a - b)) {
      const said = [`a pkg:Work, ${D.stubs[work] ? "pkg:Stub" : "pkg:Paper"}`, `dcterms:title ${literal(D.title(work))}${language}`];
      if (D.years[work]) said.push(`dcterms:issued "${String(D.years[work]).padStart(4, "0")}"^^xsd:gYear`);
      for (const link of graph.links.filter((l) => D.later[l] === work)) {
        const types = new Set(["builds_on", ...D.types(link).filter(X.trace.kinds(X.state.now))]);
        for (const type of types) said.push(`${predicate(D.relations.get(type))} ${paper(D.earlier[link])}`);
      }
      blocks.push(block(paper(work), said));
    }
    const claims = [];
    const posts = new Map();
    for (const link of [...graph.links].sort((a, b) => a - b)) {
      const found = await stated(link);
      claims.push(...found.claims.map((claim) => claimed(link, claim)));
      if (found.more) claims.push(`# ${X.many(found.more, "more claim")} of this link: <${D.page(D.later[link])}>\n`);
      for (const { page, place } of found.claims) if (page) posts.set(pageName(page), place.replace(/:\d+$/, ""));
    }
    for (const [name, file] of [...posts].sort()) blocks.push(block(term("post", name), ["a pkg:Post", `pkg:sourceFile ${literal(file)}`]));
    return [...blocks, ...claims].join("\n");
  }

  async function bibtex(graph) {
    return (await Promise.all([...graph.works].sort((a, b) => a - b).map(D.citation))).join("\n");
  }

  const KINDS = {
    png: ["image/png", (graph, title) => X.drawing.picture(title)],
    ttl: ["text/turtle", turtle],
    csv: ["text/csv", csv],
    bib: ["application/x-bibtex", bibtex],
  };
  async function save(kind, graph, title) {
    const [type, make] = KINDS[kind];
    const made = await make(graph, title);
    const blob = made instanceof Blob ? made : new Blob([made], { type: `${type};charset=utf-8` });
    const link = X.make("a", { href: URL.createObjectURL(blob), download: `${D.slug(graph.root)}.${kind}`, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  X.save = { save, csv, turtle, bibtex };
})();
