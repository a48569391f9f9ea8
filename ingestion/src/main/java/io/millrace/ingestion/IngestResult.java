package io.millrace.ingestion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of {@link IngestJob} did.
 *
 * @param run the run's id
 * @param revision the revision it wrote, or the last one where nothing changed
 * @param source the source's name
 * @param discovered files listed: added, changed and unchanged ones
 * @param skipped hidden files, lock files, forgotten documents and what is no regular file
 * @param added documents that are new
 * @param changed documents whose fingerprint differs
 * @param unchanged documents that are as they were
 * @param deleted documents that are gone or forgotten
 * @param live the source's live documents after the run
 * @param duplicates those of them whose content an earlier document of any source has
 * @param rejected the source's rejected documents after the run
 * @param chunks chunks written
 * @param dropped documents that were live before and are rejected now
 * @param warnings what an operator should look at
 * @param seconds wall time
 */
public record IngestResult(
    String run,
    long revision,
    String source,
    long discovered,
    long skipped,
    long added,
    long changed,
    long unchanged,
    long deleted,
    long live,
    long duplicates,
    long rejected,
    long chunks,
    long dropped,
    List<String> warnings,
    double seconds) {

  public IngestResult {
    warnings = List.copyOf(warnings);
  }

  /** What the ledger keeps. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("discovered", discovered);
    counts.put("skipped", skipped);
    counts.put("new", added);
    counts.put("changed", changed);
    counts.put("unchanged", unchanged);
    counts.put("deleted", deleted);
    counts.put("live", live);
    counts.put("duplicates", duplicates);
    counts.put("rejected", rejected);
    counts.put("chunks", chunks);
    return counts;
  }
}
