// The two boxes that look a work up by name, alias, author, concept or category (WAI-ARIA combobox).
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D) return;
  const { make } = X;
  const { called, fold, identifier, known, match } = window.paperkgNames;
  const MOST = 12;
  let rows = null;

  function load() {
    if (rows) return rows;
    rows = []; // first the works, in order
    const add = (kind, item, names, weight, more) => rows.push({ kind, item, names, weight, known: known(names, more) });
    for (let i = 0; i < D.size; i += 1) {
      const names = [D.name(i), ...(D.title(i) === D.name(i) ? [] : [D.title(i)]), ...(D.aliases.get(i) || [])];
      add("paper", i, names, D.descendants(i) + (D.stubs[i] ? 0 : 2),
        [String(D.years[i] || ""), ...Array.from(D.authors.of(i), (author) => D.authors.names[author])]);
    }
    for (const [kind, things] of [["author", D.authors], ["concept", D.concepts], ["category", D.categories]]) {
      things.names.forEach((name, i) => add(kind, i, [name], things.works.of(i).length));
    }
    return rows;
  }

  const sorted = new Map(); // kinds of a box -> its rows, always the same
  function ofKinds(kinds) {
    const key = kinds.join(" ");
    if (!sorted.has(key)) sorted.set(key, load().filter((row) => kinds.includes(row.kind)));
    return sorted.get(key);
  }

  // arXiv numbers and DOIs are in the index of the search page, which is loaded when one is typed.
  let byNumber = null;
  let asking = false;
  function numbered(number, again) {
    if (byNumber) return byNumber.get(fold(number)) || [];
    if (!asking) {
      asking = true;
      const script = document.createElement("script");
      script.src = "assets/search-index.js";
      script.onload = () => {
        byNumber = new Map();
        for (const [, page, , , , others] of window.PAPERKG_INDEX) {
          const item = D.find(page.slice(page.indexOf("/") + 1, -".html".length));
          for (const name of item === undefined || item < 0 ? [] : others.filter(identifier)) {
            byNumber.set(fold(name), [{ row: load()[item], place: 0, which: 0 }]);
          }
        }
        again();
      };
      script.onerror = () => { byNumber = new Map(); };
      document.head.append(script);
    }
    return [];
  }

  function search(text, kinds, again) {
    const number = identifier(text);
    if (number) {
      const hits = numbered(number, again);
      return { total: hits.length, hits };
    }
    const { hits, slip } = match(ofKinds(kinds), text);
    hits.sort((a, b) => a.place - b.place || kinds.indexOf(a.row.kind) - kinds.indexOf(b.row.kind)
      || b.row.weight - a.row.weight || a.row.item - b.row.item);
    return { total: hits.length, hits: hits.slice(0, MOST), slip };
  }

  function describe({ row, which }) {
    if (row.kind !== "paper") return `${row.kind} of ${X.many(row.weight, "work")}`;
    const also = which > 0 && row.names[which] !== D.title(row.item) ? called(row.names[which]) : "";
    const title = D.title(row.item) === D.name(row.item) ? "" : D.title(row.item);
    return [title, D.years[row.item] || "", D.stubs[row.item] ? "no post" : "", also].filter(Boolean).join(" · ");
  }

  function box(id, kinds, choose) {
    const input = document.getElementById(id);
    const list = document.getElementById(`${id}-list`);
    const said = document.getElementById(`${id}-said`);
    let hits = [];
    let at = -1;

    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
    function mark(next) {
      at = next;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      const item = list.children[at];
      if (item) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    }
    function pick(i) {
      const hit = hits[i];
      if (!hit) return;
      input.value = "";
      said.textContent = "";
      close();
      choose(hit.row.kind, hit.row.item);
    }
    function show() {
      const text = input.value.trim();
      const found = search(text, kinds, show);
      hits = found.hits;
      list.replaceChildren(...hits.map((hit, i) => {
        const item = make("li", { id: `${id}-${i}`, role: "option" },
          make("span", { className: "name" }, make("bdi", {}, hit.row.names[0])),
          make("span", { className: "sub" }, describe(hit)));
        item.setAttribute("aria-selected", "false");
        item.addEventListener("mousedown", (event) => { event.preventDefault(); pick(i); });
        return item;
      }));
      at = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      const told = !text ? "" : !hits.length ? "Nothing is called that."
        : found.total > hits.length ? `The first ${hits.length} of ${found.total}` : `${found.total} found`;
      said.textContent = found.slip ? `Nothing is called that. Spelt nearly so: ${told}` : told;
    }
    input.addEventListener("input", show);
    input.addEventListener("focus", () => { load(); if (input.value.trim()) show(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) show();
        const number = hits.length;
        if (number) mark(event.key === "ArrowDown" ? (at + 1) % number : (at + number - (at < 0 ? 0 : 1)) % number);
        event.preventDefault();
      } else if (event.key === "Enter") {
        event.preventDefault();
        pick(at < 0 ? 0 : at);
      } else if (event.key === "Escape" && (input.value || !list.hidden)) {
        event.stopPropagation();
        input.value = "";
        show();
      }
    });
    return { focus: () => input.focus() };
  }

  X.find = { box, search };
})();
