// Looks names and aliases up in assets/search-index.js, which is loaded on first use.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const box = document.getElementById("q");
  const list = document.getElementById("hits");
  const status = document.getElementById("hit-count");
  const root = form.dataset.root;
  const { called, fold, known, match } = window.paperkgNames;
  const KINDS = ["paper", "concept", "category", "author", "post", "work"];
  const POST = 4; // a post comes after the paper it is about
  const WORK = 5; // a work without a post stands among the papers
  const MOST = 30;
  let rows = null;
  let loading = false;

  const AUTHOR = 3;
  const load = () => {
    if (rows || loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = root + "assets/search-index.js";
    script.onload = () => {
      const raw = window.PAPERKG_INDEX;
      const people = raw.filter((row) => row[0] === AUTHOR).map((row) => row[2]);
      rows = raw.map(([kind, page, name, remark, weight, others, authors = []]) => {
        const names = [name, ...others];
        const more = kind === POST ? [] : [remark, ...authors.map((number) => people[number])];
        return { kind, page, name, remark, weight, names, known: known(names, more) };
      });
      search();
    };
    script.onerror = () => { status.textContent = "The search index is missing."; };
    document.head.append(script);
  };

  function search() {
    const text = box.value.trim();
    remember(text);
    list.replaceChildren();
    if (!text) { status.textContent = ""; return; }
    if (!rows) { status.textContent = "Loading …"; load(); return; }
    const { hits: found, slip } = match(rows, text);
    for (const hit of found) if (hit.row.kind === POST) hit.place += 2;
    found.sort((a, b) => a.place - b.place || a.row.kind % WORK - b.row.kind % WORK
      || b.row.weight - a.row.weight || (a.row.page < b.row.page ? -1 : 1));
    for (const hit of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + hit.row.page;
      link.textContent = hit.row.name;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = KINDS[hit.row.kind];
      item.append(link, kind);
      const also = hit.which > 0 && fold(hit.row.names[hit.which]) !== fold(hit.row.remark)
        ? called(hit.row.names[hit.which]) : "";
      const remark = [hit.row.remark, also].filter(Boolean).join(" · ");
      if (remark) {
        const sub = document.createElement("span");
        sub.className = "sub";
        sub.textContent = remark;
        item.append(sub);
      }
      list.append(item);
    }
    const told = found.length === 0 ? "Nothing is called that."
      : found.length > MOST ? `The first ${MOST} of ${found.length}` : `${found.length} found`;
    status.textContent = slip ? `Nothing is called that. Spelt nearly so: ${told}` : told;
  }

  // The address of the search page keeps what was typed, for the way back and for a link.
  function remember(text) {
    if (!form.dataset.remember) return;
    const address = new URL(location.href);
    if (text) address.searchParams.set("q", text); else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(null, "", address);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) location.href = first.href;
  });
  box.addEventListener("focus", load);
  box.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement === document.body) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && document.activeElement === box) {
      box.value = "";
      search();
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { box.value = asked; load(); search(); }
})();
