"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const words = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

/* An element; its children are elements or text, and text stays text. */
function make(tag, attributes, ...children) {
  const element = tag === "svg" || tag === "path"
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/* ---- what is drawn ---- */
const nodeOf = new Map(data.nodes.map((node) => [node.id, node]));
/* What the edges of a line of the legend share is written once; a tooltip is made of names and findings. */
for (const edge of data.edges) {
  const { id: relation, label, origin } = data.relations[edge.line];
  const said = edge.findings.map((place) => lineOfFinding(data.findings[place]));
  const heading = `${nodeOf.get(edge.from).name} – ${label} – ${nodeOf.get(edge.to).name}`;
  Object.assign(edge, { relation, label, origin, arrows: "to", title: [heading, ...said].join("\n") });
}

function lineOfFinding({ text, references, places }) {
  return `${text}${references.length ? ` [${references.join(", ")}]` : ""}${places.length ? ` (${places.join("; ")})` : ""}`;
}
const edgeOf = new Map(data.edges.map((edge) => [edge.id, edge]));
const edgesAt = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edgesAt.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesAt.get(edge.to).push(edge);
}
const kindOf = new Map(data.kinds.map((kind) => [kind.id, kind]));
const lineOf = new Map(data.relations.map((relation) => [relation.id, relation]));
const DASHES = { stated: false, inferred: [8, 5], joined: [2, 3] };
const hiddenKinds = new Set();
const hiddenLines = new Set();
let hideLone = false;
let edgeWords = data.edges.length <= 100; /* more labels than that hide the picture */
let chosen = null; /* a node's or an edge's id */

const lineKey = (edge) => `${edge.relation} ${edge.origin}`;
const shownKind = (id) => !hiddenKinds.has(nodeOf.get(id).kind);
const shownEdge = (edge) => !hiddenLines.has(lineKey(edge)) && shownKind(edge.from) && shownKind(edge.to);
const shownNode = (node) => shownKind(node.id) && !(hideLone && !edgesAt.get(node.id).some(shownEdge));
const other = (edge, id) => nodeOf.get(edge.from === id ? edge.to : edge.from);

function colours() {
  return dark.matches
    ? { ink: "#e8ecf1", soft: "#aeb8c4", paper: "#12161b", pale: "#e8ecf133", line: "dark" }
    : { ink: "#1b2129", soft: "#4b5663", paper: "#ffffff", pale: "#1b212933", line: "light" };
}

/* The nodes and edges near the chosen one; null when nothing is chosen. */
function near() {
  if (chosen === null) return null;
  if (edgeOf.has(chosen)) {
    const edge = edgeOf.get(chosen);
    return new Set([chosen, edge.from, edge.to]);
  }
  const found = new Set([chosen]);
  for (const edge of edgesAt.get(chosen).filter(shownEdge)) found.add(edge.id).add(edge.from).add(edge.to);
  return found;
}

/* When zoomed out, a name grows to what can be read, as far as its neighbours leave room; the names of big nodes first. */
let letters = new Map();
function boxOf({ id, label, size }, font, places) {
  const [lines, { x, y }] = [label.split("\n"), places[id]];
  const half = Math.max(size, 0.26 * font * Math.max(...lines.map((line) => line.length)));
  return { left: x - half, right: x + half, top: y - size, bottom: y + size + 5 + font * lines.length };
}

/* In a crowd most names would stand on each other: those that find room are drawn, the chosen one and big nodes first. */
const crowded = data.nodes.length > 400;

function namesAt(scale, places, around) {
  const font = Math.max(14, Math.round(11 / scale));
  const rank = (node) => (node.id === chosen ? Infinity : node.size);
  const taken = [];
  const sizes = new Map();
  for (const node of data.nodes.filter((one) => shownNode(one) && (around === null || around.has(one.id))).sort((one, two) => rank(two) - rank(one))) {
    const mine = boxOf(node, font, places);
    if (taken.some((box) => mine.left < box.right && mine.right > box.left && mine.top < box.bottom && mine.bottom > box.top)) continue;
    taken.push(mine);
    sizes.set(node.id, font);
  }
  return sizes;
}

function lettersAt(scale, places) {
  if (crowded) return namesAt(scale, places, near());
  const boxes = new Map(data.nodes.map((node) => [node.id, boxOf(node, 14, places)]));
  const most = Math.min(24, Math.round(10 / scale));
  const sizes = new Map();
  for (const node of [...data.nodes].sort((one, two) => two.size - one.size)) {
    for (let font = most; font > 14; font -= 2) {
      const mine = boxOf(node, font, places);
      const free = [...boxes].every(([id, box]) => id === node.id || mine.left > box.right || mine.right < box.left || mine.top > box.bottom || mine.bottom < box.top);
      if (!free) continue;
      sizes.set(node.id, font);
      boxes.set(node.id, mine);
      break;
    }
  }
  return sizes;
}

function drawnNode(node, hue, around) {
  const faint = around !== null && !around.has(node.id);
  const color = { background: kindOf.get(node.kind).fill, border: faint ? hue.pale : hue.ink };
  return {
    id: node.id, label: crowded && !letters.has(node.id) ? " " : node.label, x: node.x, y: node.y, shape: node.shape, size: node.size, title: node.tip,
    opacity: faint ? 0.2 : 1,
    borderWidth: node.id === chosen ? 4 : 1.5,
    color: { ...color, highlight: color, hover: color },
    font: { size: letters.get(node.id) ?? 14, color: faint ? hue.pale : hue.ink, strokeWidth: faint ? 0 : 4, strokeColor: hue.paper },
  };
}

/* vis-network misplaces the turned label of an edge that lies exactly flat. */
const level = (edge) => nodeOf.get(edge.from).y === nodeOf.get(edge.to).y;

/* Whether the label of an edge would stand on the name or the sign of a node. */
function overprints(edge, places) {
  const [from, to] = [places[edge.from], places[edge.to]];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const reach = (3 * edge.label.length) / Math.max(Math.hypot(dx, dy), 1);
  const points = [-1, -0.5, 0, 0.5, 1].map((part) => ({ x: from.x + dx * (0.5 + part * reach), y: from.y + dy * (0.5 + part * reach) }));
  return data.nodes.some(({ id, label, size }) => {
    const [lines, place] = [label.split("\n"), places[id]];
    const width = 3 + Math.max(size, 3.3 * Math.max(...lines.map((line) => line.length)));
    return points.some(({ x, y }) => Math.abs(x - place.x) < width && y > place.y - size - 3 && y < place.y + size + 8 + 14 * lines.length);
  });
}

function drawnEdge(edge, hue, around, places) {
  const faint = around !== null && !around.has(edge.id);
  const close = around !== null && !faint;
  const color = lineOf.get(edge.relation)[hue.line];
  return {
    id: edge.id, from: edge.from, to: edge.to, title: edge.tip, width: edge.width, dashes: DASHES[edge.origin],
    arrows: { to: { enabled: true, scaleFactor: 0.6 } },
    color: { color, highlight: color, hover: color, inherit: false, opacity: faint ? 0.12 : crowded && !close ? 0.25 : 0.8 },
    label: edge.id === chosen || ((close || (edgeWords && !faint)) && !overprints(edge, places)) ? edge.label : " ", /* an empty one would leave the old label standing */
    font: { size: close ? 13 : 11, color: close ? hue.ink : hue.soft, strokeWidth: 4, strokeColor: hue.paper, align: level(edge) ? "horizontal" : "middle" },
    smooth: edge.bend ? { enabled: true, type: edge.bend % 2 ? "curvedCW" : "curvedCCW", roundness: 0.12 + 0.08 * edge.bend } : false,
  };
}

function tip(heading, lines) {
  return make("div", { class: "tip" }, make("b", {}, heading), lines.join("\n"));
}

function nodeTip(node) {
  const [heading, ...lines] = node.title.split("\n");
  return tip(heading, [kindOf.get(node.kind).label, ...lines]);
}

function edgeTip(edge) {
  const [heading, ...lines] = edge.title.split("\n");
  const more = lines.length > 3 ? [`… and ${lines.length - 3} more: click to read them`] : [];
  return tip(heading, [ORIGINS[edge.origin], ...lines.slice(0, 3), ...more]);
}

const ORIGINS = {
  stated: "stated by the source",
  inferred: "follows from the ontology",
  joined: "put together by this view's query",
};
for (const node of data.nodes) node.tip = nodeTip(node);
for (const edge of data.edges) edge.tip = edgeTip(edge);

const hue = colours();
const nodes = new vis.DataSet(data.nodes.map((node) => drawnNode(node, hue, null)));
const edges = new vis.DataSet(data.edges.map((edge) => drawnEdge(edge, hue, null, Object.fromEntries(nodeOf))));
const nodeView = new vis.DataView(nodes, { filter: (one) => shownNode(nodeOf.get(one.id)) });
const edgeView = new vis.DataView(edges, { filter: (one) => shownEdge(edgeOf.get(one.id)) });
const network = new vis.Network(byId("graph"), { nodes: nodeView, edges: edgeView }, {
  autoResize: true,
  physics: { enabled: false, stabilization: { enabled: false }, barnesHut: { springLength: 110, damping: 0.4, avoidOverlap: 0.4 }, minVelocity: 0.5 },
  layout: { improvedLayout: false },
  nodes: { chosen: false, scaling: { label: { drawThreshold: 4 } } },
  edges: { chosen: false, scaling: { label: { drawThreshold: 9 } }, selectionWidth: 1.5, hoverWidth: 0.5 },
  interaction: { hover: true, tooltipDelay: 150, multiselect: false, keyboard: false },
});

/* The frame that vis-network puts inside would be a second stop of the Tab key. */
byId("graph").firstElementChild.tabIndex = -1;

function redraw() {
  const [hue, around] = [colours(), near()];
  if (crowded) letters = lettersAt(network.getScale(), network.getPositions());
  nodes.update(data.nodes.map((node) => { const { x, y, ...rest } = drawnNode(node, hue, around); return rest; }));
  edges.update(data.edges.map((edge) => drawnEdge(edge, hue, around, network.getPositions())));
}

let sized = 0;
function resize() {
  const step = Math.round(10 / network.getScale());
  if (step === sized) return;
  sized = step;
  letters = lettersAt(network.getScale(), network.getPositions());
  redraw();
}
network.on("zoom", resize);
network.on("animationFinished", resize);
network.on("resize", () => setTimeout(resize));

function refresh() {
  nodeView.refresh();
  edgeView.refresh();
  const [shown, lines] = [data.nodes.filter(shownNode).length, data.edges.filter(shownEdge).length];
  const all = shown === data.nodes.length && lines === data.edges.length;
  byId("count").textContent = all
    ? `${words(shown, "node")} and ${words(lines, "edge")}, all drawn.`
    : `${shown} of ${words(data.nodes.length, "node")} and ${lines} of ${words(data.edges.length, "edge")} shown.`;
}

const motion = () => (still.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });
const say = (text) => { byId("said").textContent = text; };
const fit = () => network.fit({ animation: motion(), maxZoomLevel: 1.3 });

/* ---- legend ---- */
const SHAPES = {
  dot: "M8 1a7 7 0 1 0 .01 0z", square: "M2 2h12v12H2z", diamond: "M8 0l8 8-8 8-8-8z", triangle: "M8 1l7.5 13H.5z",
  triangleDown: "M8 15L.5 2h15z", hexagon: "M4 1h8l4 7-4 7H4L0 8z",
  star: "M8 0l2 5.6 6 .2-4.8 3.6 1.7 5.8L8 11.8l-4.9 3.4 1.7-5.8L0 5.8l6-.2z",
};

function swatch(kind) {
  const path = make("path", { d: SHAPES[kind.shape], fill: kind.fill, stroke: "currentColor" });
  return make("svg", { viewBox: "-1 -1 18 18", width: 18, height: 18, "aria-hidden": "true" }, path);
}

function stroke(relation) {
  const path = make("path", {
    d: "M0 8h20", stroke: relation[colours().line], "stroke-width": 2.5, fill: "none",
    "stroke-dasharray": (DASHES[relation.origin] || []).join(" "),
  });
  const head = make("path", { d: "M18 4l8 4-8 4z", fill: relation[colours().line] });
  return make("svg", { viewBox: "0 0 26 16", width: 26, height: 16, "aria-hidden": "true" }, path, head);
}

function entry(icon, label, count, hidden, key) {
  const button = make("button", { type: "button", "aria-pressed": String(!hidden.has(key)) },
    icon, make("span", {}, label), make("span", { class: "number" }, String(count)));
  button.addEventListener("click", () => {
    if (!hidden.delete(key)) hidden.add(key);
    button.setAttribute("aria-pressed", String(!hidden.has(key)));
    refresh();
  });
  return button;
}

function legend() {
  const origins = [...new Set(data.relations.map((relation) => relation.origin))];
  const marks = { stated: "Solid", inferred: "Dashed", joined: "Dotted" };
  byId("legend").replaceChildren(
    make("h3", {}, "Nodes"),
    ...data.kinds.map((kind) => entry(swatch(kind), kind.label, kind.count, hiddenKinds, kind.id)),
    make("h3", {}, "Edges"),
    ...data.relations.map((relation) => entry(stroke(relation), relation.label, relation.count, hiddenLines, lineKey({ relation: relation.id, origin: relation.origin }))),
    ...origins.map((origin) => make("p", {}, `${marks[origin]}: ${ORIGINS[origin]}.`)),
    make("p", {}, "Click an entry to hide or show it."),
  );
}

/* ---- panel ---- */
function finding(number) {
  const one = data.findings[number];
  const references = one.references.length ? ` [${one.references.join(", ")}]` : "";
  return make("li", {}, one.text + references, make("div", { class: "soft" }, [one.places.join("; "), one.basis].filter(Boolean).join(" · ")));
}

const goTo = (node) => make("button", { type: "button", class: "link", click: () => choose(node.id, true) }, node.label.replaceAll("\n", " "));

function fact(edge, id) {
  const mark = edge.origin === "stated" ? "" : ` (${ORIGINS[edge.origin]})`;
  const open = make("button", { type: "button", class: "link", click: () => choose(edge.id, false) }, edge.label);
  return edge.from === id
    ? make("li", {}, open, " ", goTo(nodeOf.get(edge.to)), mark)
    : make("li", {}, goTo(nodeOf.get(edge.from)), " ", open, " this", mark);
}

function listed(heading, items) {
  return items.length ? [make("h3", {}, heading), make("ul", {}, ...items)] : [];
}

function showPanel() {
  const panel = byId("panel");
  panel.hidden = chosen === null;
  if (chosen === null) return;
  const close = make("button", { type: "button", class: "close", click: () => { choose(null); byId("graph").focus(); } }, "Close");
  if (edgeOf.has(chosen)) {
    const edge = edgeOf.get(chosen);
    panel.replaceChildren(close, make("h2", {}, edge.label),
      make("p", {}, goTo(nodeOf.get(edge.from)), ` → ${edge.label} → `, goTo(nodeOf.get(edge.to))),
      make("p", { class: "soft" }, ORIGINS[edge.origin]),
      ...listed(words(edge.findings.length, "finding"), edge.findings.map(finding)));
    return;
  }
  const node = nodeOf.get(chosen);
  const more = [node.classes, node.also && `also: ${node.also}`].filter(Boolean);
  panel.replaceChildren(close, make("h2", {}, node.name + (node.formula ? ` (${node.formula})` : "")),
    make("p", { class: "soft" }, [kindOf.get(node.kind).label, ...more].join(" · ")),
    ...(node.description ? [make("p", {}, node.description)] : []),
    make("p", { class: "soft" }, make("code", {}, node.id)),
    ...(node.page ? [make("p", {}, make("a", { href: node.page }, `Page of this ${node.id.split("/")[0].replaceAll("-", " ")}`))] : []),
    ...listed("Facts in this view", edgesAt.get(node.id).map((edge) => fact(edge, node.id))),
    ...listed(words(node.findings.length, "finding"), node.findings.map(finding)));
  panel.scrollTop = 0;
}

/* Chooses a node or an edge, or nothing; with `move` the picture moves to it. */
function choose(id, move) {
  chosen = id;
  if (id === null) network.unselectAll();
  else if (nodeOf.has(id)) {
    if (hideLone && !shownNode(nodeOf.get(id))) setLone(false);
    if (hiddenKinds.delete(nodeOf.get(id).kind)) { legend(); refresh(); }
    network.selectNodes([id]);
    if (move) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: motion(), offset: { x: innerWidth > 700 ? -150 : 0, y: 0 } });
    say(`${nodeOf.get(id).name}, ${kindOf.get(nodeOf.get(id).kind).label}, ${words(edgesAt.get(id).length, "link")}`);
  } else network.selectEdges([id]);
  document.querySelectorAll(".vis-tooltip").forEach((tip) => { tip.style.visibility = "hidden"; });
  redraw();
  showPanel();
}

network.on("click", ({ nodes: hit, edges: lines }) => choose(hit[0] ?? lines[0] ?? null, false));

/* ---- search ---- */
const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
for (const node of data.nodes) {
  node.names = [node.label, node.name, node.formula, ...node.also.split(", ")].filter(Boolean).map(plain);
  node.text = plain([...node.names, node.id].join(" "));
}
let asked = "";
let matches = [];
let turn = -1;

function rank(node) {
  if (node.names.includes(asked)) return 0;
  return node.names.some((name) => name.startsWith(asked)) ? 1 : 2;
}

function find(text) {
  asked = plain(text);
  turn = -1;
  matches = asked ? data.nodes.filter((node) => node.text.includes(asked)) : [];
  matches.sort((one, two) => rank(one) - rank(two) || one.name.length - two.name.length || (one.id < two.id ? -1 : 1));
  if (asked && !matches.length && chosen !== null) choose(null);
  byId("found").textContent = !asked ? "" : matches.length ? `${words(matches.length, "match").replace("matchs", "matches")}; Enter shows the first` : `Nothing here is called “${text.trim()}”.`;
}

byId("search").addEventListener("input", (event) => find(event.target.value));
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") { event.target.value = ""; find(""); choose(null); }
  if (event.key !== "Enter" || !matches.length) return;
  turn = (turn + (event.shiftKey ? -1 : 1) + matches.length) % matches.length;
  byId("found").textContent = `${turn + 1} of ${matches.length}`;
  choose(matches[turn].id, true);
});

/* ---- tools and keys ---- */
byId("fit").addEventListener("click", fit);
byId("words").addEventListener("click", (event) => {
  edgeWords = !edgeWords;
  event.currentTarget.setAttribute("aria-pressed", String(edgeWords));
  redraw();
});

function setLone(hide) {
  hideLone = hide;
  byId("lone").setAttribute("aria-pressed", String(hide));
  refresh();
}
byId("lone").addEventListener("click", () => setLone(!hideLone));

function setPhysics(on) {
  const button = byId("physics");
  button.textContent = on ? "Stop physics" : "Start physics";
  button.setAttribute("aria-pressed", String(on));
  network.setOptions({ physics: { enabled: on } });
  if (on && still.matches) network.stabilize(300);
}
byId("physics").addEventListener("click", (event) => setPhysics(event.currentTarget.getAttribute("aria-pressed") === "false"));
network.on("stabilized", () => setPhysics(false));

byId("picture").addEventListener("click", () => {
  const drawn = document.querySelector("#graph canvas");
  const sheet = make("canvas", { width: drawn.width, height: drawn.height });
  const pen = sheet.getContext("2d");
  pen.fillStyle = colours().paper;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(drawn, 0, 0);
  make("a", { href: sheet.toDataURL("image/png"), download: `${data.title}.png` }).click();
});

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/* The nearest shown node in a direction; neighbours of the chosen one go first. */
function walk([dx, dy]) {
  const places = network.getPositions();
  const here = nodeOf.has(chosen) ? places[chosen] : network.getViewPosition();
  const linked = nodeOf.has(chosen) ? new Set(edgesAt.get(chosen).map((edge) => other(edge, chosen).id)) : new Set();
  let best = null;
  for (const node of data.nodes.filter(shownNode)) {
    const [x, y] = [places[node.id].x - here.x, places[node.id].y - here.y];
    const [along, across] = [x * dx + y * dy, Math.abs(x * dy) + Math.abs(y * dx)];
    const cost = (along + 2 * across) * (linked.has(node.id) ? 0.5 : 1);
    if (node.id !== chosen && along > across / 2 && (best === null || cost < best.cost)) best = { cost, id: node.id };
  }
  if (best) choose(best.id, true);
}

byId("graph").addEventListener("keydown", (event) => {
  const keys = { "+": () => zoom(1.25), "-": () => zoom(0.8), 0: fit, Escape: () => choose(null) };
  const act = event.key in ARROWS ? () => walk(ARROWS[event.key]) : keys[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: motion() });
}

/* ---- table ---- */
const COLUMNS = [
  ["Name", (node) => node.name, 1],
  ["Kind", (node) => kindOf.get(node.kind).label, 1],
  ["Links", (node) => edgesAt.get(node.id).length, -1],
  ["Findings", (node) => node.findings.length, -1],
];
let order = { column: 0, direction: 1 };

function table() {
  const value = COLUMNS[order.column][1];
  const compare = (one, two) => (typeof one === "number" ? one - two : one.localeCompare(two, "en"));
  const rows = [...data.nodes].sort((one, two) => order.direction * compare(value(one), value(two)) || compare(one.name, two.name));
  const heads = COLUMNS.map(([label, , first], column) => {
    const sorted = column === order.column;
    const click = () => {
      order = { column, direction: sorted ? -order.direction : first };
      table();
      byId("table").querySelectorAll("th button")[column].focus();
    };
    const state = sorted ? (order.direction > 0 ? "ascending" : "descending") : "none";
    return make("th", { scope: "col", "aria-sort": state }, make("button", { type: "button", click }, label + (sorted ? (order.direction > 0 ? " ▲" : " ▼") : "")));
  });
  const body = rows.map((node) => make("tr", {},
    make("td", {}, make("button", { type: "button", class: "link", click: () => { choose(node.id, true); byId("graph").scrollIntoView(); } }, node.name)),
    ...COLUMNS.slice(1).map(([, cell]) => make("td", {}, String(cell(node)))),
    make("td", { class: "all" }, ...edgesAt.get(node.id).map((edge) => make("span", {}, edge.from === node.id ? `${edge.label} → ` : `← ${edge.label} `, goTo(other(edge, node.id)), " ")))));
  byId("table").replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, ...heads, make("th", { scope: "col" }, "Neighbours"))), make("tbody", {}, ...body)));
}
byId("twin").addEventListener("toggle", () => { if (!byId("table").firstChild) table(); });

/* ---- begin ---- */
byId("words").setAttribute("aria-pressed", String(edgeWords));
dark.addEventListener("change", () => { legend(); redraw(); });
legend();
refresh();
resize();
if (network.getScale() < (crowded && innerWidth > 700 ? 0 : 0.35)) {
  /* Too small a screen to read anything: begin at the node with the most to say. */
  const first = [...data.nodes].sort((one, two) => two.size - one.size)[0];
  network.moveTo({ position: { x: first.x, y: first.y }, scale: 0.6 });
  byId("found").textContent = "Zoomed in; Fit shows all.";
}
