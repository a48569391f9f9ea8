package io.millrace.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal to trec_eval and SciPy on every golden pair. */
class GoldenMetricsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/metrics");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"ties,run", "float-ties,run", "gaps,run", "graded,run-a", "graded,run-b"})
  void everyQueryAndMean(String pair, String name) throws IOException {
    JsonNode expected = JSON.readTree(GOLDEN.resolve(pair + "/expected.json").toFile()).get(name);
    JsonNode means = expected.get("mean_over_all_judged_queries");
    List<String> names = new ArrayList<>();
    means.fieldNames().forEachRemaining(names::add);
    List<Metric> metrics = names.stream().map(GoldenMetricsTest::metric).toList();
    Qrels qrels = TrecFiles.readQrels(GOLDEN.resolve(pair + "/qrels.txt"));
    Run run = TrecFiles.readRun(GOLDEN.resolve(pair + "/" + name + ".txt"));

    Scores scores = Scores.of(run, qrels, metrics);

    assertThat(names).hasSize(11);
    assertThat(scores.values()).hasSize(expected.get("queries_in_qrels").asInt());
    for (String metric : names) {
      assertThat(scores.mean(metric(metric)))
          .as("mean %s", metric)
          .isEqualTo(means.get(metric).asDouble(), within(1e-9));
    }
    assertThat(expected.get("per_query").size()).isPositive();
    for (Map.Entry<String, JsonNode> query : expected.get("per_query").properties()) {
      for (String metric : names) {
        assertThat(scores.value(query.getKey(), metric(metric)))
            .as("%s of %s", metric, query.getKey())
            .isEqualTo(query.getValue().get(metric).asDouble(), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ndcg@10", "map"})
  void significance(String name) throws IOException {
    JsonNode expected =
        JSON.readTree(GOLDEN.resolve("graded/significance.json").toFile()).get(name);
    double[] differences = numbers(expected.get("difference"));

    PairedTTest test = PairedTTest.of(differences);
    JsonNode golden = expected.get("paired_t_test");
    assertThat(test.statistic()).isEqualTo(golden.get("statistic").asDouble(), within(1e-9));
    assertThat(test.degreesOfFreedom()).isEqualTo(golden.get("degrees_of_freedom").asInt());
    assertThat(test.p()).isEqualTo(golden.get("p_two_sided").asDouble(), within(1e-9));
    close(test.confidence(), golden.get("confidence_95"), 1e-9);

    RandomisationTest randomisation = RandomisationTest.of(differences);
    JsonNode exact = expected.get("paired_randomisation_exact");
    assertThat(randomisation.assignments()).isEqualTo(exact.get("assignments").asInt());
    assertThat(randomisation.p()).isEqualTo(exact.get("p_two_sided").asDouble(), within(1e-9));

    JsonNode bootstrap = expected.get("bootstrap_percentile_95");
    JsonNode first = bootstrap.get("exact_first_6_queries");
    close(Bootstrap.of(numbers(first.get("difference"))), first.get("interval"), 1e-9);
    close(
        Bootstrap.of(differences),
        bootstrap.get("monte_carlo_100000"),
        3 * bootstrap.get("monte_carlo_tolerance").asDouble());
  }

  @Test
  void significanceRestsOnTheMeasuredDifferences() throws IOException {
    JsonNode expected =
        JSON.readTree(GOLDEN.resolve("graded/significance.json").toFile()).get("ndcg@10");
    Qrels qrels = TrecFiles.readQrels(GOLDEN.resolve("graded/qrels.txt"));
    List<Metric> metrics = List.of(Metric.NDCG_10);
    double[] a =
        Scores.of(TrecFiles.readRun(GOLDEN.resolve("graded/run-a.txt")), qrels, metrics)
            .all(Metric.NDCG_10);
    double[] b =
        Scores.of(TrecFiles.readRun(GOLDEN.resolve("graded/run-b.txt")), qrels, metrics)
            .all(Metric.NDCG_10);
    assertThat(a).containsExactly(numbers(expected.get("a")), within(1e-9));
    assertThat(b).containsExactly(numbers(expected.get("b")), within(1e-9));
  }

  private static Metric metric(String golden) {
    return Metric.of(golden.equals("recip_rank") ? "mrr" : golden);
  }

  private static void close(Interval interval, JsonNode expected, double tolerance) {
    assertThat(interval.low()).isEqualTo(expected.get(0).asDouble(), within(tolerance));
    assertThat(interval.high()).isEqualTo(expected.get(1).asDouble(), within(tolerance));
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
