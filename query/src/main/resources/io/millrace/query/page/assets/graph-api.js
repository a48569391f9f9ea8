// Questions to the service. Answers are kept for a minute: the same is asked often.

const MOST_KEPT = 200;
const KEPT_MILLISECONDS = 60_000;
const kept = new Map();

/** An answer that is none. */
export class Problem extends Error {
  constructor(status, { code = "", detail = "" }) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** Lists and single values as a query string, without what is empty. */
export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) {
      if (each !== null && each !== "") {
        search.append(name, each);
      }
    }
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** The answer of `/api/graph/…`; who is not let in is asked for a key. */
export function ask(path, parameters = {}, signal = undefined) {
  const address = `/api/graph/${path}${query(parameters)}`;
  const earlier = kept.get(address);
  if (earlier !== undefined && performance.now() - earlier.at < KEPT_MILLISECONDS) {
    return earlier.answer;
  }
  const answer = get(address, signal);
  if (signal === undefined) {
    kept.delete(address);
    kept.set(address, { answer, at: performance.now() });
    answer.catch(() => kept.delete(address));
    if (kept.size > MOST_KEPT) {
      kept.delete(kept.keys().next().value);
    }
  }
  return answer;
}

async function get(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (response.status === 401) {
    const here = location.pathname + location.search;
    location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem);
  }
  return response.json();
}

/** An entity's path below `/api/graph/`. */
export function entity(id) {
  return `entities/${encodeURIComponent(id)}`;
}
