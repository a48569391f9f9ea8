// The connections as a table: for who cannot see the drawing, or does not want to.

import { statements } from "./graph-model.js";
import { nameButton } from "./graph-card.js";
import { element, relationName, say } from "./words.js";

/** The table's element. `on` has `choose(id)` and `connect(edge)`. */
export function table(model, on) {
  if (model.edges.size === 0) {
    return element("p", { class: "note" }, say("graph.table.none"));
  }
  const heads = ["from", "relation", "to", "documents", "evidence"];
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, ...heads.map((each) => element("th", { scope: "col" }, say(`graph.table.${each}`)))),
    ),
    element("tbody", {}, ...[...model.edges.values()].flatMap((edge) => rows(model, edge, on))),
  );
}

function rows(model, edge, on) {
  const said = statements(model, edge).map((each) => ({ ...each, documents: edge.stated.documents }));
  if (edge.together !== null) {
    said.push({
      subject: model.nodes.get(edge.from),
      type: "together",
      object: model.nodes.get(edge.to),
      documents: edge.together.documents,
    });
  }
  return said.map((each) =>
    element(
      "tr",
      { class: each.type === "together" ? "together" : "stated" },
      element("td", {}, nameButton(each.subject, on.choose)),
      element("td", {}, relationName(each.type)),
      element("td", {}, nameButton(each.object, on.choose)),
      element("td", { class: "figure" }, each.documents === null ? "" : String(each.documents)),
      element(
        "td",
        {},
        element(
          "button",
          {
            type: "button",
            class: "quiet",
            "aria-label": `${say("graph.sentences")}: ${say("graph.edge", each.subject.name, each.object.name)}`,
            click: () => on.connect(edge.id),
          },
          say("graph.sentences"),
        ),
      ),
    ),
  );
}
