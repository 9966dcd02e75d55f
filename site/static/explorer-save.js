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

  // A line per link and sentence, then one per work without a link. RFC 4180.
  async function csv(graph) {
    const year = (work) => D.years[work] || "";
    const rows = [["later", "later_year", "relation", "earlier", "earlier_year", "sentence", "source", "rule"]];
    for (const link of graph.links) {
      const ends = (relation) => [D.name(D.later[link]), year(D.later[link]), relation.id, D.name(D.earlier[link]), year(D.earlier[link])];
      const { claims } = await D.evidence(link);
      for (const claim of claims) rows.push([...ends(claim.relation), claim.quote, claim.place, claim.rule]);
    }
    const linked = new Set(graph.links.flatMap((link) => [D.later[link], D.earlier[link]]));
    for (const work of graph.works) if (!linked.has(work)) rows.push([D.name(work), year(work), "", "", "", "", "", ""]);
    return `${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
  }

  // Statements that the site's own data hold, too: a part of its graph, with the same IRIs.
  function turtle(graph) {
    const literal = (text) => `"${text.replace(/["\\\u0000-\u001f\u007f]/g, (c) => (c === '"' || c === "\\" ? `\\${c}` : `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}`))}"`;
    const language = X.words.language ? `@${X.words.language}` : "";
    const blocks = [
      "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        + `@prefix pkg: <${X.words.ontology}> .\n`,
    ];
    for (const work of [...graph.works].sort((a, b) => a - b)) {
      const said = [`a pkg:Work`, `dcterms:title ${literal(D.title(work))}${language}`];
      if (D.years[work]) said.push(`dcterms:issued "${String(D.years[work]).padStart(4, "0")}"^^xsd:gYear`);
      for (const link of graph.links.filter((l) => D.later[l] === work)) {
        const object = `<${D.iri(D.earlier[link])}>`;
        said.push(`pkg:buildsOn ${object}`);
        for (const type of D.types(link)) {
          if (type !== "builds_on") said.push(`<${D.relations.get(type).iri}> ${object}`);
        }
      }
      blocks.push(`<${D.iri(work)}> ${said.join(" ;\n    ")} .\n`);
    }
    return blocks.join("\n");
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
