// Shows a drawing made by pyvis: positions come from the build, evidence from the table below it.
"use strict";
(() => {
  const holder = document.getElementById("graph");
  if (!holder || !window.vis) return;
  const board = holder.closest(".board");
  const root = board.dataset.root;
  const heads = JSON.parse(board.dataset.heads);
  const body = document.getElementById("panel-body");
  const status = document.getElementById("status");
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  const byId = new Map(data.nodes.map((n) => [n.id, n]));
  const here = data.nodes.find((n) => n.group === "here");
  const timeline = heads.length > 0;
  const FONT = 14;
  const EDGE_FONT = 13;
  const SMALLEST = 11; // pixels of a label on screen
  const ROW = 84;
  const LANE = ROW * 0.6; // height of a line that passes a column
  const WIDEST = 230;
  const NARROWEST = 126;
  const GAP = 30; // between the boxes of two columns
  let wide = WIDEST;
  const NAMES = { extends: "extends", variant_of: "variant", uses: "uses", component: "component", builds_on: "builds" };
  const depth = document.getElementById("depth");
  const side = document.getElementById("side");
  holder.classList.add("on");
  board.classList.add("live");

  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const sans = () => getComputedStyle(document.body).fontFamily;

  const look = () => {
    const ink = style("ink"), paper = style("paper"), quiet = style("quiet"), focus = style("focus");
    const box = (fill, text, border, dashes) => ({
      color: { background: fill, border, highlight: { background: fill, border: focus }, hover: { background: fill, border: focus } },
      font: { color: text, size: FONT, face: sans() }, shapeProperties: { borderDashes: dashes, borderRadius: dashes ? 14 : 4 },
    });
    return {
      groups: {
        here: box(ink, paper, ink, false), work: box(paper, ink, quiet, false),
        stub: box(paper, ink, quiet, [4, 3]), big: box(style("heat3"), ink, quiet, false),
      },
    };
  };
  const edgeColour = (edge) => style(NAMES[edge.rel] || "far");
  const paint = (edge) => ({ color: edgeColour(edge), highlight: style("focus"), hover: style("focus") });
  const labelled = timeline && heads.length < 6 && data.edges.length <= 40;

  const nodes = new vis.DataSet(data.nodes.map((n) => ({
    ...n, title: n.full || undefined, label: n.label + (n.year ? "\n" + n.year : ""),
  })));
  const edges = new vis.DataSet([]);
  const links = new Map(data.edges.map((e) => [e.id, e]));
  const shownNodes = new vis.DataView(nodes, { filter: (n) => n.joint || visible(n) });
  const options = {
    ...JSON.parse(holder.dataset.options), ...look(),
    nodes: { margin: timeline ? 7 : 9, borderWidth: 1, borderWidthSelected: 2, widthConstraint: { maximum: 150 }, chosen: true },
    edges: {
      smooth: timeline ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.4 } : false,
      width: 1.6,
      font: { size: EDGE_FONT, face: sans(), color: style("quiet"), background: style("sheet"), strokeWidth: 0, align: "horizontal" },
      arrows: { to: { scaleFactor: 0.7 } }, selectionWidth: 1.5, hoverWidth: 1,
    },
  };

  function visible(node) {
    if (!depth || node.depth === 0) return true;
    const far = Number(depth.value);
    if (far && Math.abs(node.depth) > far) return false;
    return side.value === "both" || (side.value === "up" ? node.depth < 0 : node.depth > 0);
  }

  const network = new vis.Network(holder, { nodes: shownNodes, edges }, options);
  // Keys do nothing in the drawing, so that vis' tab stop would be a dead end: they go to the table.
  holder.querySelector(".vis-network").tabIndex = -1;

  const between = (low, value, high) => Math.min(Math.max(value, low), high);
  const drawn = () => data.nodes.filter(visible);
  const least = SMALLEST / (labelled ? EDGE_FONT : FONT);

  // Columns that hold nothing visible are closed up. A line over several columns has a place of its
  // own in each, and every line leaves and enters a column level, so that none passes behind a box.
  let columns = [];
  function arrange() {
    const joints = [];
    const paths = new Map(data.edges.map((e) => [e.id, []]));
    columns = [];
    if (timeline) {
      const all = drawn().length === data.nodes.length;
      const kept = new Map();
      const add = (col, item) => (kept.get(col) || kept.set(col, []).get(col)).push(item);
      drawn().forEach((n) => add(n.col, { id: n.id, y: n.y, size: ROW }));
      for (const e of data.edges) {
        if (!visible(byId.get(e.from)) || !visible(byId.get(e.to))) continue;
        (e.via || []).forEach(([col, y]) => { if (kept.has(col)) add(col, { edge: e, y, size: LANE }); });
      }
      const order = [...kept.keys()].sort((a, b) => a - b);
      wide = between(NARROWEST, (holder.clientWidth - 24) / least / order.length, WIDEST);
      const place = new Map(order.map((col, i) => [col, i * wide]));
      const where = new Map();
      for (const col of order) {
        const items = kept.get(col).sort((a, b) => a.y - b.y);
        let y = -items.reduce((sum, item) => sum + item.size, 0) / 2;
        for (const item of items) {
          const at = { x: place.get(col), y: all ? item.y : y + item.size / 2 };
          y += item.size;
          if (item.edge) paths.get(item.edge.id).push(at);
          else where.set(item.id, at);
        }
        let head = heads[col];
        for (let c = col; !head && c >= 0; c -= 1) head = heads[c];
        const last = columns.length ? columns[columns.length - 1].head : "";
        columns.push({ x: place.get(col), head, show: head !== last ? head : "" });
      }
      nodes.update([...where].map(([id, at]) => ({ id, ...at, widthConstraint: { maximum: wide - GAP - 16 } })));
      for (const e of data.edges) {
        const one = where.get(e.from), other = where.get(e.to);
        if (!one || !other || one.x === other.x) continue;
        const way = one.x < other.x ? 1 : -1;
        const port = (wide - GAP) / 2 * way;
        const middle = paths.get(e.id).sort((a, b) => (a.x - b.x) * way);
        paths.set(e.id, [
          { x: one.x + port, y: one.y },
          ...middle.flatMap((at) => [{ x: at.x - port, y: at.y }, { x: at.x + port, y: at.y }]),
          { x: other.x - port, y: other.y },
        ]);
      }
    }
    const pieces = [];
    for (const e of data.edges) {
      const points = paths.get(e.id).map((at, i) => {
        const id = `${e.id}/${i}`;
        joints.push({ id, ...at, joint: true, shape: "dot", size: 0, borderWidth: 0, label: undefined, chosen: false });
        return id;
      });
      const stops = [e.from, ...points, e.to];
      stops.slice(1).forEach((to, i) => {
        pieces.push({
          ...e, id: i ? `${e.id}/${i}` : e.id, link: e.id, from: stops[i], to, label: labelled && i === Math.min(1, stops.length - 2) ? e.label : undefined,
          arrows: i === stops.length - 2 ? e.arrows : "", color: paint(e),
          ...(timeline && (points.length === 0 || i % 2 === 0) ? { smooth: points.length === 0 } : {}),
        });
      });
    }
    edges.clear();
    nodes.remove(nodes.getIds({ filter: (n) => n.joint }));
    nodes.add(joints);
    edges.add(pieces);
  }

  // The whole drawing if its labels stay large enough, else the part around a work.
  function fit(target) {
    const ids = drawn().map((n) => n.id);
    const boxes = ids.map((id) => network.getBoundingBox(id)).concat(
      nodes.get({ filter: (n) => n.joint }).map((n) => ({ left: n.x, right: n.x, top: n.y, bottom: n.y })));
    if (!ids.length) return;
    const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
    const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
    const head = timeline ? 34 : 8;
    const across = (holder.clientWidth - 20) / (right - left);
    const most = innerHeight * 0.72;
    let scale = between(least, Math.min(across, (most - head - 16) / (bottom - top)), 1.1);
    holder.style.height = `${Math.round(between(160, (bottom - top) * scale + head + 16, most))}px`;
    network.setSize("100%", "100%");
    network.redraw();
    const at = target ? network.getPosition(target) : { x: (left + right) / 2, y: (top + bottom) / 2 };
    const clamp = (value, low, high, room) =>
      high - low <= room ? (low + high) / 2 : between(low + room / 2, value, high - room / 2);
    const x = clamp(at.x, left - 10 / scale, right + 10 / scale, holder.clientWidth / scale);
    const y = clamp(at.y, top - head / scale, bottom + 14 / scale, holder.clientHeight / scale);
    network.moveTo({ scale, position: { x, y } });
  }

  network.on("zoom", () => { if (network.getScale() < least) network.moveTo({ scale: least }); });
  network.on("beforeDrawing", (ctx) => {
    if (!timeline) return;
    const top = network.DOMtoCanvas({ x: 0, y: 0 }).y;
    const scale = network.getScale();
    ctx.save();
    ctx.font = `600 ${12 / scale}px ${sans()}`;
    ctx.fillStyle = style("quiet");
    ctx.strokeStyle = style("line");
    ctx.lineWidth = 1 / scale;
    ctx.textAlign = "center";
    columns.forEach((column) => {
      if (!column.show) return;
      const x = column.x - wide / 2;
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + holder.clientHeight / scale);
      ctx.stroke();
      ctx.fillText(column.show, column.x, top + 20 / scale);
    });
    ctx.restore();
  });

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const linkTo = (node) => {
    const link = element("a", node.label);
    link.href = root + node.page;
    return link;
  };

  function showEdge(id) {
    const edge = links.get(id);
    const row = document.getElementById(id);
    const one = byId.get(edge.from), other = byId.get(edge.to);
    const way = element("p", "", "way");
    way.append(linkTo(one), " " + (edge.label || "goes with") + " ", linkTo(other));
    body.replaceChildren(way);
    if (row) for (const child of row.cells[3].childNodes) body.append(child.cloneNode(true));
    say(`${one.label} ${edge.label || "goes with"} ${other.label}`);
  }

  function showNode(id) {
    const node = byId.get(id);
    const title = element("p", "", "way");
    title.append(linkTo(node), node.year ? ` (${node.year})` : "");
    body.replaceChildren(title);
    if (node.full) body.append(element("p", node.full, "sub"));
    if (node.works) body.append(element("p", `in ${node.works} papers`, "sub"));
    const groups = timeline ? [["Builds on", (e) => e.from === id], ["Built on by", (e) => e.to === id]]
      : [["Goes with", (e) => e.from === id || e.to === id]];
    for (const [heading, test] of groups) {
      const near = data.edges.filter((e) => test(e) && shownNodes.get(e.from) && shownNodes.get(e.to));
      if (!near.length) continue;
      body.append(element("h3", heading));
      const list = element("ul");
      for (const edge of near) {
        const far = byId.get(edge.from === id ? edge.to : edge.from);
        const item = element("li");
        const button = element("button", far.label);
        button.type = "button";
        button.addEventListener("click", () => { select({ edges: [edge.id] }); });
        item.append(button);
        list.append(item);
      }
      body.append(list);
    }
    say(node.label);
  }

  function say(text) { status.textContent = text; }
  function select(what) {
    network.unselectAll();
    const line = (what.edges || what.nodes)[0].split("/")[0]; // of a piece or a joint, its line
    if (what.edges || !byId.has(what.nodes[0])) {
      network.setSelection({ nodes: [], edges: pieces(line) }, { highlightEdges: false });
      showEdge(line);
    } else { network.selectNodes(what.nodes); showNode(what.nodes[0]); }
  }

  const pieces = (id) => edges.getIds({ filter: (e) => e.link === id });
  const picked = (event) => event.nodes.find((id) => byId.has(id));
  network.on("click", (event) => {
    if (picked(event)) showNode(picked(event));
    else if (event.edges.length) select({ edges: [edges.get(event.edges[0]).link] });
  });
  network.on("doubleClick", (event) => {
    if (picked(event)) location.href = root + byId.get(picked(event)).page;
  });
  network.on("hoverNode", () => { holder.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { holder.style.cursor = "pointer"; });
  network.on("blurNode", () => { holder.style.cursor = ""; });
  network.on("blurEdge", () => { holder.style.cursor = ""; });

  const again = () => { shownNodes.refresh(); arrange(); fit(here && here.id); say(`${drawn().length} drawn`); };
  for (const control of [depth, side]) if (control) control.addEventListener("change", again);
  document.getElementById("fit").addEventListener("click", () => fit(here && here.id));
  const centre = document.getElementById("centre");
  if (centre) centre.addEventListener("click", () => {
    const at = nodes.get(here.id);
    network.moveTo({ position: { x: at.x, y: at.y }, scale: 1 });
    select({ nodes: [here.id] });
  });
  document.getElementById("tools").hidden = false;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    network.setOptions(look());
    network.setOptions({ edges: { font: { color: style("quiet"), background: style("sheet") } } });
    edges.update(edges.get().map((e) => ({ id: e.id, color: paint(e) })));
  });
  arrange();
  fit(here && here.id);
  window.paperkgGraph = { network, nodes, edges, font: labelled ? EDGE_FONT : FONT, select };
})();
