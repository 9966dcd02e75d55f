// Shows the drawing of concepts made by pyvis: positions come from the build, evidence from the table
// below it.
"use strict";
(() => {
  const holder = document.getElementById("graph");
  if (!holder || !window.vis) return;
  const board = holder.closest(".board");
  const root = board.dataset.root;
  const body = document.getElementById("panel-body");
  const status = document.getElementById("status");
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  const byId = new Map(data.nodes.map((n) => [n.id, n]));
  const links = new Map(data.edges.map((e) => [e.id, e]));
  const FONT = 14;
  const SMALLEST = 11; // pixels of a label on screen
  const LEAST = SMALLEST / FONT;
  holder.classList.add("on");
  board.classList.add("live");

  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const look = () => {
    const ink = style("ink"), quiet = style("quiet"), focus = style("focus");
    const box = (fill, border, width, round) => ({
      color: { background: fill, border, highlight: { background: fill, border: focus }, hover: { background: fill, border: focus } },
      font: { color: ink, size: FONT, face: getComputedStyle(document.body).fontFamily },
      borderWidth: width, borderWidthSelected: 4,
      shapeProperties: { borderRadius: round },
    });
    return { groups: { work: box(style("paper"), quiet, 1, 9), big: box(style("heat3"), ink, 2, 0) } };
  };
  const paint = () => ({ color: style("far"), highlight: style("focus"), hover: style("focus") });
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map((e) => ({ ...e, color: paint() })));
  const network = new vis.Network(holder, { nodes, edges }, {
    ...JSON.parse(holder.dataset.options), ...look(),
    nodes: { margin: 9 },
    edges: { smooth: false, width: 1.6, selectionWidth: 1.5, hoverWidth: 1 },
  });
  window.paperkgDrawing.letScroll(holder);
  window.paperkgDrawing.name(holder, "Drawing of the concepts");

  // The whole drawing if its labels stay large enough, else the part in the middle.
  function fit() {
    const boxes = nodes.getIds().map((id) => network.getBoundingBox(id));
    const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
    const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
    const most = innerHeight * 0.72;
    const across = (holder.clientWidth - 20) / (right - left);
    const scale = Math.max(LEAST, Math.min(across, (most - 24) / (bottom - top), 1.1));
    holder.style.height = `${Math.round(Math.min(Math.max(160, (bottom - top) * scale + 24), most))}px`;
    network.setSize("100%", "100%");
    network.redraw();
    network.moveTo({ scale, position: { x: (left + right) / 2, y: (top + bottom) / 2 } });
  }
  network.on("zoom", () => { if (network.getScale() < LEAST) network.moveTo({ scale: LEAST }); });

  const element = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
  const linkTo = (node) => Object.assign(element("a", node.name), { href: root + node.page });
  function say(text) { status.textContent = text; }

  // What was focused there is gone: one goes on reading where the new begins.
  function fill(...parts) {
    const inside = body.contains(document.activeElement);
    body.replaceChildren(...parts);
    if (inside) body.focus();
  }

  const papers = (number) => `${number} ${number === 1 ? "paper" : "papers"}`;
  function showEdge(id) {
    const { from, to } = links.get(id);
    const [one, other] = [byId.get(from), byId.get(to)];
    const way = element("p", "", "way");
    way.append(linkTo(one), " goes with ", linkTo(other));
    const row = document.getElementById(id);
    fill(way, element("p", `Both are in ${papers(Number(row.cells[1].textContent))}, for example:`, "sub"),
      ...[...row.cells[3].childNodes].map((part) => part.cloneNode(true)));
    say(`${one.name} goes with ${other.name}`);
  }

  function showNode(id) {
    const node = byId.get(id);
    const title = element("p", "", "way");
    title.append(linkTo(node));
    const parts = [title, element("p", `in ${papers(node.works)}`, "sub")];
    const near = data.edges.filter((e) => e.from === id || e.to === id);
    if (near.length) {
      const list = element("ul", "", "across");
      for (const edge of near) {
        const button = Object.assign(element("button", byId.get(edge.from === id ? edge.to : edge.from).name), { type: "button" });
        button.addEventListener("click", () => select({ edges: [edge.id] }));
        const item = element("li", "");
        item.append(button);
        list.append(item);
      }
      parts.push(element("h3", "Goes with"), list);
    }
    fill(...parts);
    say(`${node.name}, in ${papers(node.works)}, ${near.length ? `goes with ${near.length} of those drawn` : "goes with none of those drawn"}`);
  }

  let chosen; // from where arrow keys lead on
  function select({ nodes: some = [], edges: others = [] }) {
    network.setSelection({ nodes: some, edges: others }, { highlightEdges: false });
    if (some.length) { [chosen] = some; showNode(chosen); } else showEdge(others[0]);
  }

  // The nearest box in a direction, of those in the quarter around it if there are any. Boxes are wider
  // than they are high, so that distances across count less.
  function step(id, way) {
    if (id === undefined) return home();
    const from = network.getPosition(id);
    const level = way === "left" || way === "right";
    const sign = way === "left" || way === "up" ? -1 : 1;
    const ahead = data.nodes.map((node) => {
      const to = network.getPosition(node.id);
      const [x, y] = [(to.x - from.x) / 2, to.y - from.y];
      const [along, aside] = [(level ? x : y) * sign, Math.abs(level ? y : x)];
      return { id: node.id, along, outside: aside > along, far: Math.hypot(x, y) };
    }).filter(({ along }) => along > 0);
    return ahead.sort((a, b) => a.outside - b.outside || a.far - b.far)[0]?.id;
  }
  const home = () => data.nodes[0].id; // the concept of most papers

  function reveal(id) {
    const box = network.getBoundingBox(id);
    const low = network.canvasToDOM({ x: box.left, y: box.top }), high = network.canvasToDOM({ x: box.right, y: box.bottom });
    const inside = low.x >= 0 && low.y >= 0 && high.x <= holder.clientWidth && high.y <= holder.clientHeight;
    if (!inside) network.moveTo({ position: network.getPosition(id) });
  }
  window.paperkgDrawing.keys(holder, {
    here: () => chosen, step, home, say,
    pick: (id) => { select({ nodes: [id] }); reveal(id); },
    enter: (id) => {
      if (id === undefined) say("No concept is chosen; an arrow key chooses one.");
      else location.href = root + byId.get(id).page;
    },
    zoom: (by) => network.moveTo({ scale: Math.min(Math.max(LEAST, network.getScale() * by), 3) }),
    nothing: { left: "Nothing to the left.", right: "Nothing to the right.", up: "Nothing above.", down: "Nothing below." },
  });
  network.on("click", (event) => {
    if (event.nodes.length) select({ nodes: event.nodes });
    else if (event.edges.length) select({ edges: [event.edges[0]] });
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) location.href = root + byId.get(event.nodes[0]).page;
  });
  for (const [name, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
    network.on(name, () => { holder.style.cursor = cursor; });
  }
  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("tools").hidden = false;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    network.setOptions(look());
    edges.update(edges.get().map((e) => ({ id: e.id, color: paint() })));
  });
  fit();
  window.paperkgGraph = { network, nodes, edges, font: FONT, select, step, home };
})();
