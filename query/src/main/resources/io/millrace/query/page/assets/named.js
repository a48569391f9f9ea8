// Beside results: the entities that the question names, asked for when the results are there.

import { badge, element, isolated } from "./words.js";

const place = document.querySelector("#named");
if (place !== null) {
  show().catch(() => {}); // results are whole without it
}

async function show() {
  const response = await fetch(`/graph/named?q=${encodeURIComponent(place.dataset.question)}`);
  if (response.status !== 200) {
    return;
  }
  const count = (label, value) => element("span", {}, label.replace("{0}", String(value)));
  for (const { id, name, type, documents, mentions } of await response.json()) {
    place.append(
      element("h2", {}, element("a", { href: `/graph?entity=${encodeURIComponent(id)}` }, isolated(name))),
      element(
        "p",
        { class: "facts" },
        badge(type),
        count(place.dataset.documents, documents),
        count(place.dataset.mentions, mentions),
      ),
    );
  }
  place.hidden = false;
}
