// The same works and links as the drawing, as tables: for screen readers, for copying, for print.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D) return;
  const { make } = X;
  const works = document.getElementById("works-table");
  const links = document.getElementById("links-table");
  const rest = document.getElementById("rest");
  const FEW = 40; // links whose sentences are looked up at once
  const MORE = 300; // entries of the list of what is not drawn, at a time
  const listeners = [];
  const tell = (what, item) => { for (const listener of listeners) listener(what, item); };

  // Sentences are looked up when their row comes near the screen.
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watcher.unobserve(entry.target);
      X.panel.sentences(entry.target, Number(entry.target.dataset.link));
    }
  }, { rootMargin: "200px" });

  function distance(graph, work) {
    const steps = graph.steps.get(work);
    if (graph.way) return work === graph.root ? "start" : graph.way === "none" ? "not reached" : X.many(steps, "step");
    if (!steps) return "this paper";
    return `${X.many(Math.abs(steps), "step")} ${steps < 0 ? "back" : "on"}`;
  }

  function show(graph) {
    watcher.disconnect();
    const ordered = [...graph.works].sort((a, b) => D.years[b] - D.years[a] || a - b);
    document.getElementById("works-count").textContent = graph.works.length;
    document.getElementById("links-count").textContent = graph.links.length;
    works.replaceChildren(...ordered.map((work) => make("tr", { id: `w${work}`, role: "row" },
      make("th", { scope: "row", role: "rowheader" }, X.panel.link(work), D.stubs[work] ? make("span", { className: "tag" }, "no post") : "",
        D.title(work) === D.name(work) ? "" : make("span", { className: "sub", dir: "auto" }, D.title(work))),
      make("td", { role: "cell" }, D.years[work] ? String(D.years[work]) : make("span", { className: "none" }, "not stated")),
      make("td", { role: "cell", className: "steps-away" }, distance(graph, work)),
      make("td", { role: "cell" }, [...D.categories.of(work)].map((c) => D.categories.names[c]).join(", ")),
      make("td", { role: "cell" }, X.panel.button("Select", () => tell("work", work), { className: "bare", "aria-label": `Select ${D.name(work)}` })))));
    links.replaceChildren(...graph.links.map((link) => {
      const relation = D.relation(link);
      const evidence = make("td", { role: "cell" });
      evidence.dataset.link = link;
      const row = make("tr", { id: `l${link}`, role: "row" },
        make("td", { role: "cell" }, X.panel.link(D.later[link]), X.panel.year(D.later[link])),
        make("td", { role: "cell" }, X.panel.button(X.panel.chip(relation, relation.forward), () => tell("link", link), { className: "bare" })),
        make("td", { role: "cell" }, X.panel.link(D.earlier[link]), X.panel.year(D.earlier[link])), evidence);
      if (graph.links.length <= FEW) X.panel.sentences(evidence, link); else watcher.observe(evidence);
      return row;
    }));
    document.getElementById("no-links").hidden = graph.links.length > 0;
    document.getElementById("links-scroll").hidden = !graph.links.length;
    showRest(graph);
  }

  function showRest(graph) {
    document.getElementById("rest-section").hidden = !graph.rest.length;
    document.getElementById("rest-count").textContent = graph.rest.length.toLocaleString("en");
    rest.replaceChildren();
    const more = document.getElementById("rest-more");
    const add = () => {
      const start = rest.children.length;
      rest.append(...graph.rest.slice(start, start + MORE).map((work) => make("li", {}, X.panel.link(work), X.panel.year(work), " ",
        make("span", { className: "src" }, distance(graph, work)))));
      more.hidden = rest.children.length >= graph.rest.length;
    };
    more.onclick = add;
    add();
  }

  function select(what) {
    for (const row of document.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
    const row = what && document.getElementById(what.link === undefined ? `w${what.work}` : `l${what.link}`);
    if (row) row.setAttribute("aria-current", "true");
  }

  X.table = { show, select, follow: (listener) => listeners.push(listener) };
})();
