package io.millrace.ingestion;

import io.millrace.ingestion.compare.Change;
import io.millrace.ingestion.compare.Comparison;

/** Stops a run before many documents vanish by mistake. Forgotten ones do not count. */
final class DeleteGuard {
  private static final int GUARDED_DOCUMENTS = 10;
  private static final double GUARDED_SHARE = 0.3;

  private DeleteGuard() {}

  /**
   * Looks at what a run would delete.
   *
   * @param last the revision that is compared with
   * @throws IngestException with code {@code TOO_MANY_DELETES}
   */
  static void check(Comparison comparison, IngestConfig config, long last) {
    long gone = comparison.count(Change.GONE);
    if (config.deletes() == IngestConfig.Deletes.ALLOWED || gone <= GUARDED_DOCUMENTS) {
      return;
    }
    long vanished = comparison.vanished();
    long held = gone + comparison.count(Change.CHANGED) + comparison.count(Change.UNCHANGED);
    if (vanished > GUARDED_DOCUMENTS && vanished > GUARDED_SHARE * held) {
      throw new IngestException(
          IngestException.Code.TOO_MANY_DELETES,
          "Cannot ingest the source "
              + config.sourceName()
              + ": "
              + vanished
              + " of its "
              + held
              + " documents as of revision "
              + last
              + " are gone; nothing was changed. If that is meant, allow deletes");
    }
  }
}
