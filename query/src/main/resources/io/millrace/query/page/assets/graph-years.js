// When something was stated to be: the times that cards know, as years.

const DECADE_OR_YEAR = /(?<!\d)(\d{4}|\d{3}X|\d{2}XX)(?!\d)/;

/** The years that a time of a text can mean, first and last; null where it names none. */
export function years(time) {
  const found = DECADE_OR_YEAR.exec(time);
  if (found === null) {
    return null;
  }
  return [Number(found[1].replaceAll("X", "0")), Number(found[1].replaceAll("X", "9"))];
}

/** Times of statements by the two entities, from timelines of cards. */
export class Times {
  constructor(cards) {
    this.found = new Map();
    for (const card of cards) {
      for (const dated of card.timeline) {
        const span = years(dated.time);
        if (span !== null) {
          const key = pair(dated.subject.id, dated.object.id);
          this.found.set(key, [...(this.found.get(key) ?? []), span]);
        }
      }
    }
  }

  /** Whether something between two entities has a time from a year to another; empty for open. */
  within(one, other, after, before) {
    return (this.found.get(pair(one, other)) ?? []).some(
      ([first, last]) =>
        (after === "" || last >= Number(after)) && (before === "" || first <= Number(before)),
    );
  }
}

/** The key of two entities, whichever is first. */
export function pair(one, other) {
  return one < other ? `${one},${other}` : `${other},${one}`;
}
