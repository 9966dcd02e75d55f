// Draws works and links with vis-network, for the explorer and the pages of lineages: our own places,
// no physics, no animation. Labels never get smaller than 11 pixels on screen; what does not fit is
// reached by dragging.
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const D = X.data;
  if (!D || !window.vis) return;
  const holder = document.getElementById("graph");
  const board = holder.closest(".board");
  const SMALLEST = 11; // pixels of a label on screen
  const FONT = 14;
  const LINE = 17;
  const LEAST = SMALLEST / FONT;
  const MARGIN = 6;
  const SPACE = 24; // below a box
  const LANE = 30; // height of a line that passes a column
  const WIDEST = 240, NARROWEST = 156;
  const GAP = 42; // between the boxes of two columns, where lines turn and bear a sign
  const HEADS = 0.6; // of arrows
  const BEND = 0.4; // of lines between columns, see roundness in vis-network
  const EARLY = [0.34, 0.52, 0.16]; // where on such a line its mark stands: away from the head at
  const ASIDE = 9; // of two opposite lines, from the middle
  const APART = 10; // its end, and if it can be so far from other marks
  const WORDY = 104; // what is added to both where there is room for words
  const LINES = 3;
  const MOST_OF_YEAR = 12; // boxes; what is more shares one
  const MOST_MARKS = 40; // links that bear marks; more of them are bundled, too
  const BROAD = 6; // columns that fit beside the panel
  const COLOURS = { extends: "extends", variant_of: "variant", uses: "uses", component: "component", builds_on: "builds" };
  const HUMP = /(?<=\p{Ll})(?=\p{Lu})/u; // where CamelCase may break
  const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  window.paperkgDrawing.letScroll(holder);

  const palette = new Map(); // asking for a style is slow; forgotten when the theme changes
  const style = (name) => {
    if (!palette.has(name)) palette.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
    return palette.get(name);
  };
  const face = getComputedStyle(document.body).fontFamily;
  const sans = () => face;
  const between = (low, value, high) => Math.min(Math.max(value, low), high);
  const pen = document.createElement("canvas").getContext("2d");

  let graph = null;
  let network = null;
  let columns = [];
  let boxes = new Map(); // work, or what stands for many -> {x, y, width, height, column}
  let crowds = new Map(); // year -> the works of it that share a box
  let inside = new Map(); // such a work -> what stands for it
  const opened = new Set(); // years whose works all have boxes
  let joints = [];
  let wide = WIDEST;
  const room = { width: 0, height: 0 }; // of the drawing on screen: asking for it makes the browser lay out the page
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const listeners = [];

  function wrap(text, width) {
    pen.font = `${FONT}px ${sans()}`;
    const fits = (part) => pen.measureText(part).width <= width;
    const lines = [""];
    const parts = [...text.replace(CONTROLS, " ").trim().matchAll(/\s*[^\s-]*-*/g)] // may break after a hyphen, too
      .flatMap(([part]) => (fits(part.trim()) ? [part] : part.split(HUMP)));
    for (const part of parts) {
      const word = part.trim();
      const joined = lines.at(-1) && part !== word ? `${lines.at(-1)} ${word}` : lines.at(-1) + word;
      if (fits(joined)) { lines[lines.length - 1] = joined; continue; }
      if (lines.at(-1)) lines.push("");
      for (const sign of word) { // a word that is wider than the box is cut where it must be
        if (!fits(lines.at(-1) + sign)) lines.push("");
        lines[lines.length - 1] += sign;
        if (lines.length > LINES) break;
      }
      if (lines.length > LINES) break;
    }
    if (lines.length <= LINES) return lines;
    let last = lines[LINES - 1];
    while (last && !fits(`${last}…`)) last = [...last].slice(0, -1).join("");
    return [...lines.slice(0, LINES - 1), `${last.trimEnd()}…`];
  }

  const box = (fill, text, border, dashes) => ({
    color: { background: fill, border, highlight: { background: fill, border: style("focus") }, hover: { background: fill, border: style("focus") } },
    font: { color: text, size: FONT, face: sans() },
    shapeProperties: { borderDashes: dashes, borderRadius: dashes ? 14 : 4 },
  });
  const looks = () => ({
    here: box(style("ink"), style("paper"), style("ink"), false),
    work: box(style("paper"), style("ink"), style("quiet"), false),
    stub: box(style("paper"), style("ink"), style("quiet"), [4, 3]),
    crowd: box(style("wash"), style("ink"), style("quiet"), false),
    "here stub": box(style("ink"), style("paper"), style("paper"), [4, 3]),
  });
  const paint = (relation) => ({ color: style(relation ? COLOURS[relation.id] : "quiet"), highlight: style("focus"), hover: style("focus") });
  const label = (relation) => ({ size: FONT, face: sans(), color: style(COLOURS[relation.id]), background: style("sheet"), strokeWidth: 0 });

  function options() {
    return {
      physics: { enabled: false }, layout: { improvedLayout: false, randomSeed: 1 },
      interaction: { hover: true, keyboard: false, navigationButtons: false, tooltipDelay: 200 },
      groups: looks(),
      nodes: { shape: "box", margin: MARGIN, borderWidth: 1, borderWidthSelected: 3, chosen: { node: true, label: false } },
      edges: { chosen: { edge: true, label: false }, width: 1.6, selectionWidth: 1.6, hoverWidth: 1, arrows: { to: { scaleFactor: HEADS } } },
    };
  }

  // Of a year with many works the nearest have boxes. The others share one, a number below zero.
  const standIn = (year) => -1 - year;
  function group() {
    const ofYear = new Map();
    const ends = new Set([graph.root, graph.end]);
    for (const work of graph.works) {
      if (!ofYear.has(D.years[work])) ofYear.set(D.years[work], []);
      if (!ends.has(work)) ofYear.get(D.years[work]).push(work);
    }
    crowds = new Map();
    inside = new Map();
    for (const [year, works] of ofYear) {
      if (graph.way || opened.has(year) || works.length <= MOST_OF_YEAR) continue;
      crowds.set(year, works.slice(MOST_OF_YEAR - 1));
      for (const work of crowds.get(year)) inside.set(work, standIn(year));
    }
    const at = (work) => inside.get(work) ?? work;
    const lines = new Map(); // one for all links between the same two boxes
    for (const link of graph.links) {
      const [later, earlier] = [at(D.later[link]), at(D.earlier[link])];
      if (later === earlier) continue;
      const one = later >= 0 && earlier >= 0;
      lines.set(`${later} ${earlier}`, { later, earlier, link: one ? link : undefined });
    }
    return { works: [...new Set(graph.works.map(at))], lines: [...lines.values()] };
  }
  const crowdText = (year) => [`and ${crowds.get(year).length} more`, `of ${year || "unknown year"}`];

  // Every line leaves and enters a column level, and has a place of its own in those it passes.
  function arrange() {
    const { works, lines } = group();
    const bundled = lines.length > MOST_MARKS;
    const placed = X.layout.place(works, lines.map(({ later, earlier }) => [later, earlier]),
      (work) => (work < 0 ? standIn(work) : D.years[work]), bundled);
    board.classList.toggle("broad", placed.columns.length > BROAD); // the panel goes below
    room.width = holder.clientWidth;
    const each = (room.width - 24) / LEAST / placed.columns.length;
    const words = lines.length <= 16 && each >= NARROWEST + WORDY;
    wide = between(NARROWEST, each, WIDEST + (words ? WORDY : 0));
    const width = wide - GAP - (words ? WORDY : 0);
    const inner = width - 2 * MARGIN;
    columns = [];
    boxes = new Map();
    const where = new Map();
    placed.columns.forEach((column, i) => {
      const x = i * wide;
      const sizes = column.items.map((item) => {
        if (item.work === undefined) return LANE;
        const text = item.work < 0 ? crowdText(standIn(item.work)) : wrap(D.name(item.work), inner - 2);
        boxes.set(item.work, { x, width, height: text.length * LINE + 2 * MARGIN, text, column: i });
        return boxes.get(item.work).height + SPACE;
      });
      let y = -sizes.reduce((sum, size) => sum + size, 0) / 2;
      column.items.forEach((item, j) => {
        const at = { x, y: y + sizes[j] / 2 };
        y += sizes[j];
        where.set(item, at);
        if (item.work !== undefined) boxes.get(item.work).y = at.y;
      });
      const last = columns.length ? columns.at(-1).head : "";
      columns.push({ x, head: column.head, show: column.head !== last });
    });
    const ends = new Set([graph.root, graph.end]);
    const look = (work) => [ends.has(work) && "here", D.stubs[work] && "stub"].filter(Boolean).join(" ") || "work";
    const drawn = [...boxes].map(([work, at]) => ({
      id: `w${work}`, label: at.text.join("\n"), x: at.x, y: at.y, widthConstraint: { minimum: inner, maximum: inner },
      ...(work < 0 ? { crowd: standIn(work), group: "crowd", title: "Show them" } : {
        work, group: look(work),
        title: D.title(work) === D.name(work) && at.text.join(" ") === D.name(work) ? undefined : D.title(work),
      }),
    }));
    // The way of each line: from port to port, through the places kept free for it. Of two works that
    // are said to build on each other, each line keeps to its own side.
    const drawnLines = new Set(lines.map(({ later, earlier }) => `${later} ${earlier}`));
    const routes = lines.map(({ later, earlier, link }, number) => {
      const [one, other] = [boxes.get(later), boxes.get(earlier)];
      const points = [];
      const aside = drawnLines.has(`${earlier} ${later}`) ? Math.sign(later - earlier) * ASIDE : 0;
      if (one.x !== other.x) {
        const way = one.x < other.x ? 1 : -1;
        const port = width / 2 * way;
        points.push({ x: one.x + port, y: one.y + aside });
        for (const lane of placed.lanes[number]) {
          const at = where.get(lane);
          points.push({ x: at.x - port, y: at.y }, { x: at.x + port, y: at.y });
        }
        points.push({ x: other.x - port, y: other.y + aside });
      }
      const names = points.map((at, i) => (bundled ? `j${at.x}/${at.y}` : `j${number}/${i}`));
      return { link, one, other, points, aside, stops: [`w${later}`, ...names, `w${earlier}`] };
    });
    const passing = new Map(); // piece of a way -> how many lines it is a part of
    for (const { stops } of routes) {
      for (let i = 1; i < stops.length; i += 1) {
        const piece = `${stops[i - 1]} ${stops[i]}`;
        passing.set(piece, (passing.get(piece) || 0) + 1);
      }
    }
    const bends = new Map();
    const pieces = new Map();
    const marks = [];
    for (const { link, one, other, points, aside, stops } of routes) {
      const relation = link === undefined ? null : D.relation(link);
      points.forEach((at, i) => bends.set(stops[i + 1], { id: stops[i + 1], ...at, link: bundled ? undefined : link, shape: "dot", size: 0, borderWidth: 0, chosen: false }));
      if (relation && !bundled) {
        const text = words ? `${relation.shape} ${relation.forward}` : relation.shape;
        const places = (words ? [0.5] : EARLY).map((part) => markAt(points, one, other, part, aside));
        const place = places.find(({ x, y }) => marks.every((m) => Math.hypot(m.x - x, m.y - y) >= APART)) || places[0];
        marks.push({ id: `m${link}`, link, mark: text, label: text, ...place, shape: "text", chosen: false, font: label(relation) });
      }
      stops.slice(1).forEach((to, i) => {
        const id = `${stops[i]} ${to}`;
        const own = relation && passing.get(id) === 1; // what several share has no colour, and cannot be chosen
        pieces.set(id, {
          id, link: own ? link : undefined, from: stops[i], to, color: paint(own ? relation : null),
          dashes: own && relation.dash.length ? relation.dash : false,
          arrows: i === stops.length - 2 ? "to" : "",
          smooth: points.length && i % 2 ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: BEND }
            : !points.length && aside ? { enabled: true, type: "curvedCW", roundness: 0.3 } : !points.length,
        });
      });
    }
    joints = [...bends.values()];
    edges.clear();
    nodes.clear();
    nodes.add([...drawn, ...joints, ...marks]);
    edges.add([...pieces.values()]);
    offerCrowds();
  }

  // The boxes that stand for several works of a year, as buttons for those who do not point.
  function offerCrowds() {
    const place = document.getElementById("crowds");
    place.hidden = !crowds.size;
    place.replaceChildren("Show one by one: ", ...[...crowds].sort(([a], [b]) => a - b).flatMap(([year, works]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: `${works.length} more of ${year || "unknown year"}` });
      button.addEventListener("click", () => { open(year); focus(); });
      return [button, " "];
    }));
  }
  const focus = () => holder.querySelector(".vis-network").focus();

  // A place on the first curve of a line, or between two boxes of one column.
  function markAt(points, one, other, part, aside) {
    if (!points.length) {
      const bulge = aside ? 0.15 * (one.y - other.y) : 0; // of a line that turns to the side
      return { x: (one.x + other.x) / 2 + bulge, y: (one.y + other.y) / 2 };
    }
    const [from, to] = points;
    const [bend, rest] = [BEND * (to.x - from.x), 1 - part];
    const along = (a, b, c, d) => rest ** 3 * a + 3 * rest ** 2 * part * b + 3 * rest * part ** 2 * c + part ** 3 * d;
    return { x: along(from.x, from.x + bend, to.x - bend, to.x), y: along(from.y, from.y, to.y, to.y) };
  }

  function bounds() {
    const all = [...boxes.values()].map((b) => [b.x - b.width / 2, b.y - b.height / 2, b.x + b.width / 2, b.y + b.height / 2])
      .concat(joints.map((j) => [j.x, j.y - 8, j.x, j.y + 8]));
    return {
      left: Math.min(...all.map((b) => b[0])), top: Math.min(...all.map((b) => b[1])),
      right: Math.max(...all.map((b) => b[2])), bottom: Math.max(...all.map((b) => b[3])),
    };
  }
  const HEAD = 34; // pixels for the years
  const HIGHEST = 4000; // pixels of a whole drawing

  // The whole drawing if its labels stay large enough, else the part around a work. Where the whole is
  // asked for, it may be higher than the window.
  function fit(work = graph.root, highest = between(240, innerHeight * 0.72, 760)) {
    const { left, top, right, bottom } = bounds();
    const scale = between(LEAST, Math.min((room.width - 20) / (right - left), (highest - HEAD - 16) / (bottom - top)), 1.1);
    const beside = getComputedStyle(board).gridTemplateColumns.includes(" ");
    const height = Math.round(between(beside ? 380 : 190, (bottom - top) * scale + HEAD + 16, highest));
    room.height = height;
    holder.style.height = `${height}px`;
    board.style.setProperty("--tall", `${height}px`);
    network.setSize("100%", "100%");
    const at = boxes.get(work) || boxes.get(graph.root);
    const clamp = (value, low, high, room) => (high - low <= room ? (low + high) / 2 : between(low + room / 2, value, high - room / 2));
    network.moveTo({
      scale,
      position: {
        x: clamp(at.x, left - 10 / scale, right + 10 / scale, room.width / scale),
        y: clamp(at.y, top - HEAD / scale, bottom + 14 / scale, room.height / scale),
      },
      animation: false,
    });
  }
  // Whether a part is out of sight.
  function overflows() {
    const { left, top, right, bottom } = bounds();
    const low = network.canvasToDOM({ x: left, y: top }), high = network.canvasToDOM({ x: right, y: bottom });
    return low.x < -1 || low.y < -1 || high.x > room.width + 1 || high.y > room.height + 1;
  }
  const whole = () => fit(graph.root, HIGHEST);
  function centre(work) {
    const { x, y } = boxes.get(work);
    network.moveTo({ position: { x, y }, scale: 1, animation: false });
  }
  function reveal(work) {
    const at = boxes.get(work);
    if (!at) return;
    const low = network.canvasToDOM({ x: at.x - at.width / 2, y: at.y - at.height / 2 });
    const high = network.canvasToDOM({ x: at.x + at.width / 2, y: at.y + at.height / 2 });
    const inside = low.x >= 0 && low.y >= HEAD && high.x <= room.width && high.y <= room.height;
    if (!inside) network.moveTo({ position: { x: at.x, y: at.y }, animation: false });
  }

  function years(ctx, heads) {
    const top = network.DOMtoCanvas({ x: 0, y: 0 }).y;
    const scale = network.getScale();
    ctx.save();
    if (heads) { // on a ground of their own: what is dragged or passes there does not cover them
      const from = network.DOMtoCanvas({ x: 0, y: 0 }).x;
      ctx.fillStyle = style("sheet");
      ctx.fillRect(from, top, holder.clientWidth / scale, (HEAD - 4) / scale);
    }
    ctx.font = `600 ${12 / scale}px ${sans()}`;
    ctx.lineWidth = 1 / scale;
    ctx.textAlign = "center";
    for (const column of columns) {
      if (!column.show) continue;
      ctx.strokeStyle = style("line");
      ctx.beginPath();
      ctx.moveTo(column.x - wide / 2, top);
      ctx.lineTo(column.x - wide / 2, top + (heads ? HEAD - 4 : holder.clientHeight) / scale);
      ctx.stroke();
      if (!heads) continue;
      ctx.fillStyle = style("quiet");
      ctx.fillText(column.head, column.x, top + 20 / scale);
    }
    ctx.restore();
  }

  function begin() {
    network = new vis.Network(holder, { nodes, edges }, options());
    network.on("beforeDrawing", (ctx) => years(ctx, false));
    network.on("afterDrawing", (ctx) => years(ctx, true));
    network.on("zoom", () => { if (network.getScale() < LEAST) network.moveTo({ scale: LEAST, animation: false }); });
    const work = (ids) => ids.map((id) => nodes.get(id)).find((node) => node && node.work !== undefined)?.work;
    network.on("click", (event) => {
      const picked = work(event.nodes);
      const year = event.nodes.map((id) => nodes.get(id)?.crowd).find((crowd) => crowd !== undefined);
      const joint = event.nodes.map((id) => nodes.get(id)?.link).find((link) => link !== undefined);
      const link = joint ?? (event.edges.length ? edges.get(event.edges[0])?.link : undefined);
      if (picked !== undefined) tell("work", picked);
      else if (year !== undefined) open(year);
      else if (link !== undefined) tell("link", link);
    });
    network.on("doubleClick", (event) => { if (work(event.nodes) !== undefined) tell("open", work(event.nodes)); });
    for (const [name, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
      network.on(name, () => { holder.style.cursor = cursor; });
    }
    window.paperkgDrawing.name(holder, "Drawing of the lineage");
    let width = holder.clientWidth;
    new ResizeObserver(() => {
      if (!graph || !holder.clientWidth || Math.abs(holder.clientWidth - width) < 2) return;
      width = holder.clientWidth;
      const chosen = selected;
      arrange();
      fit();
      select(chosen);
    }).observe(holder);
  }
  function tell(what, item) { for (const listener of listeners) listener(what, item); }

  function repaint() {
    palette.clear();
    if (!network) return;
    network.setOptions({ groups: looks() });
    nodes.update(nodes.get({ filter: (node) => node.group !== undefined }).map(({ id, group }) => ({ id, group })));
    nodes.update(nodes.get({ filter: (node) => node.mark !== undefined }).map(({ id, link }) => ({ id, font: label(D.relation(link)) })));
    edges.update(edges.get().map((edge) => ({ id: edge.id, color: paint(edge.link === undefined ? null : D.relation(edge.link)) })));
  }
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", repaint);
  }

  let selected = null;
  function select(what) {
    selected = what;
    network.setSelection({ nodes: [], edges: [] }); // unselectAll would draw at once, all of it
    if (what?.link !== undefined) {
      const pieces = edges.getIds({ filter: (edge) => edge.link === what.link });
      network.setSelection({ nodes: [], edges: pieces }, { highlightEdges: false });
    } else if (what) {
      const seen = inside.get(what.work) ?? what.work;
      if (!boxes.has(seen)) return;
      network.selectNodes([`w${seen}`], false);
      reveal(seen);
    }
  }

  // Gives every work of a year a box.
  function open(year) {
    const [first] = crowds.get(year);
    const chosen = selected;
    opened.add(year);
    arrange();
    select(chosen);
    fit(first);
    tell("opened", year);
  }

  function show(next) {
    graph = next;
    opened.clear();
    if (!network) begin();
    arrange();
    fit();
  }

  // The nearest drawn work in a direction: along the links to the left and right, else in the column.
  function step(work, direction) {
    const here = boxes.get(work);
    if (!here) return graph.root;
    let choice = [...boxes.keys()].filter((other) => other !== work && other >= 0);
    const linked = new Set(graph.links.flatMap((link) => (D.later[link] === work ? [D.earlier[link]] : D.earlier[link] === work ? [D.later[link]] : [])));
    if (direction === "left" || direction === "right") {
      const sign = direction === "left" ? -1 : 1;
      choice = choice.filter((other) => linked.has(other) && (boxes.get(other).x - here.x) * sign > 0);
    } else {
      const sign = direction === "up" ? -1 : 1;
      choice = choice.filter((other) => boxes.get(other).column === here.column && (boxes.get(other).y - here.y) * sign > 0);
    }
    const far = (other) => Math.abs(boxes.get(other).y - here.y) + Math.abs(boxes.get(other).x - here.x) / 4;
    return choice.sort((a, b) => far(a) - far(b) || a - b)[0];
  }

  const NOTHING = { left: "No earlier work is drawn.", right: "No later work is drawn.", up: "Nothing above.", down: "Nothing below." };
  const zoom = (by) => network.moveTo({ scale: between(LEAST, network.getScale() * by, 3), animation: false });
  const keys = (acts) => window.paperkgDrawing.keys(holder, { step, home: () => graph.root, zoom, nothing: NOTHING, ...acts });

  // What the lines and boxes of the drawing mean: [{x, y, text, ...}] in rows, and their height.
  function legend(width) {
    const used = new Set(graph.links.map((link) => D.relation(link)));
    const ends = [graph.root, graph.end].filter((work) => work !== undefined);
    const items = [...D.relations.values()].filter((relation) => used.has(relation))
      .map((relation) => ({ relation, text: `${relation.shape} ${relation.forward}` }));
    items.push({ group: "here", text: ends.length > 1 ? "the chosen papers" : "the chosen paper" });
    if (graph.works.some((work) => !D.stubs[work])) items.push({ group: "work", text: "has a post" });
    if (graph.works.some((work) => D.stubs[work])) items.push({ group: "stub", text: "no post of its own" });
    pen.font = `${FONT}px ${sans()}`;
    let [x, y] = [16, 16];
    for (const item of items) {
      const long = 48 + pen.measureText(item.text).width;
      if (x > 16 && x + long > width - 16) { x = 16; y += 24; }
      Object.assign(item, { x, y });
      x += long + 24;
    }
    return { items, height: y + 16 };
  }
  function explain(ctx, items) {
    ctx.font = `${FONT}px ${sans()}`;
    ctx.textBaseline = "middle";
    for (const { relation, group, text, x, y } of items) {
      ctx.lineWidth = relation ? 1.6 : 1;
      ctx.strokeStyle = relation ? style(COLOURS[relation.id]) : style("quiet");
      ctx.setLineDash(relation ? relation.dash : group === "stub" ? [4, 3] : []);
      ctx.beginPath();
      if (relation) { ctx.moveTo(x, y); ctx.lineTo(x + 32, y); } else ctx.roundRect(x + 6, y - 8, 32, 16, group === "stub" ? 8 : 3);
      ctx.fillStyle = style("ink");
      if (group === "here") ctx.fill();
      ctx.stroke();
      ctx.setLineDash([]);
      if (relation) {
        ctx.fillStyle = ctx.strokeStyle;
        ctx.beginPath();
        ctx.moveTo(x + 40, y);
        ctx.lineTo(x + 32, y - 4);
        ctx.lineTo(x + 32, y + 4);
        ctx.fill();
      }
      ctx.fillText(text, x + 48, y);
    }
  }

  // The whole drawing on a background of its own, its title above and a key below, as a PNG.
  async function picture(title) {
    const { left, top, right, bottom } = bounds();
    const scale = Math.min(1, 7000 / (right - left), 7000 / (bottom - top));
    const size = [Math.ceil((right - left) * scale + 40), Math.ceil((bottom - top) * scale + HEAD + 30)];
    const [height, width] = [holder.style.height, holder.style.width];
    holder.style.width = `${size[0]}px`;
    holder.style.height = `${size[1]}px`;
    network.setSize(`${size[0]}px`, `${size[1]}px`);
    network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 - (HEAD - 15) / 2 / scale }, animation: false });
    network.redraw();
    const source = holder.querySelector("canvas");
    const ratio = source.width / size[0];
    const sheet = document.createElement("canvas");
    sheet.width = source.width;
    const { items, height: low } = legend(size[0]);
    sheet.height = source.height + (40 + low) * ratio;
    const ctx = sheet.getContext("2d");
    ctx.fillStyle = style("sheet");
    ctx.fillRect(0, 0, sheet.width, sheet.height);
    ctx.drawImage(source, 0, 40 * ratio);
    ctx.fillStyle = style("ink");
    ctx.font = `600 ${16 * ratio}px ${sans()}`;
    ctx.fillText(title.replace(CONTROLS, " "), 16 * ratio, 27 * ratio, sheet.width - 32 * ratio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, source.height + 40 * ratio);
    explain(ctx, items);
    holder.style.width = width;
    holder.style.height = height;
    fit();
    select(selected);
    return new Promise((done) => { sheet.toBlob(done, "image/png"); });
  }

  X.drawing = {
    show, select, fit, whole, overflows, centre, step, open, picture, follow: (listener) => listeners.push(listener),
    focus, keys,
    get folded() { return [...crowds.values()].reduce((sum, works) => sum + works.length, 0); },
    smallest: () => FONT * network.getScale(),
    get network() { return network; }, get boxes() { return boxes; }, nodes, edges,
  };
})();
