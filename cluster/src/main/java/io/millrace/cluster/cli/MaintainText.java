package io.millrace.cluster.cli;

import io.millrace.cluster.maintain.MaintainJob;
import io.millrace.cluster.maintain.MaintainJob.TableResult;
import io.millrace.core.maintenance.Freed;
import io.millrace.embedding.index.DiskSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code maintain} prints. */
final class MaintainText {
  private MaintainText() {}

  static Map<String, Object> json(JobRun.Done<MaintainJob.Result> done, boolean dryRun) {
    MaintainJob.Result result = done.result();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", done.runId());
    json.put("dry_run", dryRun);
    json.put("revision", result.revision());
    json.put("exact_from", result.exactFrom());
    json.put("releases", Map.of("removed", result.releases()));
    json.put("generations", space(result.generations(), result.index()));
    json.put("denied", Map.of("removed", result.denied()));
    for (Map.Entry<String, TableResult> table : result.tables().entrySet()) {
      json.put(table.getKey(), table(table.getValue()));
    }
    json.put("cache", space(null, result.cache()));
    Freed freed = result.freed();
    json.put("files", freed.files());
    json.put("bytes", freed.bytes());
    json.put("seconds", done.seconds());
    return json;
  }

  private static Map<String, Object> space(@Nullable Long removed, DiskSpace space) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (removed != null) {
      json.put("removed", removed);
    }
    json.put("files", space.files());
    json.put("bytes", space.bytes());
    return json;
  }

  private static Map<String, Object> table(TableResult table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", table.compaction().rows());
    json.put("replaced", table.compaction().files());
    json.put("written", table.compaction().written());
    json.put("snapshots", table.expiry().snapshots());
    json.put("orphans", table.orphans().files());
    json.put("files", table.freed().files());
    json.put("bytes", table.freed().bytes());
    return json;
  }

  /** What the ledger keeps. */
  static Map<String, Long> counts(MaintainJob.Result result) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("releases", result.releases());
    counts.put("generations", result.generations());
    counts.put("denied", result.denied());
    result.tables().forEach((name, table) -> counts.put(name + ".rows", table.compaction().rows()));
    counts.put("files", result.freed().files());
    counts.put("bytes", result.freed().bytes());
    return counts;
  }

  static String text(JobRun.Done<MaintainJob.Result> done, boolean dryRun) {
    MaintainJob.Result result = done.result();
    StringBuilder text = new StringBuilder();
    text.append(line("releases", result.releases() + " removed", new Freed(result.releases(), 0)));
    text.append(
        line(
            "generations",
            result.generations() + " removed",
            new Freed(result.index().files(), result.index().bytes())));
    if (result.denied() > 0) {
      text.append(line("deny list", result.denied() + " entries removed", new Freed(0, 0)));
    }
    result
        .tables()
        .forEach((name, table) -> text.append(line(name, tableText(table), table.freed())));
    text.append(line("cache", "", new Freed(result.cache().files(), result.cache().bytes())));
    Freed freed = result.freed();
    text.append(
        String.format(
            Locale.ROOT,
            "%s %d files, %,d bytes. Documents are exact as of revision %d to %d. %.1f s",
            dryRun ? "A run now would delete" : "Deleted",
            freed.files(),
            freed.bytes(),
            result.exactFrom(),
            result.revision(),
            done.seconds()));
    return text.toString();
  }

  private static String tableText(TableResult table) {
    return String.format(
        Locale.ROOT,
        "%d rows removed, %d files made into %d, %d snapshots expired, %d orphans",
        table.compaction().rows(),
        table.compaction().files(),
        table.compaction().written(),
        table.expiry().snapshots(),
        table.orphans().files());
  }

  private static String line(String kind, String what, Freed freed) {
    return String.format(
        Locale.ROOT, "%-11s %5d files %,14d bytes  %s%n", kind, freed.files(), freed.bytes(), what);
  }
}
