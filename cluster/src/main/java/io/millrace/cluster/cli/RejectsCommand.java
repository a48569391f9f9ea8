package io.millrace.cluster.cli;

import io.millrace.core.revision.DocumentStates;
import io.millrace.core.revision.Revisions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace rejects}. */
@Command(
    name = "rejects",
    mixinStandardHelpOptions = true,
    description = "Lists the files that could not be used, with a code and the reason.",
    footer = {
      "",
      "Codes: UNREADABLE, TOO_LARGE, UNSUPPORTED_FORMAT, ENCRYPTED, CORRUPT, TIMEOUT, OUT_OF_MEMORY, CRASHED,",
      "OUTPUT_TOO_LARGE, NO_TEXT. A rejected file is tried again when it changes.",
      "",
      "Example:",
      "  millrace rejects --json"
    })
final class RejectsCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() {
    List<Map<String, Object>> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    try (JobRun jobs = JobRun.open(common.settings(), "rejects", common.err())) {
      Iterator<Row> rejects =
          new DocumentStates(jobs.warehouse(), jobs.spark())
              .rejects(new Revisions(jobs.warehouse()).last())
              .select("uri", "reject_code", "reject_message", "revision")
              .orderBy("reject_code", "uri")
              .toLocalIterator();
      while (rejects.hasNext()) {
        Row reject = rejects.next();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("uri", reject.getString(0));
        row.put("code", reject.getString(1));
        row.put("message", reject.getString(2));
        row.put("revision", reject.getLong(3));
        rows.add(row);
        text.append(reject.getString(1))
            .append("  ")
            .append(HitText.path(reject.getString(0)))
            .append("\n    ")
            .append(reject.getString(2))
            .append('\n');
      }
    }
    common.print(
        Map.of("rejects", rows),
        rows.isEmpty() ? "No file was rejected." : text.toString().stripTrailing());
    return 0;
  }
}
