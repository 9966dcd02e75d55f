// What is seen before a work is chosen: categories by years, and the works that most build on.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D) return;
  const { make } = X;
  const MOST = 20;
  const MORE = 50;
  const MOST_YEARS = 14;
  const MOST_CATEGORIES = 40;

  // Years before the last 14 share a column.
  function matrix(choose) {
    const table = document.getElementById("matrix");
    const used = new Set();
    D.categories.names.forEach((_, c) => D.categories.works.of(c).forEach((work) => used.add(D.years[work])));
    const years = [...used].filter(Boolean).sort((a, b) => a - b);
    document.getElementById("matrix-section").hidden = !years.length;
    if (!years.length) return;
    const early = years.length > MOST_YEARS ? years[years.length - MOST_YEARS] : years[0];
    const columns = years.filter((year) => year >= early);
    const counts = D.categories.names.map((_, c) => {
      const row = new Map();
      for (const work of D.categories.works.of(c)) {
        const year = Math.max(D.years[work], early);
        if (D.years[work]) row.set(year, (row.get(year) || 0) + 1);
      }
      return row;
    });
    const most = Math.max(1, ...counts.flatMap((row) => [...row.values()]));
    const shared = early !== years[0];
    const head = make("tr", {}, make("th", { scope: "col" }, "Category"),
      ...columns.map((year) => make("th", { scope: "col" }, shared && year === early ? `to ${year}` : String(year))));
    const order = D.categories.names.map((_, c) => c).slice(0, MOST_CATEGORIES)
      .sort((a, b) => D.categories.names[a].localeCompare(D.categories.names[b], "en"));
    const cell = (c, year) => {
      const number = counts[c].get(year);
      const made = make("td", { className: number ? `q${Math.ceil(4 * number / most)}` : "" });
      if (number) {
        const changes = { cat: D.categories.slug(c), from: shared && year === early ? "" : String(year), to: String(year) };
        made.append(anchor(String(number), changes, choose, `${number} in ${D.categories.names[c]}, ${year}`));
      }
      return made;
    };
    table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...order.map((c) => make("tr", {},
      make("th", { scope: "row" }, anchor(D.categories.names[c], { cat: D.categories.slug(c), from: "", to: "" }, choose)),
      ...columns.map((year) => cell(c, year))))));
  }

  // A link to a state of this page: it can be opened in a new tab, and Back leads back.
  function anchor(text, changes, choose, label) {
    const made = make("a", { href: X.state.write({ ...X.state.now, ...changes }) }, make("bdi", {}, text));
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      choose(changes);
    });
    return made;
  }

  function list(state, choose) {
    const filtered = X.trace.filtered(state);
    const place = document.getElementById("most");
    const more = document.getElementById("most-more");
    const found = X.trace.found(state, filtered ? Infinity : MOST);
    const works = filtered ? found.works : found.works.filter((work) => D.descendants(work));
    document.getElementById("most-title").textContent = filtered ? `Works that match (${found.total.toLocaleString("en")})` : "Most built on";
    place.replaceChildren();
    const add = () => {
      const start = place.children.length;
      place.append(...works.slice(start, start + MORE).map((work) => make("li", {},
        anchor(D.name(work), { p: D.slug(work), at: "" }, choose), X.panel.year(work),
        D.stubs[work] ? make("span", { className: "tag" }, "no post") : "",
        D.descendants(work) ? make("span", { className: "n" }, ` · built on by ${D.descendants(work)}`) : "",
        D.title(work) === D.name(work) ? "" : make("span", { className: "sub", dir: "auto" }, D.title(work)))));
      more.hidden = place.children.length >= works.length;
    };
    more.onclick = add;
    add();
    const none = document.getElementById("most-none");
    none.hidden = works.length > 0;
    none.textContent = filtered ? "Nothing matches all of these filters." : "No post says that one work builds on another.";
    return found.total;
  }

  X.overview = { matrix, list };
})();
