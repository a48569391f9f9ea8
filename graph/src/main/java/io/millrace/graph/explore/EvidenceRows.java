package io.millrace.graph.explore;

import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/** Reads evidence out of a row that has the relationship's properties and its document's. */
final class EvidenceRows {
  /**
   * What a query returns for {@link #of}, of a relationship {@code r} and its document {@code d}.
   */
  static final String COLUMNS = "r {.*} AS r, d.uri AS uri, d.title AS title";

  private EvidenceRows() {}

  static Evidence of(Record row) {
    return of(row.get("r"), row.get("uri"), row.get("title"));
  }

  static Evidence of(Value r, Value uri, Value title) {
    return new Evidence(
        r.get("document").asString(""),
        uri.asString(""),
        title.asString(""),
        r.get("chunk").asString(""),
        r.get("start").asLong(0),
        r.get("end").asLong(0),
        r.get("sentence").asString(""),
        text(r.get("subject")),
        text(r.get("object")),
        r.get("confidence").isNull() ? null : r.get("confidence").asDouble(),
        text(r.get("rule")),
        text(r.get("extractor")),
        text(r.get("time")),
        text(r.get("place")));
  }

  private static @Nullable String text(Value value) {
    return value.isNull() ? null : value.asString();
  }
}
