// What narrows the drawing, and the revision that it is of.

import { element, knownTypes, say, typeName } from "./words.js";

/** The filters' controls; `change(part)` is told the part of the state that changes. */
export class Filters {
  constructor(change) {
    this.change = change;
    this.types = document.querySelector("#graph-types");
    this.seen = new Set(knownTypes());
    this.kinds = [...document.querySelectorAll("#graph-kinds input")];
    this.confidence = slider("graph-confidence");
    this.years = [...document.querySelectorAll("#graph-years input")];
    this.revision = slider("graph-revision");
    this.revisions = [];
    this.kinds.forEach((each) =>
      each.addEventListener("change", () => change({ kind: each.value })),
    );
    this.years.forEach((each) =>
      each.addEventListener("change", () => change({ [each.name]: each.value })),
    );
    const { input: confidence } = this.confidence;
    confidence.addEventListener("input", () => this.showConfidence(Number(confidence.value)));
    confidence.addEventListener("change", () => change({ confidence: Number(confidence.value) }));
    const { input: revision } = this.revision;
    revision.addEventListener("input", () => this.showRevision(this.chosen()));
    revision.addEventListener("change", () => {
      const chosen = this.chosen();
      change({ revision: chosen.revision === this.served ? "" : String(chosen.revision) });
    });
  }

  /** The revisions that can be asked for, the newest first. */
  offer({ served, revisions }) {
    this.served = served;
    this.revisions = [...revisions].reverse();
    this.revision.input.max = String(this.revisions.length - 1);
    document.querySelector("#graph-revisions").hidden = this.revisions.length < 2;
  }

  chosen() {
    return this.revisions[Number(this.revision.input.value)];
  }

  /** Shows what a state has chosen. */
  show(state, model) {
    model?.nodes.forEach((node) => this.seen.add(node.type));
    state.types.forEach((type) => this.seen.add(type));
    this.showTypes(state);
    this.kinds.forEach((each) => {
      each.checked = each.value === state.kind;
    });
    this.confidence.input.value = String(state.confidence);
    this.showConfidence(state.confidence);
    this.years.forEach((each) => {
      each.value = state[each.name];
    });
    const asked = state.revision === "" ? this.served : Number(state.revision);
    const place = this.revisions.findLastIndex((each) => each.revision <= asked);
    this.revision.input.value = String(Math.max(0, place));
    this.showRevision(this.revisions[place] ?? { revision: asked, release: null });
  }

  showTypes(state) {
    const shown = [...this.types.querySelectorAll("input")].map((each) => each.value);
    const missing = [...this.seen].filter((type) => !shown.includes(type));
    this.types.append(...missing.map((type) => this.type(type)));
    this.types.querySelectorAll("input").forEach((each) => {
      each.checked = state.types.length === 0 || state.types.includes(each.value);
    });
  }

  type(type) {
    const dot = element("span", { class: "graph-dot" });
    dot.style.backgroundColor = /^[a-z]+$/.test(type)
      ? `var(--type-${type}, var(--type))`
      : "var(--type)";
    const box = element("input", { type: "checkbox", value: type, change: () => this.choose() });
    return element("label", {}, box, " ", dot, " ", element("bdi", {}, typeName(type)));
  }

  /** All types and none are the same: no filter. */
  choose() {
    const boxes = [...this.types.querySelectorAll("input")];
    const types = boxes.filter((each) => each.checked).map((each) => each.value);
    this.change({ types: types.length === boxes.length ? [] : types });
  }

  showConfidence(value) {
    this.confidence.show(say("graph.confidence.value", value.toFixed(2)));
  }

  showRevision({ revision, release }) {
    this.revision.show(
      release === null
        ? say("graph.revision.value", revision)
        : say("graph.revision.release", revision, release),
    );
  }
}

/** A slider and the words beside it. */
function slider(id) {
  const input = document.getElementById(id);
  const output = document.querySelector(`output[for=${id}]`);
  return {
    input,
    show(words) {
      output.textContent = words;
      input.setAttribute("aria-valuetext", words);
    },
  };
}
