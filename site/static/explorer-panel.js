// The details beside the drawing: a work with its neighbours, a link with its sentences, a path.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D) return;
  const { make } = X;
  const body = document.getElementById("panel-body");
  const heading = document.getElementById("panel-title");
  const listeners = [];
  const MOST = 40; // neighbours of a kind

  const tell = (what, item) => { for (const listener of listeners) listener(what, item); };
  const name = (work) => make("bdi", {}, D.name(work));
  const link = (work) => make("a", { href: D.page(work) }, name(work));
  const chip = (relation, text) => make("span", { className: `chip r-${relation.id}` },
    make("span", { "aria-hidden": "true" }, relation.shape), ` ${text}`);
  const button = (text, act, properties = {}) => {
    const made = make("button", { type: "button", ...properties }, ...[text].flat());
    made.addEventListener("click", act);
    return made;
  };
  const year = (work) => (D.years[work] ? make("span", { className: "year" }, ` ${D.years[work]}`) : "");

  function proof(claim, chosen) {
    const box = make("div", { className: "proof" });
    if (claim.relation.id !== chosen.id) box.append(make("p", { className: "also" }, chip(claim.relation, claim.relation.forward)));
    if (claim.quote) box.append(make("blockquote", { dir: "auto" }, claim.quote));
    const source = make("p", { className: "src" });
    if (claim.layer !== "asserted") source.append(`${X.words.layers[claim.layer]} · `);
    if (claim.page) source.append(make("a", { href: claim.page }, claim.place));
    else if (claim.place) source.append(claim.place);
    if (claim.rule) source.append(claim.page || claim.place ? ", read by " : "", make("a", { href: claim.rulePage }, claim.rule));
    source.append(source.textContent ? " · " : "", make("a", { href: claim.claim }, "claim"));
    box.append(source);
    return box;
  }

  // Fills a place with the sentences behind a link; says so while they come, and if they do not.
  async function sentences(place, id) {
    const waiting = make("p", { className: "none" }, "Loading the sentence …");
    place.append(waiting);
    try {
      const { more, claims } = await D.evidence(id);
      waiting.replaceWith(...claims.map((claim) => proof(claim, D.relation(id))));
      if (more) place.append(make("p", { className: "src" }, `and ${X.many(more, "more sentence")} on the page of `, link(D.later[id])));
    } catch (error) {
      waiting.textContent = `The sentence is missing: ${error.message}`;
    }
  }

  function neighbours(title, work, back, drawn) {
    const links = [...X.trace.links(work, back)];
    if (!links.length) return [];
    links.sort((a, b) => D.descendants(X.trace.across(b, work)) - D.descendants(X.trace.across(a, work)) || a - b);
    const list = make("ul", { className: "near-list" });
    for (const id of links.slice(0, MOST)) {
      const far = X.trace.across(id, work);
      const relation = D.relation(id);
      const words = back ? relation.forward : relation.backward;
      list.append(make("li", {},
        button(chip(relation, words), () => tell("link", id), { className: "bare", title: "Show the sentence" }), " ",
        button(name(far), () => tell("work", far)), year(far),
        drawn.has(far) ? "" : make("span", { className: "src" }, " not drawn")));
    }
    if (links.length > MOST) list.append(make("li", { className: "src" }, `and ${links.length - MOST} more on the page of `, link(work)));
    return [make("div", {}, make("h3", {}, title, " ", make("span", { className: "n" }, String(links.length))), list)];
  }

  function work(item, graph) {
    heading.textContent = D.stubs[item] ? "Work without a post" : "Paper";
    const drawn = new Set(graph.works);
    const title = make("p", { className: "way" }, link(item), year(item));
    const parts = [title];
    if (D.title(item) !== D.name(item)) parts.push(make("p", { className: "sub", dir: "auto" }, D.title(item)));
    for (const [things, most, between] of [[D.authors, 6, ", "], [D.categories, 4, " · "], [D.concepts, 8, " · "]]) {
      const all = [...things.of(item)];
      if (!all.length) continue;
      const links = all.slice(0, most).flatMap((i, n) => [n ? between : "", make("a", { href: things.page(i) }, make("bdi", {}, things.names[i]))]);
      const more = things === D.authors && all.length > most ? ` and ${all.length - most} more` : "";
      parts.push(make("p", { className: "facts" }, ...links, more));
    }
    if (item !== graph.root) {
      parts.push(make("p", { className: "acts" },
        button("Explore from here", () => tell("explore", item)), " ",
        button(["Path from ", name(graph.root)], () => tell("path", item))));
    }
    const near = [...neighbours("Builds on", item, true, drawn), ...neighbours("Built on by", item, false, drawn)];
    if (!near.length) near.push(make("p", { className: "none" }, "No post says that it builds on another work, or another on it."));
    body.replaceChildren(make("div", {}, ...parts), ...near);
  }

  function edge(id) {
    heading.textContent = "Evidence";
    const relation = D.relation(id);
    const way = make("p", { className: "way" },
      button(name(D.later[id]), () => tell("work", D.later[id])), " ", chip(relation, relation.forward), " ",
      button(name(D.earlier[id]), () => tell("work", D.earlier[id])));
    const place = make("div");
    body.replaceChildren(make("div", {}, way, place));
    return sentences(place, id);
  }

  function path(graph) {
    heading.textContent = "Path";
    const list = make("ol", { className: "path" });
    let at = graph.root;
    for (const id of graph.links) {
      const far = X.trace.across(id, at);
      const relation = D.relation(id);
      const item = make("li", {}, button(name(at), () => tell("work", D.later[id] === far ? D.earlier[id] : D.later[id])), " ",
        button(chip(relation, D.later[id] === at ? relation.forward : relation.backward), () => tell("link", id), { className: "bare" }), " ",
        button(name(far), () => tell("work", far)));
      list.append(item);
      sentences(item, id);
      at = far;
    }
    body.replaceChildren(graph.links.length ? list : make("p", { className: "none" }, "There is no path to show."));
  }

  X.panel = { work, edge, path, sentences, chip, link, name, year, button, follow: (listener) => listeners.push(listener) };
})();
