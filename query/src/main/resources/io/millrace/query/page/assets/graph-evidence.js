// Sentences, and where they stand.

import { element, isolated, relationName, say } from "./words.js";

/** The last part of an address, readable where it is encoded as addresses are. */
function fileName(uri) {
  const last = uri.split("/").at(-1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The page of a document, at a passage where one is known. */
export function documentLink(at) {
  const title = at.title === "" ? fileName(at.uri) : at.title;
  const place = at.chunk === undefined ? "" : `?passage=${encodeURIComponent(at.chunk)}#passage`;
  const address = `/documents/${encodeURIComponent(at.document)}${place}`;
  return element("a", { href: address }, isolated(title));
}

/** A sentence with what it names marked, and the link to its place in the document. */
export function evidence(found) {
  const sure =
    found.confidence === null ? null : say("graph.edge.sure", found.confidence.toFixed(2));
  const about = [found.time, found.place, sure].filter((each) => each !== null);
  return element(
    "li",
    { class: "evidence" },
    element("q", { dir: "auto" }, ...marked(found.sentence, [found.subject, found.object])),
    element(
      "p",
      { class: "note" },
      documentLink(found),
      ...about.flatMap((each) => [" · ", isolated(each)]),
    ),
  );
}

function marked(sentence, names) {
  const parts = [];
  let rest = sentence;
  for (;;) {
    const next = names
      .filter((name) => name !== null && name !== "" && rest.includes(name))
      .map((name) => ({ name, at: rest.indexOf(name) }))
      .sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
    if (next === undefined) {
      return [...parts, rest];
    }
    parts.push(rest.slice(0, next.at), element("mark", {}, next.name));
    rest = rest.slice(next.at + next.name.length);
  }
}

/** A list of sentences. */
export function sentences(all) {
  return element("ul", { role: "list", class: "sentences" }, ...all.map(evidence));
}

/** What a hop between two entities rests on; `name` gives an entity's button by its id. */
export function hop(found, name) {
  const stated = found.stated.map((each) => {
    const [subject, object] =
      each.direction === "OUT" ? [found.from, found.to] : [found.to, found.from];
    return element(
      "li",
      {},
      element("p", {}, name(subject), " ", relationName(each.type), " ", name(object)),
      sentences([each.evidence]),
    );
  });
  return [
    stated.length === 0 ? null : element("h3", {}, say("graph.edge.stated")),
    stated.length === 0 ? null : element("ul", { role: "list" }, ...stated),
    found.together.length === 0 ? null : element("h3", {}, say("graph.edge.together")),
    found.together.length === 0 ? null : sentences(found.together),
  ].filter((each) => each !== null);
}
