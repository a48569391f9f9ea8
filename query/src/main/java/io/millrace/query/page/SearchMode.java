package io.millrace.query.page;

/** How passages are found, as people choose it. */
public enum SearchMode {
  HYBRID("hybrid"),
  WORDS("bm25"),
  MEANING("dense"),
  GRAPH("hybrid-graph");

  private final String parameter;

  SearchMode(String parameter) {
    this.parameter = parameter;
  }

  /** The value of {@code mode} in an address. */
  public String parameter() {
    return parameter;
  }
}
