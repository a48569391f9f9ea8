// The page to explore the graph: what is asked, drawn and told follows from the state in its address.

import { ask, entity } from "./graph-api.js";
import { EntityBox } from "./graph-boxes.js";
import { Drawing } from "./graph-draw.js";
import { Filters } from "./graph-filters.js";
import { MOST, route, surroundings } from "./graph-model.js";
import { panel, paths } from "./graph-panel.js";
import { elsewhere, read, write } from "./graph-state.js";
import { table } from "./graph-table.js";
import { Times, pair } from "./graph-years.js";
import { element, say } from "./words.js";

const NEIGHBOURS = 200;

const part = (id) => document.getElementById(`graph-${id}`);
// the drawing's library comes after this script, so that questions do not wait for it
const ready = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));

let state = read(location.search);
let model = null;
let center = "";
let drawn = "";
let turn = 0;

const on = {
  choose: (id) => go({ ...state, card: id, edge: [] }),
  connect: (edge) => go({ ...state, card: "", edge: edge.split(",") }),
  center: (one) => go(elsewhere(state, { entity: one.id }), true),
  leave: () => go(elsewhere(state, { entity: state.from }), true),
  from: (one) => end("from", one),
  to: (one) => end("to", one),
  open(id) {
    if (isRoute()) {
      go(elsewhere(state, { entity: id }), true);
    } else if (id !== center) {
      const open = state.open.includes(id)
        ? state.open.filter((each) => each !== id)
        : [...state.open, id];
      go({ ...state, open, card: id, edge: [] }, true);
    }
  },
};

const drawing = new Drawing(part("drawing"), on);
const filters = new Filters((change) => go({ ...state, ...change }));
const revision = () => state.revision;
const boxes = {
  entity: new EntityBox("entity", revision, (id) => on.center({ id })),
  from: new EntityBox("from", revision, (id) => (state.from = id)),
  to: new EntityBox("to", revision, (id) => (state.to = id)),
};

function isRoute() {
  return state.from !== "" && state.to !== "";
}

/** Goes to a state; back leads to the one before where it is a step. */
function go(next, isStep = false) {
  state = next;
  const address = location.pathname + write(state);
  history[isStep ? "pushState" : "replaceState"](null, "", address);
  show();
}

/** Takes an entity for an end of a path, and asks for the other end where it is not known. */
function end(which, one) {
  const other = which === "from" ? "to" : "from";
  part("ends").open = true;
  boxes[which].fill(one.id, one.name);
  if (state[other] === "") {
    go({ ...state, [which]: one.id });
    boxes[other].input.focus();
  } else {
    go(elsewhere(state, { [which]: one.id, [other]: state[other] }), true);
  }
}

/** Links that lead back here lead to what is shown now. */
function frame() {
  const here = location.pathname + location.search;
  const language = document.querySelector("a.language");
  const asked = new URLSearchParams(location.search);
  asked.set("lang", language.hreflang.slice(0, 2));
  language.href = `${location.pathname}?${asked}`;
  const signIn = document.querySelector("a.sign-in");
  if (signIn !== null) {
    signIn.href = `/sign-in?next=${encodeURIComponent(here)}`;
  }
}

/** What the state shows as a graph; null where it begins nowhere. */
async function load() {
  if (isRoute()) {
    const answer = await paths(state);
    boxes.from.fill(answer.from.id, answer.from.name);
    boxes.to.fill(answer.to.id, answer.to.name);
    part("ends").open = true;
    return { graph: route(answer.paths), center: "" };
  }
  if (state.entity === "") {
    return null;
  }
  const asked = { type: state.types, confidence: state.confidence || null };
  const near = (id) =>
    ask(`${entity(id)}/neighbours`, { ...asked, limit: NEIGHBOURS, revision: state.revision });
  const [first, cards, ...others] = await Promise.all([
    near(state.entity),
    timed([state.entity, ...state.open]),
    ...state.open.map((id) => near(id).catch(absent)),
  ]);
  const byId = new Map(
    [first, ...others].filter((each) => each !== null).map((each) => [each.entity.id, each]),
  );
  boxes.entity.fill(first.entity.id, first.entity.name);
  const graph = surroundings(state, first.entity, byId, new Times(cards));
  return { graph, center: first.entity.id };
}

/** The cards that know times, where times are asked for. */
async function timed(ids) {
  if (state.after === "" && state.before === "") {
    return [];
  }
  const cards = await Promise.all(
    ids.map((id) => ask(entity(id), { revision: state.revision }).catch(absent)),
  );
  return cards.filter((each) => each !== null);
}

/** An opened entity may not be there as of another revision. */
function absent(problem) {
  if (problem.status === 404) {
    return null;
  }
  throw problem;
}

async function show() {
  const mine = ++turn;
  frame();
  part("problem").hidden = true;
  try {
    const [revisions, loaded] = await Promise.all([ask("revisions"), load(), ready]);
    if (mine !== turn) {
      return;
    }
    filters.offer(revisions);
    part("columns").hidden = loaded === null;
    part("start").hidden = loaded !== null;
    model = loaded?.graph ?? null;
    center = loaded?.center ?? "";
    filters.show(state, model);
    if (loaded === null) {
      drawing.clear();
      drawn = "";
      return;
    }
    draw();
    part("panel").replaceChildren(element("p", { class: "note" }, say("graph.asking")));
    const beside = await panel(state, opened, on);
    if (mine === turn) {
      part("panel").replaceChildren(...beside);
    }
  } catch (problem) {
    if (mine === turn) {
      tell(problem);
    }
  }
}

/** Whether an entity's neighbours are drawn; null where that is not for the visitor to say. */
function opened(id) {
  return id === center ? null : (model.nodes.get(id)?.open ?? false);
}

function draw() {
  const isTable = state.view === "table";
  document.querySelectorAll("[data-view]").forEach((each) => {
    each.setAttribute("aria-pressed", String((each.dataset.view === "table") === isTable));
  });
  part("drawing").hidden = isTable;
  document.querySelector(".graph-zoom").hidden = isTable;
  part("table").hidden = !isTable;
  const counts = [model.nodes.size, model.edges.size];
  part("shown").textContent = say("graph.shown", ...counts);
  part("partial").hidden = !model.partial && !model.cut;
  part("partial").textContent = model.cut ? say("graph.most", MOST) : say("graph.partial");
  const now = write({ ...state, card: "", edge: [] });
  if (now !== drawn) {
    drawn = now;
    if (isTable) {
      drawing.clear();
      part("table").replaceChildren(table(model, on));
    } else {
      part("drawing").setAttribute("aria-label", say("graph.drawing", ...counts));
      drawing.show(model);
    }
  }
  drawing.mark(state.edge.length === 2 ? pair(...state.edge) : state.card || center);
}

function tell(problem) {
  const isAbsent = problem.code === "GRAPH_UNAVAILABLE";
  const known = { 400: say("graph.failed.400"), 404: say("graph.failed.404"), 429: say("graph.failed.429") };
  const [heading, text] = part("problem").children;
  heading.textContent = say(isAbsent ? "graph.absent.heading" : "graph.failed.heading");
  text.textContent = isAbsent ? say("graph.absent") : (known[problem.status] ?? say("graph.failed"));
  part("problem").hidden = false;
  part("start").hidden = true;
  part("columns").hidden = true;
  drawn = "";
}

document.querySelector("[data-box=entity]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const id = await boxes.entity.entity();
  if (id !== "") {
    on.center({ id });
  }
});
document.querySelector("[data-box=path]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const from = await boxes.from.entity();
  const to = from === "" ? "" : await boxes.to.entity();
  if (to !== "") {
    go(elsewhere(state, { from, to }), true);
  }
});
document.querySelectorAll("[data-view]").forEach((each) => {
  each.addEventListener("click", () =>
    go({ ...state, view: each.dataset.view === "table" ? "table" : "" }),
  );
});
document.querySelectorAll("[data-zoom]").forEach((each) => {
  each.addEventListener("click", () => drawing.zoom(each.dataset.zoom));
});
addEventListener("popstate", () => {
  state = read(location.search);
  show();
});
if (matchMedia("(max-width: 60rem)").matches) {
  part("filters").open = false;
}
show();
