// The page of a lineage: depth, side, and the panel of evidence beside the drawing.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  if (!X || !X.drawing) return;
  const D = X.data;
  const FEW = 6; // links of a work whose sentences are all shown
  const ROOT = 0; // the work whose page it is comes first, then the nearest
  const at = (id) => document.getElementById(id);
  const body = at("panel-body");
  const say = (text) => { at("status").textContent = text; };
  at("graph").classList.add("on");
  at("graph").closest(".board").classList.add("live");

  const element = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
  const linkTo = (work) => Object.assign(element("a", D.name(work)), { href: D.page(work) });
  const button = (text, act) => {
    const made = Object.assign(element("button", text), { type: "button" });
    made.addEventListener("click", act);
    return made;
  };
  const links = D.later.map((_, link) => link);
  let graph = null;
  let chosen = ROOT; // from where arrow keys lead on

  function shown() {
    const most = Number(at("depth").value) || Infinity;
    const side = at("side").value;
    const works = D.years.map((_, work) => work).filter((work) => {
      const steps = D.steps(work);
      return work === ROOT || (Math.abs(steps) <= most && (side === "both" || (side === "up") === (steps < 0)));
    });
    const there = new Set(works);
    return { root: ROOT, works, links: links.filter((link) => there.has(D.later[link]) && there.has(D.earlier[link])) };
  }

  const proofs = (link) => [...D.row(link).cells[3].childNodes].map((part) => part.cloneNode(true));
  function showLink(link) {
    const [later, earlier] = [D.later[link], D.earlier[link]];
    const { forward } = D.relation(link);
    const way = element("p", "", "way");
    way.append(linkTo(later), ` ${forward} `, linkTo(earlier));
    body.replaceChildren(way, ...proofs(link));
    say(`${D.name(later)} ${forward} ${D.name(earlier)}`);
  }

  const relation = (link) => {
    const { id, shape, forward } = D.relation(link);
    const made = element("span", "", `chip r-${id}`);
    made.append(Object.assign(element("span", shape), { ariaHidden: "true" }), ` ${forward}`);
    return made;
  };

  // A work with its links: a few with their sentences, many by name.
  function showWork(work) {
    const title = element("p", "", "way");
    title.append(linkTo(work), D.years[work] ? ` (${D.years[work]})` : "");
    body.replaceChildren(title);
    if (D.title(work)) body.append(element("p", D.title(work), "sub"));
    for (const [heading, near, far] of [["Builds on", D.later, D.earlier], ["Built on by", D.earlier, D.later]]) {
      const those = graph.links.filter((link) => near[link] === work);
      if (!those.length) continue;
      const list = element("ul", "");
      for (const link of those) {
        const item = element("li", "");
        const one = button(D.name(far[link]), () => select({ link }));
        item.append(...(near === D.later ? [relation(link), " ", one] : [one, " ", relation(link)]));
        if (those.length <= FEW) item.append(...proofs(link));
        list.append(item);
      }
      body.append(element("h3", heading), list);
    }
    say(D.name(work));
  }

  function select(what) {
    if (what.link === undefined) chosen = what.work;
    X.drawing.select(what);
    if (what.link === undefined) showWork(what.work); else showLink(what.link);
  }

  X.drawing.follow((what, item) => {
    if (what === "work") select({ work: item });
    else if (what === "link") select({ link: item });
    else if (what === "open") location.href = D.page(item);
    else if (what === "opened") tell();
  });
  const folded = () => (X.drawing.folded ? `, ${X.drawing.folded} of them in boxes of several` : "");
  const tell = () => say(`${graph.works.length} drawn${folded()}${X.drawing.overflows() ? "; drag the drawing to see the rest" : ""}`);
  // The table has the rows of what is drawn; evidence of what no longer is, goes.
  const hint = [...body.childNodes];
  function draw() {
    graph = shown();
    X.drawing.show(graph);
    const there = new Set(graph.links);
    for (const link of links) D.row(link).hidden = !there.has(link);
    at("links").querySelector(".n").textContent = there.size === links.length ? links.length : `${there.size} of ${links.length}`;
    chosen = ROOT;
    body.replaceChildren(...hint);
    tell();
  }

  X.drawing.keys({
    here: () => chosen, pick: (work) => select({ work }), enter: (work) => { location.href = D.page(work); }, say,
  });
  for (const control of [at("depth"), at("side")]) control.addEventListener("change", draw);
  at("fit").addEventListener("click", () => { X.drawing.whole(); tell(); });
  at("centre").addEventListener("click", () => {
    X.drawing.centre(ROOT);
    select({ work: ROOT });
  });
  at("tools").hidden = false;
  window.paperkgLineage = { select };
  draw();
})();
