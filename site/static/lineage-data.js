// The graph of a lineage's page, in the shape in which the drawing wants it (drawing.js): pyvis'
// nodes and edges stand in the page, evidence in its table.
"use strict";
(() => {
  const holder = document.getElementById("graph-data");
  if (!holder) return;
  const { nodes, edges } = JSON.parse(holder.textContent);
  const number = new Map(nodes.map((node, i) => [node.id, i]));
  const relations = new Map();
  for (const { rel, label, sign, dashes } of edges) {
    if (!relations.has(rel)) relations.set(rel, { id: rel, forward: label, shape: sign, dash: dashes || [] });
  }
  window.paperkgExplorer = {
    data: {
      size: nodes.length,
      years: nodes.map((node) => node.year),
      stubs: nodes.map((node) => node.stub),
      later: edges.map((edge) => number.get(edge.from)),
      earlier: edges.map((edge) => number.get(edge.to)),
      relations,
      relation: (link) => relations.get(edges[link].rel),
      name: (work) => nodes[work].label,
      title: (work) => nodes[work].full,
      page: (work) => document.querySelector(".board").dataset.root + nodes[work].page,
      steps: (work) => nodes[work].depth, // below zero for an ancestor
      row: (link) => document.getElementById(edges[link].id),
    },
  };
})();
