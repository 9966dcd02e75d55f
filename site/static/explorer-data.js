// The graph behind the explorer: reads the index (publish/explorer.py says how it is written) and
// loads evidence, which is kept in files of its own. Nothing here touches the page.
"use strict";
(() => {
  const X = window.paperkgExplorer = {};
  X.words = JSON.parse(document.getElementById("explorer-words").textContent);
  const raw = window.PAPERKG_GRAPH;
  if (!raw) return;

  const DIGITS = [];
  for (let c = 0x23; c < 0x7f; c += 1) if (c !== 0x3c && c !== 0x5c) DIGITS.push(c);
  const VALUE = new Uint8Array(128);
  DIGITS.forEach((code, i) => { VALUE[code] = i; });

  function unpack([base, ...planes]) {
    const numbers = new Int32Array(planes[0].length);
    let times = 1;
    for (const plane of planes) {
      for (let i = 0; i < numbers.length; i += 1) numbers[i] += VALUE[plane.charCodeAt(i)] * times;
      times *= base;
    }
    return numbers;
  }
  const lines = (text, number) => (number ? text.split("\n") : []);

  // Lists of numbers behind each other; list i goes from start[i] to start[i + 1]. Rising lists are
  // written across: all first numbers, then what the second ones add to these, and so on.
  function ragged({ n, v }, rising) {
    const lengths = unpack(n);
    const read = unpack(v);
    const start = new Int32Array(lengths.length + 1);
    lengths.forEach((length, i) => { start[i + 1] = start[i] + length; });
    const values = rising ? new Int32Array(read.length) : read;
    for (let step = 0, at = 0; rising && at < read.length; step += 1) {
      for (let i = 0; i < lengths.length; i += 1) {
        if (step >= lengths[i]) continue;
        values[start[i] + step] = read[at] + (step ? values[start[i] + step - 1] : 0);
        at += 1;
      }
    }
    return { start, values, of: (i) => values.subarray(start[i], start[i + 1]) };
  }
  function turned(table, most) {
    const start = new Int32Array(most + 1);
    for (const value of table.values) start[value + 1] += 1;
    for (let i = 0; i < most; i += 1) start[i + 1] += start[i];
    const at = start.slice();
    const values = new Int32Array(table.values.length);
    const places = new Int32Array(table.values.length);
    for (let i = 0; i + 1 < table.start.length; i += 1) {
      for (let j = table.start[i]; j < table.start[i + 1]; j += 1) {
        places[at[table.values[j]]] = j;
        values[at[table.values[j]]] = i;
        at[table.values[j]] += 1;
      }
    }
    return { start, values, places, of: (i) => values.subarray(start[i], start[i + 1]) };
  }
  function sparse({ at, names }) {
    const found = new Map();
    const places = unpack(at);
    let place = 0;
    lines(names, places.length).forEach((name, i) => {
      place += places[i];
      if (found.has(place)) found.get(place).push(name);
      else found.set(place, [name]);
    });
    return found;
  }
  const plainSlug = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  function things(kind, columns, number, odd) {
    const names = lines(columns.names, number);
    const slugs = sparse(odd || columns.slugs);
    const slug = (i) => (slugs.has(i) ? slugs.get(i)[0] : plainSlug(names[i]));
    let bySlug = null;
    const find = (text) => {
      bySlug ||= new Map(names.map((_, i) => [slug(i), i]));
      return bySlug.get(text) ?? -1;
    };
    return { names, slug, find, page: (i) => `${kind}/${slug(i)}.html` };
  }
  const highest = (table) => table.values.reduce((a, b) => Math.max(a, b), -1) + 1;

  const stubs = unpack(raw.stubs);
  const size = stubs.length;
  const years = new Int32Array(size);
  let filled = 0;
  for (const [year, number] of raw.years) { years.fill(year, filled, filled + number); filled += number; }
  const categoriesOf = ragged(raw.in, true);
  const conceptsOf = ragged(raw.has, true);
  const authorsOf = ragged(raw.by, false);
  const up = ragged(raw.links, true); // the works a work builds on; a link is its place in here
  const down = turned(up, size);
  const kinds = unpack(raw.kinds);
  const later = new Int32Array(up.values.length);
  for (let i = 0; i < size; i += 1) later.fill(i, up.start[i], up.start[i + 1]);
  const works = things("paper", raw, size);
  const titles = lines(raw.titles, size);
  const aliases = sparse(raw.aliases);

  const relations = new Map(X.words.relations.map(([id, forward, backward, shape, dash, iri]) =>
    [id, { id, forward, backward, shape, dash, iri }]));

  const loading = new Map();
  function load(chunk) {
    if (!loading.has(chunk)) {
      loading.set(chunk, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `data/evidence-${String(chunk).padStart(3, "0")}.js`;
        script.onload = () => done(window.PAPERKG_EVIDENCE[chunk]);
        script.onerror = () => {
          loading.delete(chunk);
          failed(new Error(`${script.getAttribute("src")} cannot be loaded.`));
        };
        document.head.append(script);
      }));
    }
    return loading.get(chunk);
  }
  const chunks = [0]; // the first work of each file
  for (const number of unpack(raw.chunks)) chunks.push(chunks.at(-1) + number);
  function chunkOf(work) {
    let low = 0, high = chunks.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (chunks[middle] <= work) low = middle; else high = middle - 1;
    }
    return low;
  }
  const details = async (work) => {
    const chunk = chunkOf(work);
    return (await load(chunk))[work - chunks[chunk]];
  };

  X.data = {
    size, years, stubs, titles, aliases, up, down, later, earlier: up.values, relations,
    name: (i) => works.names[i],
    title: (i) => titles[i] || works.names[i],
    slug: works.slug,
    find: works.find,
    page: works.page,
    iri: (i) => `${X.words.base}paper/${works.slug(i)}`,
    links: kinds.length,
    types: (link) => raw.types[kinds[link]], // what is stated for a link, the chosen relation first
    relation: (link) => relations.get(raw.types[kinds[link]][0]),
    categories: { ...things("category", raw.categories, highest(categoriesOf)), of: categoriesOf.of, works: turned(categoriesOf, highest(categoriesOf)) },
    concepts: { ...things("concept", raw.concepts, highest(conceptsOf)), of: conceptsOf.of, works: turned(conceptsOf, highest(conceptsOf)) },
    authors: { ...things("author", raw.authors, highest(authorsOf)), of: authorsOf.of, works: turned(authorsOf, highest(authorsOf)) },
    descendants: (i) => down.start[i + 1] - down.start[i],
    citation: async (i) => (await details(i))[0],
    // The sentences behind a link: {more, claims: [{relation, quote, page, place, rule, ...}]}
    // Of these, verbatim is the quote with its markup, and id ends the IRI of the claim.
    evidence: async (link) => {
      const work = later[link];
      const [more, ...claims] = (await details(work))[1][link - up.start[work]];
      return { more, claims: claims.map(([relation, quote, page, place, rule, rulePage, layer, claim, verbatim, id]) => (
        { relation: relations.get(relation), quote, page, place, rule, rulePage, layer, claim,
          verbatim: verbatim || quote, id: id || claim.replace(/^claim\/|\.html$/g, "") })) };
    },
  };

  X.many = (number, one, more) => `${number.toLocaleString("en")} ${number === 1 ? one : more || `${one}s`}`;
  X.short = (text) => ([...text].length > 80 ? `${[...text].slice(0, 79).join("").trimEnd()}…` : text);
  X.make = (tag, properties = {}, ...inner) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (key in node) node[key] = value; else node.setAttribute(key, value);
    }
    node.append(...inner.filter((part) => part !== null && part !== ""));
    return node;
  };
})();
