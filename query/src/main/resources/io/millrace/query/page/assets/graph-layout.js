// Where entities stand. Neighbours stand on rings around the open entity that they came with, open
// entities with their own rings outside of these. It takes one pass over the entities, overlaps
// nothing, and gives the same picture for the same graph, so that a shared address looks the same.

const FIRST_RING = 130;
const BETWEEN_RINGS = 85;
const ALONG_RING = 92;
const BETWEEN_LANES = 110;
const BETWEEN_STEPS = 170;
const LEAST_STEPS = 3;

/** Positions by id. */
export function positions(model) {
  const roots = [...model.nodes.values()].filter((node) => node.parent === null);
  if (roots.length > 1) {
    return lanes(model);
  }
  const children = new Map();
  for (const node of model.nodes.values()) {
    if (node.parent !== null) {
      if (!children.has(node.parent)) {
        children.set(node.parent, []);
      }
      children.get(node.parent).push(node);
    }
  }
  const found = new Map();
  for (const root of roots) {
    place(disc(root, children), { x: 0, y: 0 }, 0, found);
  }
  return found;
}

/** Paths below one another, from the left to the right. */
function lanes(model) {
  const found = new Map();
  const length = BETWEEN_STEPS * Math.max(LEAST_STEPS, model.steps);
  for (const node of model.nodes.values()) {
    const isEnd = node.place === 0 || node.place === 1;
    found.set(node.id, {
      x: node.place * length,
      y: isEnd ? 0 : Math.ceil(node.lane / 2) * BETWEEN_LANES * (node.lane % 2 === 0 ? 1 : -1),
    });
  }
  return found;
}

/** How much room an open entity needs with all that came with it, children first. */
function disc(node, children) {
  const own = children.get(node.id) ?? [];
  const leaves = own.filter((each) => !children.has(each.id));
  const discs = own.filter((each) => children.has(each.id)).map((each) => disc(each, children));
  const rings = ringsOf(leaves.length);
  const inner = rings.length === 0 ? ALONG_RING / 2 : rings.at(-1).radius + ALONG_RING / 2;
  const largest = Math.max(0, ...discs.map((each) => each.radius));
  const distance = discs.length === 0 ? 0 : roomFor(discs, inner + largest);
  const radius = discs.length === 0 ? inner : distance + largest;
  return { node, leaves, discs, rings, distance, radius };
}

/** The rings for so many entities, the first the innermost. */
function ringsOf(count) {
  const rings = [];
  for (let left = count; left > 0; ) {
    const radius = FIRST_RING + rings.length * BETWEEN_RINGS;
    const most = Math.floor((2 * Math.PI * radius) / ALONG_RING);
    rings.push({ radius, count: Math.min(most, left) });
    left -= most;
  }
  return rings;
}

/** The least distance, from `least` on, at which discs stand around without touching. */
function roomFor(discs, least) {
  let distance = least;
  while (discs.reduce((sum, each) => sum + angle(each, distance), 0) > 2 * Math.PI) {
    distance *= 1.1;
  }
  return distance;
}

function angle(disc, distance) {
  return 2 * Math.asin(Math.min(1, disc.radius / distance));
}

function place(disc, at, towards, found) {
  found.set(disc.node.id, at);
  let next = 0;
  for (const ring of disc.rings) {
    for (let i = 0; i < ring.count; i++) {
      const turn = towards + (2 * Math.PI * i) / ring.count;
      found.set(disc.leaves[next++].id, around(at, ring.radius, turn));
    }
  }
  const used = disc.discs.reduce((sum, each) => sum + angle(each, disc.distance), 0);
  const gap = (2 * Math.PI - used) / Math.max(1, disc.discs.length);
  let turn = towards;
  for (const each of disc.discs) {
    const half = angle(each, disc.distance) / 2;
    place(each, around(at, disc.distance, turn + half), turn + half, found);
    turn += 2 * half + gap;
  }
}

function around(center, radius, turn) {
  return { x: center.x + radius * Math.cos(turn), y: center.y + radius * Math.sin(turn) };
}
