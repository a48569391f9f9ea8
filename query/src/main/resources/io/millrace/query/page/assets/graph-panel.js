// What stands beside the drawing: an entity's card, a connection's sentences, or the paths.

import { ask, entity } from "./graph-api.js";
import { card, nameButton } from "./graph-card.js";
import { hop } from "./graph-evidence.js";
import { element, isolated, say } from "./words.js";

const SHOWN_PATHS = 5;

/** The paths that a state asks for. */
export function paths(state) {
  const { from, to, revision } = state;
  return ask("path", { from, to, k: SHOWN_PATHS, revision });
}

/** The panel's elements for a state; `open(id)` says how an entity is drawn. */
export async function panel(state, open, on) {
  if (state.edge.length === 2) {
    return connection(state, on);
  }
  const isRoute = state.from !== "" && state.to !== "";
  if (isRoute && state.card === "") {
    return routes(await paths(state), on);
  }
  const id = state.card === "" ? state.entity : state.card;
  const { revision } = state;
  const found = await ask(entity(id), { revision });
  return card(found, open(found.entity.id), revision, on);
}

async function connection(state, on) {
  const [from, to] = state.edge;
  const answer = await ask("path", { from, to, k: 1, revision: state.revision });
  const heading = element(
    "h2",
    {},
    isolated(say("graph.edge", answer.from.name, answer.to.name)),
  );
  const direct = answer.paths.find((path) => path.hops.length === 1);
  if (direct === undefined) {
    return [heading, element("p", { class: "note" }, say("graph.edge.none"))];
  }
  return [heading, ...hop(direct.hops[0], namer(direct, on))];
}

function namer(path, on) {
  const byId = new Map(path.entities.map((each) => [each.id, each]));
  return (id) => nameButton(byId.get(id), on.choose);
}

function routes(answer, on) {
  const found = answer.paths.map((path, place) =>
    element(
      "details",
      { open: place === 0 ? "" : null, class: "route" },
      element(
        "summary",
        {},
        isolated(
          say("graph.path.one", place + 1, path.entities.map((each) => each.name).join(" – ")),
        ),
      ),
      ...path.hops.flatMap((each) => hop(each, namer(path, on))),
    ),
  );
  return [
    element("h2", {}, isolated(say("graph.path.found", answer.from.name, answer.to.name))),
    element(
      "p",
      { class: "graph-acts" },
      element("button", { type: "button", class: "quiet", click: on.leave }, say("graph.path.leave")),
    ),
    found.length > 0 ? null : element("p", {}, say("graph.path.none")),
    answer.complete ? null : element("p", { class: "note" }, say("graph.path.incomplete")),
    ...found,
  ].filter((each) => each !== null);
}
