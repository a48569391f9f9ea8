package io.millrace.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Evaluates from a shell without the command line: FOLDER SPLIT MODES MODEL MAX_TOKENS CACHE. */
final class EvaluationRunner {
  private EvaluationRunner() {}

  public static void main(String[] arguments) throws IOException {
    List<Mode> modes =
        Arrays.stream(arguments[2].split(",", -1))
            .map(mode -> Mode.valueOf(mode.toUpperCase(Locale.ROOT)))
            .toList();
    RetrievalEvaluation.Config config =
        new RetrievalEvaluation.Config(
            Path.of(arguments[0]),
            arguments[1],
            modes,
            arguments[3].equals("-") ? null : arguments[3],
            Integer.parseInt(arguments[4]),
            Precision.AUTO,
            SearchSettings.DEFAULT,
            Path.of(System.getProperty("millrace.models")),
            Path.of(arguments[5]));
    long start = System.nanoTime();
    EvaluationResult result =
        new RetrievalEvaluation(
                config,
                (work, done, total) -> {
                  if (done == total || done % 512 == 0) {
                    System.err.printf(Locale.ROOT, "%s %d/%d%n", work, done, total);
                  }
                })
            .run();
    System.out.println(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    System.err.printf(Locale.ROOT, "%.1f s%n", (System.nanoTime() - start) / 1e9);
  }
}
