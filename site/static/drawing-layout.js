// Places works in columns of (year, depth within the year), so that time runs from left to right: rows
// by barycentre sweeps (Sugiyama, Tagawa and Toda 1981; as publish/columns.py has them for the still
// drawings), a place kept free where a line passes a column.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const SWEEPS = 8;
  const DEEPEST = 6; // sub-columns of one year
  const MOST_ROWS = 12; // a longer column is broken into several
  const MOST_FREE = 500;
  const NARROW = 0.6; // height of a place kept free, in rows

  // A work of unknown year stands between those it builds on and the first that builds on it, else at
  // the end of time at which nothing is known against it.
  function guess(works, years, links) {
    const when = new Map();
    for (const work of works) if (years(work)) when.set(work, years(work));
    const known = [...when.values()];
    const [first, last] = known.length ? [Math.min(...known) - 0.5, Math.max(...known) + 0.5] : [0.5, 0.5];
    for (const work of works) {
      if (years(work)) continue;
      const after = links.filter(([, earlier]) => earlier === work).map(([later]) => years(later)).filter(Boolean);
      const before = links.filter(([later]) => later === work).map(([, earlier]) => years(earlier)).filter(Boolean);
      when.set(work, after.length && before.length ? Math.min(...after) - 0.5 : before.length ? last : first);
    }
    return when;
  }

  function depths(works, when, links) {
    const depth = new Map(works.map((work) => [work, 0]));
    const same = links.filter(([later, earlier]) => when.get(later) === when.get(earlier) && later !== earlier);
    for (let round = 0; round < DEEPEST; round += 1) { // bounded, so that a circle ends too
      let changed = false;
      for (const [later, earlier] of same) {
        const below = depth.get(earlier);
        if (depth.get(later) <= below && below < DEEPEST) { depth.set(later, below + 1); changed = true; }
      }
      if (!changed) break;
    }
    return depth;
  }

  function spread(items, row) {
    let top = -items.reduce((sum, item) => sum + item.size, 0) / 2;
    for (const item of items) { row.set(item, top + item.size / 2); top += item.size; }
  }

  function straighten(items, near, row) {
    const length = (item, here) => near.get(item).reduce((sum, other) => sum + Math.abs(here - row.get(other)), 0);
    for (let i = 0; i + 1 < items.length; i += 1) {
      const [one, other] = [items[i], items[i + 1]];
      const top = row.get(one) - one.size / 2;
      const low = top + other.size + one.size / 2;
      const high = top + other.size / 2;
      const before = length(one, row.get(one)) + length(other, row.get(other));
      if (length(one, low) + length(other, high) < before - 0.01) {
        items[i] = other;
        items[i + 1] = one;
        row.set(one, low);
        row.set(other, high);
      }
    }
  }

  // works: numbers in any order; links: [later, earlier] -> {columns: [{head, items}], lanes}
  // An item has work (or link, for a free place), column and row. Bundled, all links of a work
  // with many share the free places they pass.
  function place(works, links, years, bundled = false) {
    const sorted = [...works].sort((a, b) => a - b);
    const when = guess(sorted, years, links);
    const depth = depths(sorted, when, links);
    const degree = new Map(sorted.map((work) => [work, 0]));
    for (const pair of links) for (const work of pair) degree.set(work, degree.get(work) + 1);
    const groups = new Map();
    for (const work of [...sorted].sort((a, b) => degree.get(a) - degree.get(b) || a - b)) {
      const key = when.get(work) * 100 + depth.get(work);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(work);
    }
    const columns = [];
    for (const key of [...groups.keys()].sort((a, b) => a - b)) {
      const group = groups.get(key);
      const size = Math.ceil(group.length / Math.ceil(group.length / MOST_ROWS));
      const year = when.get(group[0]);
      for (let i = 0; i < group.length; i += size) {
        const members = group.slice(i, i + size).sort((a, b) => (a < 0) - (b < 0) || a - b); // what stands for many, last
        columns.push({ head: Number.isInteger(year) ? String(year) : "year unknown", items: members.map((work) => ({ work, size: 1 })) });
      }
    }
    const item = new Map();
    columns.forEach((column, i) => column.items.forEach((it) => { it.column = i; item.set(it.work, it); }));
    const near = new Map([...item.values()].map((it) => [it, []]));
    const spans = links.reduce((sum, [a, b]) => sum + Math.abs(item.get(a).column - item.get(b).column), 0);
    const shared = new Map();
    const lanes = links.map(([later, earlier], number) => {
      const [start, end] = [item.get(later), item.get(earlier)];
      const step = start.column < end.column ? 1 : -1;
      const chain = [start];
      const hub = degree.get(later) > degree.get(earlier) ? later : earlier;
      for (let c = start.column + step; (bundled || spans <= MOST_FREE) && c !== end.column && c * step < end.column * step; c += step) {
        const key = bundled ? `${hub} ${hub === later} ${c} ${step}` : `${number} ${c}`;
        if (!shared.has(key)) {
          if (shared.size >= MOST_FREE) break;
          const free = { link: number, size: NARROW, column: c };
          columns[c].items.push(free);
          near.set(free, []);
          shared.set(key, free);
        }
        chain.push(shared.get(key));
      }
      chain.push(end);
      chain.slice(1).forEach((other, i) => {
        if (other.column !== chain[i].column) { near.get(other).push(chain[i]); near.get(chain[i]).push(other); }
      });
      return chain.slice(1, -1);
    });
    const row = new Map();
    columns.forEach((column) => spread(column.items, row));
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      const order = columns.map((_, i) => (sweep % 2 ? columns.length - 1 - i : i));
      for (const at of order) {
        const { items } = columns[at];
        const pull = new Map(items.map((it, i) => {
          const side = near.get(it).filter((other) => (other.column < at) === (sweep % 2 === 0));
          const others = side.length ? side : near.get(it);
          const mean = others.reduce((sum, other) => sum + row.get(other), 0) / others.length;
          return [it, [others.length ? Math.round(mean * 1000) / 1000 : row.get(it), i]];
        }));
        items.sort((a, b) => pull.get(a)[0] - pull.get(b)[0] || pull.get(a)[1] - pull.get(b)[1]);
        spread(items, row);
      }
    }
    for (let round = 0; round < 2; round += 1) columns.forEach((column) => straighten(column.items, near, row));
    return { columns, lanes, item };
  }

  X.layout = { place };
})();
