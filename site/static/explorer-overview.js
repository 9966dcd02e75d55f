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

  // Years before the last 14 share a column. Works that no category holds have a last row, if a post is
  // about them. With filters, only what matches is counted.
  function matrix(state, choose) {
    const table = document.getElementById("matrix");
    const filtered = X.trace.filtered(state);
    const works = X.trace.found(state, Infinity).works.filter((work) => D.years[work]);
    const NONE = D.categories.names.length;
    const holding = (work) => {
      const categories = [...D.categories.of(work)];
      return categories.length || D.stubs[work] ? categories : [NONE];
    };
    const used = new Set(works.filter((work) => holding(work).length).map((work) => D.years[work]));
    const years = [...used].sort((a, b) => a - b);
    document.getElementById("matrix-section").hidden = !years.length || !NONE;
    if (!years.length || !NONE) return;
    const early = years.length > MOST_YEARS ? years[years.length - MOST_YEARS] : years[0];
    const columns = years.filter((year) => year >= early);
    const counts = Array.from({ length: NONE + 1 }, () => new Map());
    for (const work of works) {
      const year = Math.max(D.years[work], early);
      for (const c of holding(work)) counts[c].set(year, (counts[c].get(year) || 0) + 1);
    }
    const most = Math.max(1, ...counts.slice(0, NONE).flatMap((row) => [...row.values()]));
    const shared = early !== years[0];
    const head = make("tr", {}, make("th", { scope: "col" }, "Category"),
      ...columns.map((year) => make("th", { scope: "col" }, shared && year === early ? `to ${year}` : String(year))));
    const order = D.categories.names.map((_, c) => c).filter((c) => counts[c].size).slice(0, MOST_CATEGORIES)
      .sort((a, b) => D.categories.names[a].localeCompare(D.categories.names[b], "en"));
    const cell = (c, year) => {
      const number = counts[c].get(year);
      const made = make("td", { className: number ? `q${Math.min(4, Math.ceil(4 * number / most))}` : "" });
      if (number && c === NONE) made.append(make("span", {}, String(number)));
      else if (number) {
        const changes = { cat: D.categories.slug(c), from: shared && year === early ? state.from : String(year), to: String(year) };
        made.append(anchor(String(number), changes, choose, `${number} in ${D.categories.names[c]}, ${year}`));
      }
      return made;
    };
    const row = (c, name) => make("tr", {}, make("th", { scope: "row" }, name), ...columns.map((year) => cell(c, year)));
    const rows = order.map((c) => row(c, anchor(D.categories.names[c], { cat: D.categories.slug(c), ...(filtered ? {} : { from: "", to: "" }) }, choose)));
    if (counts[NONE].size) rows.push(row(NONE, "no category"));
    table.replaceChildren(make("thead", {}, head), make("tbody", {}, ...rows));
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
