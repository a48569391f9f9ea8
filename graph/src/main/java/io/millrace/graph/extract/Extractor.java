package io.millrace.graph.extract;

import io.millrace.core.table.Extraction;

/**
 * Finds mentions and facts in texts. The same text gives the same answer as long as the fingerprint
 * is the same.
 */
public interface Extractor {
  /** Its name, for people. */
  String name();

  /** A hash of all that decides its answers: rules, dictionaries, models. 64 hexadecimal digits. */
  String fingerprint();

  /**
   * What a text speaks of. May be called by several threads.
   *
   * @param textHash the hash to put into the row
   * @param text a passage's text, without its context
   */
  Extraction extract(String textHash, String text);
}
