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
  const ROW = 74;
  const COLUMN = 214;
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
  const crowded = data.edges.length > 40;

  const nodes = new vis.DataSet(data.nodes.map((n) => ({
    ...n, title: n.full || undefined, label: n.label + (n.year ? "\n" + n.year : ""),
  })));
  const edges = new vis.DataSet(data.edges.map((e) => ({
    ...e, color: { color: edgeColour(e), highlight: style("focus"), hover: style("focus") },
    label: crowded ? undefined : e.label, words: e.label,
  })));
  const shownNodes = new vis.DataView(nodes, { filter: (n) => visible(n) });
  const options = {
    ...JSON.parse(holder.dataset.options), ...look(),
    nodes: { margin: 9, borderWidth: 1, borderWidthSelected: 2, widthConstraint: { maximum: 150 }, chosen: true },
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

  // Columns that hold nothing visible are closed up; rows of a column are spread evenly.
  let columns = [];
  function arrange() {
    if (!timeline) return;
    const kept = new Map();
    for (const node of data.nodes) {
      if (visible(node)) (kept.get(node.col) || kept.set(node.col, []).get(node.col)).push(node);
    }
    const ys = data.nodes.filter(visible).map((n) => n.y);
    holder.style.height = `min(72vh, ${Math.max(Math.max(...ys) - Math.min(...ys) + 170, 320)}px)`;
    network.setSize("100%", "100%");
    network.redraw();
    columns = [];
    [...kept.keys()].sort((a, b) => a - b).forEach((col, place) => {
      const items = kept.get(col).sort((a, b) => a.y - b.y);
      const all = data.nodes.length === shownNodes.length;
      items.forEach((node, i) => {
        const y = all ? node.y : (i - (items.length - 1) / 2) * ROW;
        nodes.update({ id: node.id, x: place * COLUMN, y });
      });
      let head = heads[col];
      for (let c = col; !head && c >= 0; c -= 1) head = heads[c];
      const last = columns.length ? columns[columns.length - 1].head : "";
      columns.push({ x: place * COLUMN, head, show: head !== last ? head : "" });
    });
  }

  function readable(target) {
    const least = SMALLEST / (crowded ? FONT : EDGE_FONT);
    if (network.getScale() >= least) return;
    network.moveTo({ scale: least, ...(target ? { position: inside(target, least) } : {}) });
  }

  // Where to look so that a node is in sight and no room is wasted beyond the drawing's edge.
  function inside(target, scale) {
    const at = nodes.get(target);
    const shown = shownNodes.get();
    const clamp = (axis, room, margin) => {
      const all = shown.map((n) => n[axis]);
      const low = Math.min(...all) - margin + room / 2, high = Math.max(...all) + margin - room / 2;
      return low > high ? (low + high) / 2 : Math.min(Math.max(at[axis], low), high);
    };
    return { x: clamp("x", holder.clientWidth / scale, 100), y: clamp("y", holder.clientHeight / scale, 60) };
  }

  function fit(target) {
    network.fit({ animation: false, maxZoomLevel: 1.1 });
    readable(target);
  }

  network.on("zoom", () => readable());
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
      const x = column.x - COLUMN / 2;
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
    const edge = edges.get(id);
    const row = document.getElementById(id);
    const one = byId.get(edge.from), other = byId.get(edge.to);
    const way = element("p", "", "way");
    way.append(linkTo(one), " " + (edge.words || "goes with") + " ", linkTo(other));
    body.replaceChildren(way);
    if (row) for (const child of row.cells[3].childNodes) body.append(child.cloneNode(true));
    say(`${one.label} ${edge.words || "goes with"} ${other.label}`);
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
    if (what.edges) { network.setSelection({ nodes: [], edges: what.edges }); showEdge(what.edges[0]); }
    else { network.selectNodes(what.nodes); showNode(what.nodes[0]); }
  }

  network.on("click", (event) => {
    if (event.nodes.length) showNode(event.nodes[0]);
    else if (event.edges.length) showEdge(event.edges[0]);
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) location.href = root + byId.get(event.nodes[0]).page;
  });
  network.on("hoverNode", () => { holder.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { holder.style.cursor = "pointer"; });
  network.on("blurNode", () => { holder.style.cursor = ""; });
  network.on("blurEdge", () => { holder.style.cursor = ""; });

  const again = () => { shownNodes.refresh(); arrange(); fit(here && here.id); say(`${shownNodes.length} drawn`); };
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
    edges.update(data.edges.map((e) => ({ id: e.id, color: { color: edgeColour(e), highlight: style("focus"), hover: style("focus") } })));
  });
  arrange();
  fit(here && here.id);
  window.paperkgGraph = { network, nodes, edges, font: crowded ? FONT : EDGE_FONT, select };
})();
