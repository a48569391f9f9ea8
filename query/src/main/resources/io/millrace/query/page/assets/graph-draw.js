// Draws a model by Cytoscape (MIT), whose script the page loads.

import { positions } from "./graph-layout.js";
import { statements } from "./graph-model.js";
import { relationName } from "./words.js";

/** From so many connections on, what they say is drawn only for the chosen ones. */
const MOST_LABELLED_EDGES = 60;
const LARGE = 300;
// in Latin letters; from WIDE on, characters are twice as wide
const LABEL_WIDTH = 18;
const WIDE = 0x2e80;
const ZOOM = { in: 1.3, out: 1 / 1.3 };

/** The drawing in an element. `on` has `choose(id)`, `open(id)` and `connect(edge)`. */
export class Drawing {
  constructor(container, on) {
    this.container = container;
    this.on = on;
    this.cy = null;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.cy?.style(styles()));
  }

  show(model) {
    performance.mark("graph:layout");
    const at = positions(model);
    performance.measure("graph:layout", "graph:layout");
    this.cy?.destroy();
    const large = model.nodes.size > LARGE;
    this.cy = window.cytoscape({
      container: this.container,
      elements: [...nodes(model, at), ...edges(model)],
      style: styles(),
      layout: { name: "preset", fit: true, padding: 40 },
      minZoom: 0.02,
      maxZoom: 4,
      autoungrabify: large,
      boxSelectionEnabled: false,
      hideEdgesOnViewport: large,
      textureOnViewport: large,
      pixelRatio: large ? 1 : "auto",
    });
    this.cy.one("render", () => performance.mark("graph:drawn"));
    this.cy.on("tap", "node", (event) => this.on.choose(event.target.id()));
    this.cy.on("dbltap", "node", (event) => this.on.open(event.target.id()));
    this.cy.on("tap", "edge", (event) => this.on.connect(event.target.id()));
  }

  /** Marks what the panel is about: an entity's or a connection's id, or nothing. */
  mark(id) {
    this.cy?.elements(".chosen").removeClass("chosen");
    if (id !== "") {
      this.cy?.getElementById(id).addClass("chosen");
    }
  }

  zoom(how) {
    if (how === "fit") {
      this.cy?.fit(undefined, 40);
    } else if (this.cy !== null) {
      const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
      this.cy.zoom({ level: this.cy.zoom() * ZOOM[how], renderedPosition: middle });
    }
  }

  /** Draws nothing. */
  clear() {
    this.cy?.destroy();
    this.cy = null;
  }
}

function nodes(model, at) {
  const types = new Set([...model.nodes.values()].map((node) => node.type));
  const colours = new Map([...types].map((type) => [type, colourOf(type)]));
  return [...model.nodes.values()].map((node) => ({
    data: { id: node.id, name: shortened(node.name), colour: colours.get(node.type) },
    position: at.get(node.id),
    classes: node.open ? "open" : "",
  }));
}

/** A name that fits below its entity; Cytoscape would measure every letter to find where to cut. */
function shortened(name) {
  let width = 0;
  for (let at = 0; at < name.length; at++) {
    width += name.charCodeAt(at) < WIDE ? 1 : 2;
    if (width > LABEL_WIDTH) {
      return `${name.slice(0, at).replace(/[\ud800-\udbff]$/, "")}…`;
    }
  }
  return name;
}

function edges(model) {
  const few = model.edges.size <= MOST_LABELLED_EDGES;
  return [...model.edges.values()].map((edge) => {
    const said = statements(model, edge);
    const one = said.length > 0 && said.every((each) => each.subject === said[0].subject);
    const [from, to] =
      one && said[0].subject.id !== edge.from ? [edge.to, edge.from] : [edge.from, edge.to];
    const text = [...new Set(said.map((each) => relationName(each.type)))].join(" · ");
    return {
      data: { id: edge.id, source: from, target: to, said: text },
      classes: [
        edge.stated === null ? "together" : "stated",
        one ? "directed" : "",
        few ? "told" : "",
      ].join(" "),
    };
  });
}

function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The colour of a type, as the style sheet has it; others share one. */
export function colourOf(type) {
  return /^[a-z]+$/.test(type) ? variable(`--type-${type}`) || variable("--type") : variable("--type");
}

function styles() {
  const ink = variable("--ink");
  const label = {
    color: ink,
    "font-family": "sans-serif",
    "font-size": 13,
    "min-zoomed-font-size": 8,
    "text-outline-color": variable("--surface"),
    "text-outline-width": 2,
  };
  return [
    {
      selector: "node",
      style: {
        ...label,
        width: 20,
        height: 20,
        "background-color": "data(colour)",
        label: "data(name)",
        "text-valign": "bottom",
        "text-margin-y": 3,
      },
    },
    { selector: "node.open", style: { width: 32, height: 32, "font-size": 16 } },
    {
      selector: "edge",
      style: { "curve-style": "straight", width: 1.6, "line-color": variable("--strong-line") },
    },
    {
      selector: "edge.together",
      style: { "line-style": "dashed", "line-color": variable("--graph-faint"), width: 1.2 },
    },
    {
      selector: "edge.directed",
      style: {
        "target-arrow-shape": "triangle",
        "target-arrow-color": variable("--strong-line"),
        "arrow-scale": 0.8,
      },
    },
    { selector: "edge.told, edge.chosen", style: { ...label, label: "data(said)", "font-size": 11 } },
    {
      selector: ".chosen",
      style: {
        "line-color": variable("--accent"),
        "target-arrow-color": variable("--accent"),
        "border-color": variable("--accent"),
        "border-width": 4,
        "z-index": 10,
      },
    },
  ];
}
