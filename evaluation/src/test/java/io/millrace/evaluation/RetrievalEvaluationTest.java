package io.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.Qrels;
import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.Scores;
import io.millrace.evaluation.metric.TrecFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole evaluation with the real encoder, index and search; about a minute of two cores. */
class RetrievalEvaluationTest {
  private static final Path XQUAD = Path.of("src/test/resources/xquad-zh");

  @TempDir Path cache;

  @Test
  void reproducesPublishedNumbersOnChineseXquad() throws IOException {
    RetrievalEvaluation.Config config =
        RetrievalEvaluation.Config.of(XQUAD, Encoders.models(), cache);
    EvaluationResult first = new RetrievalEvaluation(config, Progress.SILENT).run();

    Map<String, Double> ndcg = new HashMap<>();
    for (EvaluationResult.Entry entry : first.results()) {
      ndcg.put(entry.mode(), entry.metrics().get("ndcg@10"));
      assertThat(entry.queries()).isEqualTo(1190);
      assertThat(entry.metrics().keySet())
          .containsExactly("ndcg@10", "recall@100", "map", "mrr@10", "p@5");
    }
    assertThat(ndcg.get("bm25")).isGreaterThanOrEqualTo(0.967);
    assertThat(ndcg.get("dense")).isEqualTo(0.9155, within(0.003));
    assertThat(ndcg.get("hybrid")).isGreaterThanOrEqualTo(ndcg.get("bm25"));
    assertThat(first.results())
        .extracting(EvaluationResult.Entry::model)
        .containsExactly(null, "bge-small-zh-v1.5", "bge-small-zh-v1.5");

    filesTellTheSame(first);
    encodesNothingTwice(config, first);
  }

  /** The run files, measured again, and the JSON file give the numbers of the result. */
  private static void filesTellTheSame(EvaluationResult result) throws IOException {
    EvaluationResult.Entry dense = result.results().get(1);
    Path page = Path.of(dense.report());
    Run run = TrecFiles.readRun(Path.of(dense.runfile()));
    Qrels qrels = TrecFiles.readQrels(page.resolveSibling("qrels.txt"));
    assertThat(Scores.of(run, qrels, Metric.REPORTED).means()).isEqualTo(dense.metrics());
    JsonNode json = new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
    assertThat(json.at("/results/1/metrics/ndcg@10").asDouble())
        .isEqualTo(dense.metrics().get("ndcg@10"));
    assertThat(json.get("comparisons")).hasSize(3);
    assertThat(Files.readString(page)).contains("xquad-zh", "bge-small-zh-v1.5");
  }

  /** A second evaluation adds no vector, leaves no generation, and finds the same. */
  private void encodesNothingTwice(RetrievalEvaluation.Config config, EvaluationResult first)
      throws IOException {
    Map<Path, Long> sizes = vectorFiles();
    assertThat(sizes).hasSize(2);
    Set<String> work = new HashSet<>();
    EvaluationResult second =
        new RetrievalEvaluation(config, (what, done, total) -> work.add(what)).run();
    assertThat(vectorFiles()).isEqualTo(sizes);
    List<Map<String, Double>> before = new ArrayList<>();
    first.results().forEach(entry -> before.add(entry.metrics()));
    assertThat(second.results()).extracting(EvaluationResult.Entry::metrics).isEqualTo(before);
    assertThat(work)
        .containsExactlyInAnyOrder(
            "encoding and indexing", "searching bm25", "searching dense", "searching hybrid");
    assertThat(cache.resolve("generations")).isEmptyDirectory();
  }

  @Test
  void refusesWhatItCannotMeasure() {
    RetrievalEvaluation.Config config =
        RetrievalEvaluation.Config.of(XQUAD, Encoders.models(), cache);
    assertThatThrownBy(
            () ->
                new RetrievalEvaluation.Config(
                    XQUAD,
                    "test",
                    List.of(Mode.BM25, Mode.BM25),
                    null,
                    0,
                    config.precision(),
                    config.search(),
                    config.models(),
                    cache))
        .hasMessageContaining("each once");
    assertThatThrownBy(
            () ->
                new RetrievalEvaluation(
                        new RetrievalEvaluation.Config(
                            XQUAD,
                            "test",
                            List.of(Mode.DENSE),
                            "bge-tiny",
                            0,
                            config.precision(),
                            config.search(),
                            config.models(),
                            cache),
                        Progress.SILENT)
                    .run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bge-tiny");
  }

  private Map<Path, Long> vectorFiles() throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    try (Stream<Path> files = Files.list(cache.resolve("vectors"))) {
      for (Path file : files.toList()) {
        sizes.put(file, Files.size(file));
      }
    }
    return sizes;
  }
}
