package io.millrace.query.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.settings.QuerySettings;
import io.millrace.core.settings.Settings;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.query.answer.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final QuerySettings SETTINGS =
      Settings.load(Optional.empty(), Map.of(), Map.of("query.max-query", "20")).query();

  private static Question question(Map<String, List<String>> given) {
    return Parameters.question(given, SETTINGS);
  }

  @Test
  void aQuestionAloneIsHybridWithTenHits() {
    assertThat(question(Map.of("q", List.of("大坝 dam"))))
        .isEqualTo(new Question("大坝 dam", 10, Mode.HYBRID, Filters.NONE, Set.of()));
  }

  @Test
  void everythingCanBeAskedFor() {
    assertThat(
            question(
                Map.ofEntries(
                    Map.entry("q", List.of("dam")),
                    Map.entry("k", List.of("3")),
                    Map.entry("mode", List.of("BM25")),
                    Map.entry("language", List.of("en,zh", "de")),
                    Map.entry("type", List.of("text/*")),
                    Map.entry("source", List.of("press")),
                    Map.entry("from", List.of("2024-01-01")),
                    Map.entry("to", List.of("2024-02-01T12:00:00Z")),
                    Map.entry("meta.author", List.of("Lin, Mei")),
                    Map.entry("why", List.of("true")),
                    Map.entry("facets", List.of("true")))))
        .isEqualTo(
            new Question(
                "dam",
                3,
                Mode.BM25,
                new Filters(
                    Set.of("en", "zh", "de"),
                    Set.of("text/*"),
                    Set.of("press"),
                    Map.of("author", "Lin, Mei"),
                    Instant.parse("2024-01-01T00:00:00Z"),
                    Instant.parse("2024-02-01T12:00:00Z"),
                    Set.of(),
                    Set.of()),
                Set.of(Question.Extra.WHY, Question.Extra.FACETS)));
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                question(
                    Map.of(
                        "q", List.of("x".repeat(21)),
                        "k", List.of("101"),
                        "mode", List.of("magic"),
                        "from", List.of("+1000000000-01-01T00:00:00Z"),
                        "to", List.of("yesterday"),
                        "why", List.of("yes", "no"),
                        "language", List.of("y".repeat(501)),
                        "quey", List.of("typo"))))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(9)
                    .anyMatch(
                        problem -> problem.contains("21 characters") && problem.contains("20"))
                    .anyMatch(problem -> problem.contains("'101'") && problem.contains("100"))
                    .anyMatch(problem -> problem.contains("magic"))
                    .anyMatch(problem -> problem.contains("'from'"))
                    .anyMatch(problem -> problem.contains("yesterday"))
                    .anyMatch(problem -> problem.contains("2 times"))
                    .anyMatch(problem -> problem.contains("501"))
                    .anyMatch(problem -> problem.contains("quey")));
  }

  @Test
  void aStrangersTextIsShortAndCleanInAnError() {
    assertThatThrownBy(
            () ->
                question(
                    Map.of("q", List.of("a"), "mode", List.of("\r\nSet-Cookie" + "z".repeat(500)))))
        .hasMessageNotContainingAny("\r", "\n", "z".repeat(61));
  }

  @Test
  void whatComesBeforeWhatItEndsIsNoTime() {
    assertThatThrownBy(
            () ->
                question(
                    Map.of(
                        "q", List.of("a"),
                        "from", List.of("2024-02-01"),
                        "to", List.of("2024-02-01"))))
        .hasMessageContaining("2024-02-01");
  }
}
