// The explorer: brings state, drawing, panel, tables and controls together.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const at = (id) => document.getElementById(id);
  if (!X || !X.data || !X.drawing) {
    at("no-script-text").textContent = "A file of the explorer is missing: publish the site again, or see";
    return;
  }
  const D = X.data;
  const { many } = X;
  let graph = null; // what is drawn
  let drawnFor = "";

  at("no-script").hidden = true;
  at("explorer").hidden = false;
  const status = at("status");
  const say = (text) => { status.textContent = text; status.title = ""; };

  /* ---- selection in the address: bert, or bert~transformer for a link --------------------- */

  const address = (what) => (!what ? "" : what.link === undefined ? D.slug(what.work) : `${D.slug(D.later[what.link])}~${D.slug(D.earlier[what.link])}`);
  function selected(text) {
    const [one, other] = text.split("~").map(D.find);
    if (other === undefined) return one >= 0 ? { work: one } : null;
    const link = one >= 0 && X.trace.links(one, true).find((l) => D.earlier[l] === other);
    return link === undefined || link === false ? null : { link };
  }
  // The first choice is a step of its own, which going back undoes; the next ones take its place.
  const pick = (what) => X.state.go({ at: address(what) }, { quietly: X.state.now.at !== "" });
  const explore = (work) => X.state.go({ p: D.slug(work), end: "", at: "" });

  /* ---- what is shown ------------------------------------------------------------------------ */

  const phrase = (state) => {
    const parts = [];
    const name = (things, slug) => things.names[things.find(slug)];
    if (name(D.categories, state.cat)) parts.push(name(D.categories, state.cat));
    if (name(D.concepts, state.con)) parts.push(name(D.concepts, state.con));
    if (name(D.authors, state.by)) parts.push(`by ${name(D.authors, state.by)}`);
    if (state.from && state.from === state.to) parts.push(state.from);
    else if (state.from || state.to) parts.push([state.from && `from ${state.from}`, state.to && `to ${state.to}`].filter(Boolean).join(" "));
    return parts.join(", ");
  };

  // What the address asks for and cannot be had: each value is named, and what becomes of it.
  function notices(state) {
    const quoted = (text) => `“${X.short(text)}”`;
    const said = state.bad.map(([key, value]) => (Object.hasOwn(X.state.none, key)
      ? `${quoted(value)} is no value of ${quoted(key)}.` : `${quoted(key)} is unknown here.`));
    if (state.p && D.find(state.p) < 0) said.push(`No paper has the address ${quoted(state.p)}.`);
    else if (state.end && D.find(state.end) < 0) said.push(`No paper has the address ${quoted(state.end)}: there is no path to it.`);
    for (const [key, things, kind] of [["cat", D.categories, "category"], ["con", D.concepts, "concept"], ["by", D.authors, "author"]]) {
      if (state[key] && things.find(state[key]) < 0) said.push(`No work has the ${kind} ${quoted(state[key])}: it is no filter.`);
    }
    for (const kind of state.rel.split(",")) if (kind && !D.relations.has(kind)) said.push(`There are no links of the kind ${quoted(kind)}.`);
    if (state.from && state.to && Number(state.from) > Number(state.to)) said.push(`No year is from ${state.from} and to ${state.to}.`);
    if (state.at && !selected(state.at)) said.push(`${quoted(state.at)} is no work or link that could be selected.`);
    return said;
  }
  // The panel has long names in full; where they stand again, they are short.
  const called = (work) => X.short(D.name(work));
  const tell = (state, text, works = []) => {
    say([...notices(state), text].join(" "));
    status.title = works.map(D.name).filter((name) => X.short(name) !== name).join("\n");
  };

  function summary(state) {
    const root = called(graph.root);
    if (graph.way) {
      const end = called(graph.end);
      if (graph.root === graph.end) return `${root} is both ends of the path.`;
      const steps = many(graph.links.length, "step");
      if (graph.way === "back") return `${root} goes back to ${end} in ${steps}.`;
      if (graph.way === "on") return `${root} leads on to ${end} in ${steps}.`;
      if (graph.way === "round") return `Neither descends from the other; ${root} and ${end} are joined by ${steps}, back and on.`;
      return `There is no path between ${root} and ${end}${state.rel ? " through links of these kinds" : ""}.`;
    }
    const side = { both: "Lineage", anc: "Ancestors", desc: "Descendants" }[state.dir];
    const shown = graph.total > graph.works.length ? `${graph.works.length} of ${graph.total.toLocaleString("en")} works shown, the nearest` : `${many(graph.works.length, "work")} shown`;
    const reach = state.depth === "all" ? "" : ` within ${many(Number(state.depth), "step")}`;
    const hidden = graph.hidden ? `, ${graph.hidden.toLocaleString("en")} hidden by filters` : "";
    const folded = X.drawing.folded ? `, ${X.drawing.folded} of them in boxes of several` : "";
    return `${side} of ${root}${reach}: ${shown}${folded}${hidden}, ${many(graph.links.length, "link")}.`;
  }

  // The table below is the longer work, and nobody sees it yet: the drawing goes first.
  let turn = 0;
  let marked = null;
  function afterDrawing(work) {
    const mine = (turn += 1);
    requestAnimationFrame(() => setTimeout(() => { if (mine === turn) work(); }));
  }

  function draw(state) {
    const root = D.find(state.p);
    const end = state.end ? D.find(state.end) : -1;
    const key = JSON.stringify([root, end, ...["dir", "depth", "cat", "con", "by", "from", "to", "rel"].map((k) => state[k])]);
    at("overview").hidden = true;
    at("view").hidden = false;
    const other = key !== drawnFor;
    if (other) {
      drawnFor = key;
      graph = end >= 0 ? { ...X.trace.path(root, end, state), end } : X.trace.lineage(root, state);
      X.drawing.show(graph);
    }
    const asked = selected(state.at);
    // What was chosen before, and is no longer drawn, is chosen no longer.
    const lost = other && asked !== null && !(asked.link === undefined ? graph.works.includes(asked.work) : graph.links.includes(asked.link));
    const what = lost ? null : asked;
    marked = what;
    X.drawing.select(what || (graph.way ? null : { work: graph.root }));
    if (other) {
      afterDrawing(() => { X.table.show(graph); X.table.select(marked); });
    } else X.table.select(what);
    if (what?.link !== undefined) X.panel.edge(what.link);
    else if (what) X.panel.work(what.work, graph);
    else if (graph.way) X.panel.path(graph);
    else X.panel.work(graph.root, graph);
    const whole = summary(state);
    const first = other ? `${whole} Chosen: ` : "";
    if (!what) {
      const gone = lost ? ` “${X.short(state.at)}” is not among them.` : "";
      tell(state, `${whole}${gone}`, graph.way ? [graph.root, graph.end] : [graph.root]);
      if (lost) X.state.forget("at");
    } else if (what.link === undefined) tell(state, `${first}${called(what.work)}${D.years[what.work] ? `, ${D.years[what.work]}` : ""}`, [what.work]);
    else {
      const [later, earlier] = [D.later[what.link], D.earlier[what.link]];
      tell(state, `${first}${called(later)} ${D.relation(what.link).forward} ${called(earlier)}`, [later, earlier]);
    }
  }

  function start(state) {
    graph = null;
    drawnFor = "";
    turn += 1;
    const lost = at("view").contains(document.activeElement);
    at("view").hidden = true;
    at("overview").hidden = false;
    if (lost) at("find").focus();
    const choose = (changes) => X.state.go(changes);
    X.overview.matrix(state, choose);
    const total = X.overview.list(state, choose);
    const stubs = D.stubs.reduce((a, b) => a + b, 0);
    tell(state, !D.size ? "No post is about a paper: there is nothing to explore yet." : X.trace.filtered(state) ? `${many(total, "work")}: ${phrase(state)}.`
      : `${many(D.size - stubs, "paper")}${stubs ? `, ${many(stubs, "work")} without a post` : ""}, ${many(D.links, "link")}. Choose one to see its lineage.`);
  }

  function show(state) {
    document.documentElement.classList.toggle("embed", state.embed === "1");
    const root = state.p ? D.find(state.p) : -1;
    const end = state.end ? D.find(state.end) : -1;
    reflect(state, root, end);
    document.querySelector(".intro").hidden = root >= 0;
    if (root >= 0) draw(state); else start(state);
    document.title = `${root >= 0 ? `${called(root)}${end >= 0 ? ` to ${called(end)}` : ""} · ` : ""}${title}`;
  }
  const title = document.title;

  /* ---- controls ----------------------------------------------------------------------------- */

  const YEARS = ["from", "to"];
  const FILTERS = ["dir", "depth", "cat", "con", ...YEARS];
  const boxes = [...document.querySelectorAll("#kinds input")];
  function option(value, text) { return X.make("option", { value }, text); }
  function offer(select, things) {
    const order = things.names.map((_, i) => i).sort((a, b) => things.names[a].localeCompare(things.names[b], "en"));
    select.append(...order.map((i) => option(things.slug(i), `${things.names[i]} (${things.works.of(i).length})`)));
  }
  offer(at("cat"), D.categories);
  offer(at("con"), D.concepts);
  const years = [...new Set(D.years)].filter(Boolean).sort((a, b) => a - b);
  for (const id of YEARS) at(id).append(...years.map((year) => option(String(year), String(year))));
  for (const id of FILTERS) at(id).addEventListener("change", () => X.state.go({ [id]: at(id).value }));
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const chosen = boxes.filter((b) => b.checked).map((b) => b.value);
      if (!chosen.length) {
        box.checked = true;
        say("One kind of links has to stay: without any, nothing would be joined.");
        return;
      }
      X.state.go({ rel: chosen.length === boxes.length ? "" : chosen.join(",") });
    });
  }

  function chip(text, label, clear) {
    const made = X.panel.button([X.make("bdi", { title: X.short(text) === text ? "" : text }, X.short(text)), X.make("span", { "aria-hidden": "true" }, " ×")], clear, { className: "chosen" });
    made.setAttribute("aria-label", label);
    return made;
  }
  function reflect(state, root, end) {
    for (const id of FILTERS) {
      const select = at(id);
      const offered = [...select.options].some((o) => o.value === state[id]);
      if (!offered && YEARS.includes(id)) select.append(option(state[id], state[id]));
      select.value = offered || YEARS.includes(id) ? state[id] : "";
    }
    const chosen = state.rel.split(",").filter((kind) => D.relations.has(kind));
    for (const box of boxes) box.checked = !chosen.length || chosen.includes(box.value);
    const chips = [];
    if (root >= 0) chips.push(chip(D.name(root), `Leave ${D.name(root)}`, () => X.state.go({ p: "", end: "", at: "" })));
    if (end >= 0) chips.push("to", chip(D.name(end), `No path to ${D.name(end)}`, () => X.state.go({ end: "", at: "" })));
    if (D.authors.find(state.by) >= 0) chips.push(chip(phrase({ ...X.state.none, by: state.by }), "Any author", () => X.state.go({ by: "" })));
    if (chips.length || X.state.write({ ...state, embed: "", at: "" }) !== "#") {
      chips.push(X.panel.button("Clear all", () => X.state.go({ ...X.state.none, embed: state.embed })));
    }
    at("chosen").replaceChildren(...chips.flatMap((c) => [c, " "]));
    at("end-field").hidden = root < 0;
    for (const id of ["dir", "depth"]) at(id).closest("label").hidden = root < 0 || end >= 0;
    for (const id of ["cat", "con", "from", "to"]) at(id).closest("label").hidden = end >= 0;
    at("kinds").hidden = root < 0;
  }

  X.find.box("find", ["paper", "author", "concept", "category"], (kind, item) => {
    if (kind === "paper") { explore(item); if (graph) X.drawing.focus(); return; }
    const things = { author: D.authors, concept: D.concepts, category: D.categories }[kind];
    X.state.go({ p: "", end: "", at: "", [{ author: "by", concept: "con", category: "cat" }[kind]]: things.slug(item) });
  });
  X.find.box("end", ["paper"], (_, item) => X.state.go({ end: D.slug(item), at: "" }));

  at("fit").addEventListener("click", () => X.drawing.whole());
  for (const kind of ["png", "ttl", "csv", "bib"]) {
    at(`save-${kind}`).addEventListener("click", async () => {
      const name = graph.end === undefined ? D.name(graph.root) : `${D.name(graph.root)} to ${D.name(graph.end)}`;
      try {
        await X.save.save(kind, graph, graph.way ? name : `Lineage of ${name}`);
        say(`${many(graph.works.length, "work")} saved as ${D.slug(graph.root)}.${kind}.`);
      } catch (error) {
        say(`It cannot be saved: ${error.message}`);
      }
    });
  }
  at("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("The link is copied.");
    } catch {
      say(`Copy it from here: ${location.href}`);
    }
  });

  /* ---- from drawing, panel and tables -------------------------------------------------------- */

  function follow(what, item) {
    if (what === "work") pick({ work: item });
    else if (what === "link") pick({ link: item });
    else if (what === "path") X.state.go({ end: D.slug(item), at: "" });
    else if (what === "explore") explore(item);
    else if (what === "open") location.href = D.page(item);
    else if (what === "opened") tell(X.state.now, summary(X.state.now), [graph.root]);
  }
  for (const part of [X.drawing, X.panel, X.table]) part.follow(follow);

  /* ---- keys ---------------------------------------------------------------------------------- */

  X.drawing.keys({
    here: () => selected(X.state.now.at)?.work ?? graph.root, pick: (work) => pick({ work }), enter: explore, say,
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      at("find").focus();
    } else if (event.key === "Escape" && !typing) {
      if (X.state.now.at && !X.state.chosen) pick(null);
      else if (!X.state.back()) say("There is no step to go back.");
    }
  });

  X.state.follow(show);
  show(X.state.now);
  X.graph = () => graph;
})();
