// What the page shows is in its address, so that it can be shared, kept and gone back to.

const YEAR = /^\d{1,4}$/;
const NONE = {
  entity: "", // where the drawing starts
  open: [], // entities whose neighbours are drawn too
  from: "", // ends of paths; with both, paths are drawn instead
  to: "",
  revision: "", // empty for the one that is served
  types: [], // empty for all
  kind: "", // stated, together, or both
  confidence: 0,
  after: "", // years
  before: "",
  view: "", // table, or the drawing
  card: "", // the entity beside the drawing
  edge: [], // two entities whose sentences are beside the drawing
};

/** The state that an address holds; what it should not hold counts for nothing. */
export function read(search) {
  const given = new URLSearchParams(search);
  const text = (name) => given.get(name) ?? "";
  const one = (name, allowed) => (allowed.test(text(name)) ? text(name) : "");
  const confidence = Number(text("confidence"));
  const edge = text("edge").split(",");
  return {
    entity: text("entity"),
    open: given.getAll("open").filter((id) => id !== ""),
    from: text("from"),
    to: text("to"),
    revision: one("revision", /^\d{1,18}$/),
    types: given.getAll("type").filter((type) => type !== ""),
    kind: one("kind", /^(stated|together)$/),
    confidence: confidence > 0 && confidence <= 1 ? confidence : 0,
    after: one("after", YEAR),
    before: one("before", YEAR),
    view: one("view", /^table$/),
    card: text("card"),
    edge: edge.length === 2 ? edge : [],
  };
}

/** The query string of a state. */
export function write(state) {
  const search = new URLSearchParams();
  const names = { types: "type" };
  for (const [key, nothing] of Object.entries(NONE)) {
    const value = key === "edge" ? state.edge.join(",") : state[key];
    for (const each of [value].flat()) {
      if (each !== "" && each !== nothing) {
        search.append(names[key] ?? key, each);
      }
    }
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** What stays when another entity or a path is looked at: the filters, the revision, the view. */
export function elsewhere(state, change) {
  return { ...state, entity: "", open: [], from: "", to: "", card: "", edge: [], ...change };
}
