// Beside results: the entity that the question is the name of, asked for when the results are there.

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
  const { id, name, type, documents, mentions } = await response.json();
  const count = (label, value) => element("span", {}, label.replace("{0}", String(value)));
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
  place.hidden = false;
}
