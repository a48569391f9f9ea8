package io.millrace.benchmark.chaos;

/** When a process is killed, and in which step. */
enum Moment {
  INGEST_ANY("ingest", "at a random time"),
  INGEST_FILES("ingest", "when data files are written"),
  INGEST_COMMIT("ingest", "before the commit"),
  INGEST_LEDGER("ingest", "after the commit, before the ledger"),
  INGEST_PARSER("ingest", "parser child"),
  EMBED_ANY("embed", "at a random time"),
  EMBED_FILES("embed", "when data files are written"),
  EMBED_COMMIT("embed", "before the commit"),
  EMBED_LEDGER("embed", "after the commit, before the ledger"),
  INDEX_ANY("index", "at a random time"),
  INDEX_FILES("index", "when files are written"),
  INDEX_LEDGER("index", "after the manifest, before the ledger"),
  PUBLISH_ANY("publish", "at a random time"),
  PUBLISH_POINTER("publish", "between manifest and pointer");

  private final String step;
  private final String when;

  Moment(String step, String when) {
    this.step = step;
    this.when = when;
  }

  /** The step that is hit. */
  String step() {
    return step;
  }

  /** For a report. */
  String when() {
    return when;
  }
}
