package io.millrace.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.Qrels;
import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.ScoredDocument;
import io.millrace.evaluation.metric.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String HOSTILE =
      "</script><img src=x onerror=alert(1)> & \"quotes\" '中文'\u0000";

  @TempDir Path folder;

  @Test
  void textOfTheDataStaysText() throws IOException {
    String page = page(report());
    assertThat(page).doesNotContain("<img").doesNotContain("\u0000");
    assertThat(page)
        .contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot; &#39;中文&#39;");
    assertThat(Pattern.compile("</script>").matcher(page).results().count()).isEqualTo(2);
    JsonNode data = data(page);
    assertThat(data.at("/rows/0/1").asText()).isEqualTo(HOSTILE);
    assertThat(data.at("/rows/0/2/1").asDouble()).isEqualTo(0.6309);
  }

  @Test
  void nothingIsFetched() throws IOException {
    String page = page(report());
    assertThat(page).contains("default-src 'none'");
    assertThat(page).doesNotContainPattern("(?i)https?://|\\bsrc=\"|@import|url\\(|<link");
  }

  @Test
  void saysWhatWasExpectedWhereAndHowModesDiffer() throws IOException {
    RetrievalReport report = report();
    assertThat(report.shownDocuments()).containsExactlyInAnyOrder("right", "wrong", "gone");
    String page = page(report);
    assertThat(page)
        .contains("right · rank 2")
        .contains("gone · not among the 2 retrieved")
        .contains("not in the corpus")
        .contains("hybrid − bm25")
        .contains("By language of the query")
        .contains("A notice.");
  }

  private static RetrievalReport report() {
    Qrels qrels =
        new Qrels(
            Map.of("q1", Map.of("right", 1), "q2", Map.of("gone", 1), "q3", Map.of("wrong", 1)));
    return new RetrievalReport(
        "data <set>",
        "test",
        Instant.EPOCH,
        Map.of("Encoder", HOSTILE),
        List.of("A notice."),
        new java.util.TreeMap<>(Map.of("q1", HOSTILE, "q2", "two", "q3", "三")),
        Map.of("q1", "en", "q2", "en", "q3", "zh"),
        qrels,
        List.of(mode("bm25", 2, qrels), mode("hybrid", 1, qrels)));
  }

  private static ModeResult mode(String name, float scoreOfWrong, Qrels qrels) {
    List<ScoredDocument> ranking =
        List.of(new ScoredDocument("wrong", scoreOfWrong), new ScoredDocument("right", 1.5f));
    Run run = new Run(name, Map.of("q1", ranking, "q2", ranking, "q3", ranking));
    return new ModeResult(name, null, Scores.of(run, qrels, Metric.REPORTED), run, name + ".run");
  }

  private String page(RetrievalReport report) throws IOException {
    Path file = folder.resolve("report.html");
    HtmlReport.write(
        file,
        report,
        Map.of("right", Excerpt.of("T", HOSTILE), "wrong", Excerpt.of("", "plain text")));
    return Files.readString(file);
  }

  private static JsonNode data(String page) throws IOException {
    Matcher matcher = Pattern.compile("id=\"data\">(.*?)</script>").matcher(page);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1));
  }
}
