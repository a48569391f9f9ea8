// The boxes in which entities are looked for.

import { ask } from "./graph-api.js";
import { Suggestions } from "./suggestions.js";
import { say, typeName } from "./words.js";

const SUGGESTED = 8;

/** A box for an entity. `revision()` says as of when, `taken(id)` is told which was taken. */
export class EntityBox {
  constructor(id, revision, taken) {
    this.revision = revision;
    this.input = document.getElementById(`graph-${id}`);
    this.id = "";
    this.name = "";
    this.suggestions = new Suggestions(document.getElementById(`graph-${id}-box`), {
      find: (typed, signal) => this.find(typed, SUGGESTED, signal),
      take: (found) => {
        this.fill(found.id, found.text);
        taken(found.id);
      },
    });
  }

  async find(typed, k, signal) {
    const answer = await ask("entities", { q: typed, k, revision: this.revision() }, signal);
    return answer.entities.map((each) => ({
      id: each.id,
      text: each.name,
      kind: [
        each.matched === each.name ? null : each.matched,
        typeName(each.type),
        say("graph.documents", each.documents),
      ]
        .filter((part) => part !== null)
        .join(" · "),
    }));
  }

  /** Shows an entity. */
  fill(id, name) {
    this.id = id;
    this.name = name;
    this.input.value = name;
    this.input.setCustomValidity("");
  }

  /** The entity that was taken, or the best for what was typed; empty where there is none. */
  async entity() {
    this.suggestions.close();
    const typed = this.input.value.trim();
    if (typed === "") {
      return "";
    }
    if (this.id === "" || typed !== this.name) {
      const [best] = await this.find(typed, 1, undefined);
      this.input.setCustomValidity(best === undefined ? say("graph.find.none") : "");
      this.input.addEventListener("input", () => this.input.setCustomValidity(""), { once: true });
      if (best === undefined) {
        this.input.reportValidity();
        return "";
      }
      this.fill(best.id, best.text);
    }
    return this.id;
  }
}
