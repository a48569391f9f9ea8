// What is shown: entities and the connections between them, each pair of entities once.

import { pair } from "./graph-years.js";

/** The most entities that are shown at once. */
export const MOST = 1000;

class Model {
  constructor() {
    this.nodes = new Map();
    this.edges = new Map();
    this.partial = false;
    this.cut = false;
  }

  /** Whether the entity is there now; `parent` is whom it came with. */
  node(entity, parent) {
    if (!this.nodes.has(entity.id)) {
      if (this.nodes.size >= MOST) {
        this.cut = true;
        return false;
      }
      this.nodes.set(entity.id, { ...entity, parent, open: false });
    }
    return true;
  }

  edge(one, other) {
    const id = pair(one, other);
    if (!this.edges.has(id)) {
      this.edges.set(id, { id, from: one, to: other, stated: null, together: null });
    }
    return this.edges.get(id);
  }
}

/** Which connections the filters let through. */
function passes(state, times) {
  const timed = state.after !== "" || state.before !== "";
  return (kind, one, other) =>
    (state.kind === "" || state.kind === kind) &&
    (!timed || (kind === "stated" && times.within(one, other, state.after, state.before)));
}

/**
 * The surroundings of an entity. `near` has the neighbours of each open entity by its id; those that
 * the filters leave no way to are not shown.
 */
export function surroundings(state, center, near, times) {
  const model = new Model();
  const lets = passes(state, times);
  model.node(center, null);
  const waiting = [center.id];
  for (let next = 0; next < waiting.length; next++) {
    const id = waiting[next];
    const answer = near.get(id);
    model.nodes.get(id).open = true;
    model.partial ||= answer.partial;
    const reached = [
      ...answer.stated.map((each) => ["stated", each]),
      ...answer.together.map((each) => ["together", each]),
    ];
    for (const [kind, each] of reached) {
      const other = each.entity.id;
      if (lets(kind, id, other) && model.node(each.entity, id)) {
        const edge = model.edge(id, other);
        edge[kind] ??= kind === "stated" ? directed(each, edge.from === id) : each;
        if (near.has(other) && !waiting.includes(other)) {
          waiting.push(other);
        }
      }
    }
  }
  return model;
}

/** What is stated, as seen from the connection's first entity. */
function directed(stated, same) {
  const turned = { OUT: "IN", IN: "OUT" };
  return {
    ...stated,
    types: stated.types.map((each) => ({
      ...each,
      direction: same ? each.direction : turned[each.direction],
    })),
  };
}

/**
 * The entities and hops of paths. Each entity has its `place` on the way, from 0 to 1, and its `lane`;
 * `steps` has the longest path.
 */
export function route(paths) {
  const model = new Model();
  model.steps = Math.max(0, ...paths.map((path) => path.hops.length));
  paths.forEach((path, lane) => {
    path.entities.forEach((entity, place) => {
      if (model.node(entity, null)) {
        const node = model.nodes.get(entity.id);
        node.place ??= place / Math.max(1, path.entities.length - 1);
        node.lane ??= lane;
      }
    });
    for (const hop of path.hops) {
      const edge = model.edge(hop.from, hop.to);
      if (hop.stated.length > 0) {
        const types = hop.stated.map((each) => ({ type: each.type, direction: each.direction }));
        edge.stated ??= directed({ types, documents: null }, edge.from === hop.from);
      }
      if (hop.together.length > 0) {
        edge.together ??= { documents: null };
      }
    }
  });
  return model;
}

/** The relations of a connection in reading order: subject, relation, object. */
export function statements(model, edge) {
  const name = (id) => model.nodes.get(id);
  return (edge.stated?.types ?? []).map((each) =>
    each.direction === "OUT"
      ? { subject: name(edge.from), type: each.type, object: name(edge.to) }
      : { subject: name(edge.to), type: each.type, object: name(edge.from) },
  );
}
