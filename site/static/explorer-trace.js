// Walks the graph: lineages, filters, paths. Links run from the later work to the earlier one; the
// graph may hold circles and works of unknown year.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D) return;
  const MOST = 150;

  function links(work, back) {
    if (!back) return D.down.places.subarray(D.down.start[work], D.down.start[work + 1]);
    return Array.from({ length: D.up.start[work + 1] - D.up.start[work] }, (_, i) => D.up.start[work] + i);
  }
  const across = (link, work) => (D.later[link] === work ? D.earlier[link] : D.later[link]);

  // Each work once, at its shortest distance.
  function reach(start, back, depth, passes) {
    const seen = new Map([[start, 0]]);
    const queue = [start];
    for (let i = 0; i < queue.length; i += 1) {
      const steps = seen.get(queue[i]) + 1;
      if (steps > depth) break;
      for (const link of links(queue[i], back)) {
        const far = across(link, queue[i]);
        if (!seen.has(far) && passes(link)) { seen.set(far, steps); queue.push(far); }
      }
    }
    seen.delete(start);
    return seen;
  }

  // Whether a kind of links is asked for; all are unless some are chosen.
  function kinds(state) {
    const chosen = new Set(state.rel.split(",").filter((r) => D.relations.has(r)));
    return (type) => !chosen.size || chosen.has(type);
  }
  function passing(state) {
    const asked = kinds(state);
    return (link) => D.types(link).some(asked);
  }
  // A predicate for works, or null where no filter is set.
  function matching(state) {
    const tests = [];
    for (const [key, things] of [["cat", D.categories], ["con", D.concepts], ["by", D.authors]]) {
      if (!state[key]) continue;
      const at = things.find(state[key]);
      if (at < 0) continue; // it is named as unknown, and narrows nothing
      tests.push((work) => things.of(work).includes(at));
    }
    if (state.from) tests.push((work) => D.years[work] >= Number(state.from));
    if (state.to) tests.push((work) => D.years[work] > 0 && D.years[work] <= Number(state.to));
    return tests.length ? (work) => tests.every((test) => test(work)) : null;
  }
  function between(shown, passes) {
    const inside = new Set(shown);
    return shown.flatMap((work) => links(work, true).filter((link) => inside.has(D.earlier[link]) && passes(link)));
  }
  const nearer = (steps) => (a, b) => Math.abs(steps.get(a)) - Math.abs(steps.get(b))
    || D.descendants(b) - D.descendants(a) || a - b;

  // {works, links, steps, rest, hidden, total}: steps are negative for ancestors
  function lineage(root, state) {
    const passes = passing(state);
    const depth = state.depth === "all" ? Infinity : Number(state.depth);
    const steps = new Map([[root, 0]]);
    if (state.dir !== "desc") for (const [work, far] of reach(root, true, depth, passes)) steps.set(work, -far);
    if (state.dir !== "anc") {
      for (const [work, far] of reach(root, false, depth, passes)) {
        if (!steps.has(work) || far < -steps.get(work)) steps.set(work, far);
      }
    }
    const matches = matching(state);
    const order = [...steps.keys()].filter((work) => work === root || !matches || matches(work)).sort(nearer(steps));
    const works = order.slice(0, MOST);
    return {
      root, works, steps, links: between(works, passes), rest: order.slice(MOST),
      total: order.length, hidden: steps.size - order.length,
    };
  }

  function shortest(from, to, next) {
    const came = new Map([[from, -1]]);
    const queue = [from];
    for (let i = 0; i < queue.length && !came.has(to); i += 1) {
      for (const link of next(queue[i])) {
        const far = across(link, queue[i]);
        if (!came.has(far)) { came.set(far, link); queue.push(far); }
      }
    }
    if (!came.has(to)) return null;
    const chain = [];
    for (let at = to; at !== from; at = across(chain[0], at)) chain.unshift(came.get(at));
    return chain;
  }
  // {way: "back" | "on" | "round" | "none", works, links, steps ...}, works in the order of the path
  function path(from, to, state) {
    const passes = passing(state);
    const walk = (back) => (work) => [...links(work, back)].filter(passes);
    const tries = from === to ? [["back", []]] : [
      ["back", shortest(from, to, walk(true))],
      ["on", shortest(from, to, walk(false))],
    ];
    tries.sort((a, b) => (a[1]?.length ?? Infinity) - (b[1]?.length ?? Infinity));
    let [way, chain] = tries[0];
    if (!chain) {
      way = "round";
      chain = shortest(from, to, (work) => [...walk(true)(work), ...walk(false)(work)]);
    }
    if (!chain) { way = "none"; chain = []; }
    const works = [from];
    for (const link of chain) works.push(across(link, works.at(-1)));
    if (way === "none") works.push(to);
    const steps = new Map(works.map((work, i) => [work, i]));
    return { root: from, way, works: [...steps.keys()], links: chain, steps, rest: [], total: works.length, hidden: 0 };
  }

  function found(state, most) {
    const matches = matching(state);
    const order = [];
    for (let i = 0; i < D.size; i += 1) if (!matches || matches(i)) order.push(i);
    order.sort((a, b) => D.descendants(b) - D.descendants(a) || D.stubs[a] - D.stubs[b] || D.years[b] - D.years[a] || a - b);
    return { total: order.length, works: order.slice(0, most) };
  }

  X.trace = { MOST, lineage, path, found, kinds, filtered: (state) => Boolean(matching(state)), links, across };
})();
