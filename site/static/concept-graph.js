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
    const box = (fill) => ({
      color: { background: fill, border: quiet, highlight: { background: fill, border: focus }, hover: { background: fill, border: focus } },
      font: { color: ink, size: FONT, face: getComputedStyle(document.body).fontFamily },
      shapeProperties: { borderRadius: 4 },
    });
    return { groups: { work: box(style("paper")), big: box(style("heat3")) } };
  };
  const paint = () => ({ color: style("far"), highlight: style("focus"), hover: style("focus") });
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map((e) => ({ ...e, color: paint() })));
  const network = new vis.Network(holder, { nodes, edges }, {
    ...JSON.parse(holder.dataset.options), ...look(),
    nodes: { margin: 9, borderWidth: 1, borderWidthSelected: 2, widthConstraint: { maximum: 150 } },
    edges: { smooth: false, width: 1.6, selectionWidth: 1.5, hoverWidth: 1 },
  });
  // The wheel and a finger that goes up or down scroll the page; with Ctrl, or two fingers, they zoom.
  holder.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true, passive: true });
  // Keys do nothing in the drawing, so that vis' tab stop would be a dead end: they go to the table.
  holder.querySelector(".vis-network").tabIndex = -1;

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
  const linkTo = (node) => Object.assign(element("a", node.label), { href: root + node.page });
  function say(text) { status.textContent = text; }

  function showEdge(id) {
    const { from, to } = links.get(id);
    const [one, other] = [byId.get(from), byId.get(to)];
    const way = element("p", "", "way");
    way.append(linkTo(one), " goes with ", linkTo(other));
    const row = document.getElementById(id);
    body.replaceChildren(way, ...[...row.cells[3].childNodes].map((part) => part.cloneNode(true)));
    say(`${one.label} goes with ${other.label}`);
  }

  function showNode(id) {
    const node = byId.get(id);
    const title = element("p", "", "way");
    title.append(linkTo(node));
    body.replaceChildren(title, element("p", `in ${node.works} ${node.works === 1 ? "paper" : "papers"}`, "sub"));
    const near = data.edges.filter((e) => e.from === id || e.to === id);
    if (near.length) {
      const list = element("ul", "");
      for (const edge of near) {
        const button = Object.assign(element("button", byId.get(edge.from === id ? edge.to : edge.from).label), { type: "button" });
        button.addEventListener("click", () => select({ edges: [edge.id] }));
        const item = element("li", "");
        item.append(button);
        list.append(item);
      }
      body.append(element("h3", "Goes with"), list);
    }
    say(node.label);
  }

  function select({ nodes: some = [], edges: others = [] }) {
    network.setSelection({ nodes: some, edges: others }, { highlightEdges: false });
    if (some.length) showNode(some[0]); else showEdge(others[0]);
  }
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
  window.paperkgGraph = { network, nodes, edges, font: FONT, select };
})();
