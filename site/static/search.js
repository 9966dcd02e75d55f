// Looks names and aliases up in assets/search-index.js, which is loaded on first use.
// Spellings are folded as the build folds them: case, hyphens, spaces and accents do not count.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const box = document.getElementById("q");
  const list = document.getElementById("hits");
  const status = document.getElementById("hit-count");
  const root = form.dataset.root;
  const KINDS = ["paper", "concept", "category", "author", "post", "work"];
  const POST = 4; // a post comes after the paper it is about
  const WORK = 5; // a work without a post stands among the papers
  const MOST = 30;
  let rows = null;
  let loading = false;

  const fold = (text) => text
    .replace(/[ßæøłđı]/gi, (c) => ({ "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i" })[c.toLowerCase()])
    .normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
    .replace(/&/g, "and").replace(/[^\p{L}\p{N}+#]+/gu, "");

  const load = () => {
    if (rows || loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = root + "assets/search-index.js";
    script.onload = () => {
      rows = window.PAPERKG_INDEX.map((row) => ({
        kind: row[0], page: row[1], name: row[2], remark: row[3], weight: row[4],
        keys: [row[2], ...row[5]].map(fold), names: [row[2], ...row[5]],
      }));
      search();
    };
    script.onerror = () => { status.textContent = "The search index is missing."; };
    document.head.append(script);
  };

  const score = (row, key, words) => {
    let best = 9;
    let which = 0;
    row.keys.forEach((other, i) => {
      let place = 9;
      if (other === key) place = 0;
      else if (other.startsWith(key)) place = 2;
      else if (other.includes(key)) place = 4;
      else if (words.length > 1 && words.every((w) => other.includes(w))) place = 6;
      if (place < 9 && i > 0) place += 1;
      if (place < best) { best = place; which = i; }
    });
    return [best, which];
  };

  function search() {
    const text = box.value.trim();
    const key = fold(text);
    list.replaceChildren();
    if (!key) { status.textContent = ""; return; }
    if (!rows) { status.textContent = "Loading …"; load(); return; }
    const words = text.split(/\s+/).map(fold).filter(Boolean);
    const found = [];
    for (const row of rows) {
      const [place, which] = score(row, key, words);
      if (place < 9) found.push({ row, place: place + (row.kind === POST ? 2 : 0), which });
    }
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
      const also = hit.which > 0 && hit.row.names[hit.which] !== hit.row.remark
        ? "also called " + hit.row.names[hit.which] : "";
      const remark = [hit.row.remark, also].filter(Boolean).join(" · ");
      if (remark) {
        const sub = document.createElement("span");
        sub.className = "sub";
        sub.textContent = remark;
        item.append(sub);
      }
      list.append(item);
    }
    status.textContent = found.length === 0 ? "Nothing is called that."
      : found.length > MOST ? `The first ${MOST} of ${found.length}` : `${found.length} found`;
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
