package io.millrace.evaluation;

import io.millrace.evaluation.metric.TrecFiles;
import io.millrace.evaluation.report.Excerpt;
import io.millrace.evaluation.report.HtmlReport;
import io.millrace.evaluation.report.JsonReport;
import io.millrace.evaluation.report.ModeResult;
import io.millrace.evaluation.report.RetrievalReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what an evaluation leaves behind, each into a folder of its own. */
final class ReportFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;

  ReportFolder(Path root) {
    this.root = root;
  }

  /** Writes run files, {@code qrels.txt}, {@code report.json} and {@code report.html}. */
  EvaluationResult write(RetrievalReport report, Map<String, Excerpt> excerpts) throws IOException {
    Path folder =
        Files.createDirectories(
            root.resolve(fileName(report.dataset() + "-" + report.split()))
                .resolve(TIME.format(report.created())));
    Path page = folder.resolve("report.html");
    List<EvaluationResult.Entry> entries = new ArrayList<>();
    for (ModeResult mode : report.modes()) {
      Path runFile = folder.resolve(mode.runFile());
      TrecFiles.writeRun(runFile, mode.run());
      entries.add(
          new EvaluationResult.Entry(
              report.dataset(),
              report.split(),
              mode.mode(),
              mode.model(),
              report.queries().size(),
              mode.scores().means(),
              runFile.toAbsolutePath().toString(),
              page.toAbsolutePath().toString()));
    }
    TrecFiles.writeQrels(folder.resolve("qrels.txt"), report.qrels());
    EvaluationResult result = new EvaluationResult(entries);
    JsonReport.write(folder.resolve("report.json"), report, result);
    HtmlReport.write(page, report, excerpts);
    return result;
  }

  private static String fileName(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
  }
}
