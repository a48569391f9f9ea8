// All of an entity, beside the drawing.

import { documentLink, sentences } from "./graph-evidence.js";
import { badge, element, isolated, relationName, say } from "./words.js";

const SHOWN = 8;

/**
 * The card's elements. `open` says whether the neighbours are drawn, null for who is the middle. `on`
 * has `choose(id)` and `open(id)`, and `center`, `from` and `to`, which take the entity.
 */
export function card(found, open, revision, on) {
  const { entity } = found;
  const name = (other) => nameButton(other, on.choose);
  const act = (key, deed) =>
    element("button", { type: "button", class: "quiet", click: () => deed(entity) }, say(key));
  const exported = new URLSearchParams({ format: "graphml", entity: entity.id, depth: "1" });
  if (revision !== "") {
    exported.set("revision", revision);
  }
  return [
    element("h2", {}, isolated(entity.name)),
    element(
      "p",
      { class: "facts" },
      badge(entity.type),
      element("span", {}, say("graph.documents", found.documents)),
      element("span", {}, say("graph.mentions", found.mentions)),
    ),
    found.redirectedFrom === null ? null : element("p", { class: "note" }, say("graph.redirected")),
    element(
      "p",
      { class: "graph-acts" },
      open === null ? null : act(open ? "graph.close" : "graph.open", (one) => on.open(one.id)),
      open === null ? null : act("graph.center", on.center),
      act("graph.from", on.from),
      act("graph.to", on.to),
      element("a", { href: `/api/graph/export?${exported}`, download: "" }, say("graph.export")),
    ),
    ...section("graph.aliases", found.aliases, alias),
    ...facts(found.facts, entity, name),
    ...section("graph.timeline", found.timeline, (dated) => moment(dated, name)),
    ...section("graph.related", found.related, (each) => related(each, name)),
    ...section("graph.mentioned", found.mentionedIn, (each) =>
      element("li", {}, documentLink(each), " ", note("graph.mentions", each.mentions)),
    ),
    ...section("graph.about", found.about, (each) =>
      element("li", {}, documentLink(each), " ", element("span", { class: "note" }, relationName(each.type))),
    ),
    found.partial ? element("p", { class: "note" }, say("graph.more")) : null,
  ].filter((each) => each !== null);
}

/** A button that shows an entity's card. */
export function nameButton(entity, choose) {
  return element(
    "button",
    { type: "button", class: "graph-name", click: () => choose(entity.id) },
    isolated(entity.name),
  );
}

function note(key, count) {
  return element("span", { class: "note" }, say(key, count));
}

/** A heading and a list whose end is folded; nothing where there is nothing. */
function section(key, all, item) {
  if (all.length === 0) {
    return [];
  }
  const list = (some) => element("ul", { role: "list" }, ...some.map(item));
  const rest = all.slice(SHOWN);
  return [
    element("h3", {}, say(key)),
    list(all.slice(0, SHOWN)),
    rest.length === 0
      ? null
      : element("details", {}, element("summary", {}, `+ ${rest.length}`), list(rest)),
  ];
}

function alias(each) {
  return element("li", {}, isolated(each.name), " ", note("graph.mentions", each.mentions));
}

function facts(all, entity, name) {
  if (all.length === 0) {
    return [element("h3", {}, say("graph.facts")), element("p", { class: "note" }, say("graph.facts.none"))];
  }
  return section("graph.facts", all, (fact) => {
    const self = element("strong", {}, isolated(entity.name));
    const other = name(fact.other);
    const [subject, object] = fact.direction === "OUT" ? [self, other] : [other, self];
    return element(
      "li",
      { class: "fact" },
      element("p", {}, subject, " ", relationName(fact.type), " ", object),
      element(
        "details",
        {},
        element("summary", {}, say("graph.fact.statements", fact.statements)),
        sentences(fact.evidence),
      ),
    );
  });
}

function moment(dated, name) {
  return element(
    "li",
    { class: "fact" },
    element("p", {}, element("strong", {}, isolated(dated.time)), " ", name(dated.subject), " ",
      relationName(dated.type), " ", name(dated.object),
      ...(dated.place === null ? [] : [" · ", isolated(dated.place)])),
    element("details", {}, element("summary", {}, say("graph.sentences")), sentences([dated.evidence])),
  );
}

function related(each, name) {
  return element(
    "li",
    {},
    name(each.entity),
    " ",
    each.suggested ? element("span", { class: "note" }, say("graph.related.suggested")) : null,
  );
}
