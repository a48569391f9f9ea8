package io.millrace.benchmark.chaos;

/** When a process is killed or frozen, and in which step; those of a step in their order. */
enum Moment {
  INGEST_ANY("ingest"),
  INGEST_FILES("ingest", "when data files are written"),
  INGEST_PARSER("ingest"),
  INGEST_COMMIT("ingest", "before the commit"),
  INGEST_LEDGER("ingest", "after the commit, before the ledger"),
  EMBED_ANY("embed"),
  EMBED_FILES("embed", "when data files are written"),
  EMBED_COMMIT("embed", "before the commit"),
  EMBED_LEDGER("embed", "after the commit, before the ledger"),
  INDEX_ANY("index"),
  INDEX_FILES("index", "when files are written"),
  INDEX_MANIFEST("index", "between the generation's files and its manifest"),
  INDEX_LEDGER("index", "after the manifest, before the ledger"),
  PUBLISH_ANY("publish"),
  PUBLISH_POINTER("publish", "between manifest and pointer");

  private final String step;
  private final String when;
  private final boolean random;

  Moment(String step) {
    this.step = step;
    this.when = "at a random time";
    this.random = true;
  }

  Moment(String step, String when) {
    this.step = step;
    this.when = when;
    this.random = false;
  }

  /** The step that is hit. */
  String step() {
    return step;
  }

  /** For a report. */
  String when() {
    return when;
  }

  /** Whether chance decides when in the step it is. */
  boolean random() {
    return random;
  }
}
