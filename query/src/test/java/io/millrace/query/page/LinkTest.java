package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.query.page.Facet.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkTest {
  @Test
  void parametersAreEncoded() {
    assertThat(Link.to("/search").with("q", "备份 a&b=c#d+e").toString())
        .isEqualTo("/search?q=%E5%A4%87%E4%BB%BD%20a%26b%3Dc%23d%2Be");
  }

  @Test
  void aSegmentCannotLeaveItsPlace() {
    assertThat(Link.document("../x?y#z").toString()).isEqualTo("/documents/..%2Fx%3Fy%23z");
  }

  @Test
  void nothingIsSaidOfWhatIsUsual() {
    assertThat(Asked.of("a", SearchMode.HYBRID).link().toString()).isEqualTo("/search?q=a");
    assertThat(
            new Asked(
                    "a",
                    SearchMode.WORDS,
                    Map.of(Field.TYPE, List.of("text/csv")),
                    "2026-01-01",
                    null,
                    20)
                .link()
                .toString())
        .isEqualTo("/search?q=a&mode=bm25&type=text%2Fcsv&from=2026-01-01&k=20");
  }

  @Test
  void narrowingShowsTheUsualNumberAgain() {
    Asked asked = Asked.of("a", SearchMode.HYBRID).withK(50);

    assertThat(asked.with(Field.YEAR, "2026").link().toString()).isEqualTo("/search?q=a&year=2026");
  }

  @Test
  void valuesAreChosenTogetherButOneYear() {
    Asked asked =
        Asked.of("a", SearchMode.WORDS)
            .with(Field.LANGUAGE, "zh")
            .with(Field.LANGUAGE, "en")
            .with(Field.YEAR, "2025")
            .with(Field.YEAR, "2026");

    assertThat(asked.link().toString())
        .isEqualTo("/search?q=a&mode=bm25&language=zh&language=en&year=2026");
    assertThat(asked.filters()).isEqualTo(3);
    assertThat(asked.without(Field.LANGUAGE, "zh").without(Field.YEAR, "2026").link().toString())
        .isEqualTo("/search?q=a&mode=bm25&language=en");
    assertThat(asked.passage("d1", "c1").toString())
        .isEqualTo(
            "/documents/d1?q=a&mode=bm25&language=zh&language=en&year=2026&passage=c1#passage");
  }

  @Test
  void theLanguageSwitchKeepsThePageAndLeavesNoOtherOne() {
    assertThat(Link.language("/search?q=%E5%A4%87&lang=en&k=20", "zh").toString())
        .isEqualTo("/search?q=%E5%A4%87&k=20&lang=zh");
    assertThat(Link.language("/", "zh").toString()).isEqualTo("/?lang=zh");
    assertThat(Link.language("//elsewhere.example/x", "en").toString())
        .isEqualTo("/elsewhere.example/x?lang=en");
    assertThat(Link.language("javascript:alert(1)", "en").toString()).startsWith("/javascript");
  }

  @Test
  void aUriReadsAsAFileName() {
    assertThat(Place.file("file:///a/%E6%89%8B%E5%86%8C%20(1).pdf")).isEqualTo("手册 (1).pdf");
    assertThat(Place.path("file:///a/%E6%89%8B.pdf")).isEqualTo("/a/手.pdf");
    assertThat(Place.path("s3://b/100%.txt")).isEqualTo("s3://b/100%.txt");
    assertThat(Place.file("file:///a/%FF.txt")).isEqualTo("%FF.txt");
  }
}
