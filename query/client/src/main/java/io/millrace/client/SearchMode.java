package io.millrace.client;

import java.util.Locale;

/** How passages are found. */
public enum SearchMode {
  /** By words. */
  BM25,
  /** By vectors; refused with 503 where the service has none. */
  DENSE,
  /** By both, fused by rank; by words alone where the service has no vectors, and it says so. */
  HYBRID;

  /** Its name in requests and answers. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
