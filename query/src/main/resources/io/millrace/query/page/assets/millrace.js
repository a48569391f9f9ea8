// What a page does beyond links and forms: suggestions while typing, "/" for the question box, and
// menus that close. Pages work without it.

import { Suggestions } from "./suggestions.js";

/** Documents and headings that begin so. */
async function find(box, typed, signal) {
  const response = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
    signal,
    headers: { Accept: "application/json" },
  });
  const answer = response.ok ? await response.json() : {};
  return (answer.suggestions ?? []).map((each) => ({
    ...each,
    kind: box.getAttribute(`data-kind-${each.kind}`),
  }));
}

document.querySelectorAll(".box[data-suggest]").forEach((box) => {
  new Suggestions(box, {
    find: (typed, signal) => find(box, typed, signal),
    take: (suggestion) =>
      location.assign(`/documents/${encodeURIComponent(suggestion.document)}`),
  });
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const input = document.querySelector(".box input[type=search]");
    if (input) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  }
  const menu = document.querySelector("details.caller[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.caller[open]");
  if (menu && !menu.contains(event.target)) {
    menu.open = false;
  }
});
