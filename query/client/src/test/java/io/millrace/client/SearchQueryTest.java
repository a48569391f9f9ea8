package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
  private static final SearchQuery GATES = SearchQuery.of("gates");

  @Test
  void refusesABlankQuestion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchQuery.of(" \u3000\t")) // an ideographic space among them
        .withMessage("Cannot search: the question is blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a,b"})
  void refusesAValueThatTheServiceWouldTakeApart(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> GATES.withSources(value));
  }

  @Test
  void refusesMetadataWithoutAKey() {
    assertThatIllegalArgumentException().isThrownBy(() -> GATES.withMetadata("", "value"));
  }

  @Test
  void keepsValuesInTheirOrderAndOnce() {
    assertThat(GATES.withLanguages("zh", "en", "zh").uriQuery())
        .isEqualTo("q=gates&language=zh&language=en");
  }

  @Test
  void addsMetadataAndExtras() {
    assertThat(
            GATES
                .withMetadata("a", "1")
                .withMetadata("b", "2")
                .with(SearchQuery.Extra.WHY)
                .with(SearchQuery.Extra.FACETS)
                .fields())
        .containsEntry("meta.a", "1")
        .containsEntry("meta.b", "2")
        .containsEntry("why", true)
        .containsEntry("facets", true);
  }
}
