// The texts that the page carries for its scripts, and elements made of text. Names come from
// documents: nothing here reads markup.

const words = new Map(
  [...document.querySelectorAll("#words data")].map((each) => [each.value, each.textContent]),
);
const numbers = new Intl.NumberFormat(document.documentElement.lang);

/** A text of the interface, with values in its places; numbers are grouped. */
export function say(key, ...values) {
  return words
    .get(key)
    .replace(/\{(\d)\}/g, (place, index) =>
      typeof values[index] === "number" ? numbers.format(values[index]) : String(values[index]),
    );
}

function nameOf(kind, type) {
  return words.get(`graph.${kind}.${type}`) ?? type.replaceAll("_", " ");
}

/** What a type of entity is called; one from a dictionary of users keeps its own name. */
export function typeName(type) {
  return nameOf("type", type);
}

/** What a relation is called. */
export function relationName(type) {
  return nameOf("relation", type);
}

/** The types that have names, in the order of their keys. */
export function knownTypes() {
  return [...words.keys()]
    .filter((key) => key.startsWith("graph.type."))
    .map((key) => key.slice("graph.type.".length));
}

/** An element with attributes, listeners (functions) and children; texts become text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else if (value !== null && value !== false) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((each) => each !== null));
  return made;
}

/** Text of a document, whose direction changes nothing around it. */
export function isolated(text) {
  return element("bdi", {}, text);
}

/** Shows a type as the pages show the type of a document. */
export function badge(type) {
  return element("span", { class: "type" }, typeName(type));
}
