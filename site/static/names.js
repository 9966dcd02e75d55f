// How typed text is matched with names, on the search page and in the explorer alike.
// Spellings are folded as the build folds them: case, hyphens, spaces and accents do not count.
"use strict";
(() => {
  const LETTERS = { "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i" };
  const NONE = 9;
  // Words that say what kind of thing is looked for. They are left out if nothing is found with them.
  const FILLERS = new Set(("a an and ancestor are arxiv by build built by came come did do doe doi does for from how in is lineage made method model "
    + "net network of on paper that the to use used was what where which who with").split(" "));
  const SHORTEST_SLIP = 5; // characters of a word in which one may be wrong
  const SHORTEST_INSIDE = 3; // characters that are looked for in the middle of words

  const IDENTIFIER = /^(?:(?:https?:\/\/)?(?:www\.)?(?:arxiv\.org\/(?:abs|pdf)\/|(?:dx\.)?doi\.org\/)|(?:arxiv|doi)[:\s]\s*)?(10\.\d{4,9}\/\S+|\d{4}\.\d{4,5})(?:v\d+)?$/i;
  /** The arXiv number or DOI that a text is, however it is written; otherwise nothing. */
  const identifier = (text) => IDENTIFIER.exec(text.trim())?.[1] ?? "";
  const called = (name) => identifier(name) ? `${name.includes("/") ? "DOI" : "arXiv"} ${name}` : `also called ${name}`;

  const plain = (text) => text
    .replace(/[ßæøłđı]/gi, (c) => LETTERS[c.toLowerCase()])
    .normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/&/g, "and");
  const fold = (text) => plain(text).replace(/[^\p{L}\p{N}+#]+/gu, "");
  const split = (text) => plain(text).split(/[^\p{L}\p{N}+#]+/u).filter(Boolean);

  function singular(word) {
    if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
    if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
    return word.replace(/(?<=x|ch|sh|zz)es$|s$/, "");
  }

  /**
   * What a thing is called, ready for matching.
   * @param {string[]} names Its name, then the others it goes by.
   * @param {string[]} more What may help to find it but is no name: title, authors, year.
   */
  function known(names, more = []) {
    const keys = names.map(fold);
    const own = ` ${names.flatMap(split).join(" ")} `;
    return { keys, one: keys.map(singular), own, words: `${own}${more.flatMap(split).join(" ")} ` };
  }

  function asked(text) {
    const words = split(text);
    const key = fold(text);
    const kept = words.map(singular).filter((word) => !FILLERS.has(word));
    const fewer = kept.length && kept.length < words.length ? asked(kept.join(" ")) : null;
    return { key, one: singular(key), starts: words.map((w) => ` ${singular(w)}`), words, inside: key.length >= SHORTEST_INSIDE && !/^\d+$/.test(key), fewer };
  }

  /** How well a thing fits: 0 is best, 9 not at all; and by which of its names. */
  function place(thing, query) {
    let best = NONE, which = 0;
    for (let i = 0; i < thing.keys.length; i += 1) {
      const other = thing.keys[i];
      let now = NONE;
      if (other === query.key) now = 0;
      else if (thing.one[i] === query.one) now = 0.5;
      else if (other.startsWith(query.key)) now = 2;
      else if (query.inside && other.includes(query.key)) now = 6;
      if (now < NONE && i > 0) now += 1;
      if (now < best) { best = now; which = i; }
    }
    if (best > 4 && query.starts.length) {
      if (query.starts.every((start) => thing.own.includes(start))) return [4, 0];
      if (query.starts.every((start) => thing.words.includes(start))) return [5, 0];
    }
    return [best, which];
  }

  /** Whether two words differ by one letter that is wrong, missing, too many, or in the next one's place. */
  function near(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let i = 0;
    while (i < one.length && one[i] === other[i]) i += 1;
    const [a, b] = [one.slice(i), other.slice(i)];
    return a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b
      || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  // All names in one text, and all words in another: looking through a text is fast, through things not.
  const shelves = new WeakMap();
  function shelf(things) {
    if (!shelves.has(things)) {
      const names = things.map(({ known: { keys, one } }) => `\n${keys.join("\n")}\n${one.join("\n")}`);
      const words = things.map((thing) => `\n${thing.known.words}`);
      shelves.set(things, { names: laid(names), words: laid(words), spelt: null });
    }
    return shelves.get(things);
  }
  function laid(texts) {
    const starts = new Int32Array(texts.length + 1);
    texts.forEach((text, i) => { starts[i + 1] = starts[i] + text.length; });
    return { text: texts.join(""), starts };
  }
  /** Adds the numbers of the things that have a part in their text to a set. */
  function having({ text, starts }, part, found = new Set()) {
    let thing = 0;
    for (let i = text.indexOf(part); i >= 0; i = text.indexOf(part, starts[thing + 1])) {
      while (starts[thing + 1] <= i) thing += 1;
      found.add(thing);
    }
    return found;
  }
  const common = (sets) => sets.reduce((some, others) => new Set([...some].filter((i) => others.has(i))));
  const inOrder = (numbers) => [...numbers].sort((a, b) => a - b);

  // The things that may fit, in order. While a word is being typed they are among those before.
  let last = null;
  function candidates(things, query) {
    if (last?.things === things && goesOn(last.query, query)) return last.found;
    const { names, words } = shelf(things);
    const found = having(names, query.key);
    if (query.one !== query.key) having(names, query.one, found);
    for (const i of query.starts.length ? common(query.starts.map((start) => having(words, start))) : []) found.add(i);
    last = { things, query, found: inOrder(found).map((i) => things[i]) };
    return last.found;
  }
  const goesOn = (before, now) => now.key.includes(before.key) && now.one.includes(before.key) && now.starts.length > 0
    && before.starts.every((start, i) => now.starts[i]?.startsWith(start));

  // The things of whose words each word of the query is the beginning, or one with a letter wrong.
  function slips(things, query) {
    const kept = shelf(things);
    if (!kept.spelt) {
      kept.spelt = new Map();
      things.forEach((thing, i) => {
        for (const word of new Set(thing.known.words.trim().split(" ").map(singular))) {
          if (!kept.spelt.has(word)) kept.spelt.set(word, []);
          kept.spelt.get(word).push(i);
        }
      });
    }
    const each = query.words.map((word) => {
      const found = having(kept.words, ` ${singular(word)}`);
      if (word.length < SHORTEST_SLIP) return found;
      for (const [other, those] of kept.spelt) if (near(singular(word), other)) for (const i of those) found.add(i);
      return found;
    });
    return inOrder(common(each)).map((i) => things[i]);
  }

  /**
   * The things that fit, as [thing, place, number of the name], in the order given.
   * Without a hit, words such as "model" are left out; without one again, a letter may be wrong.
   */
  function match(things, text) {
    const query = asked(identifier(text) || text);
    if (!query.key) return { hits: [], slip: false };
    for (const now of [query, query.fewer]) {
      const hits = [];
      for (const thing of now ? candidates(things, now) : []) {
        const [best, which] = place(thing.known, now);
        if (best < NONE) hits.push({ row: thing, place: best, which });
      }
      if (hits.length) return { hits, slip: false };
    }
    const last = query.fewer || query;
    if (!last.words.some((word) => word.length >= SHORTEST_SLIP)) return { hits: [], slip: false };
    const hits = slips(things, last)
      .map((row) => ({ row, place: row.known.one.some((name) => near(name, last.one)) ? NONE - 2 : NONE - 1, which: 0 }));
    return { hits, slip: hits.length > 0 };
  }

  window.paperkgNames = { called, fold, identifier, known, match };
})();
