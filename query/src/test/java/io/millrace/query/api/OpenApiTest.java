package io.millrace.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.settings.QuerySettings;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Block;
import io.millrace.core.table.RejectCode;
import io.millrace.embedding.retrieve.Copy;
import io.millrace.embedding.retrieve.Facets;
import io.millrace.embedding.retrieve.FoundDocument;
import io.millrace.embedding.retrieve.ListRank;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.Rejects;
import io.millrace.embedding.retrieve.Suggestion;
import io.millrace.embedding.retrieve.ValueCount;
import io.millrace.graph.explore.Changes;
import io.millrace.graph.explore.Community;
import io.millrace.graph.explore.CypherRows;
import io.millrace.graph.explore.EntityCard;
import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.Evidence;
import io.millrace.graph.explore.FoundEntity;
import io.millrace.graph.explore.Neighbours;
import io.millrace.graph.explore.Paths;
import io.millrace.query.answer.DocumentAnswer;
import io.millrace.query.answer.SearchAnswer;
import io.millrace.query.answer.StatusAnswer;
import io.millrace.query.graph.GraphAnswers;
import io.millrace.query.request.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code openapi.json} says what the code does. */
class OpenApiTest {
  private static final JsonNode API = read();
  private static final QuerySettings SETTINGS =
      Settings.load(Optional.empty(), Map.of(), Map.of()).query();

  private static JsonNode read() {
    try (InputStream json = Api.class.getResourceAsStream("openapi.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode schema(String name) {
    return API.at("/components/schemas/" + name);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("SearchAnswer", SearchAnswer.class),
        Arguments.of("Fallback", SearchAnswer.Fallback.class),
        Arguments.of("Hit", SearchAnswer.Hit.class),
        Arguments.of("Why", SearchAnswer.Why.class),
        Arguments.of("ListRank", ListRank.class),
        Arguments.of("Facets", Facets.class),
        Arguments.of("ValueCount", ValueCount.class),
        Arguments.of("Suggestion", Suggestion.class),
        Arguments.of("Document", DocumentAnswer.class),
        Arguments.of("Block", DocumentAnswer.BlockAnswer.class),
        Arguments.of("Row", DocumentAnswer.RowAnswer.class),
        Arguments.of("Passage", FoundDocument.Passage.class),
        Arguments.of("Copy", Copy.class),
        Arguments.of("Status", StatusAnswer.class),
        Arguments.of("Rejects", Rejects.class),
        Arguments.of("Reject", Rejects.Entry.class),
        Arguments.of("Run", StatusAnswer.RunAnswer.class),
        Arguments.of("EntityRef", EntityRef.class),
        Arguments.of("Evidence", Evidence.class),
        Arguments.of("FoundEntities", GraphAnswers.Found.class),
        Arguments.of("FoundEntity", FoundEntity.class),
        Arguments.of("EntityCard", GraphAnswers.Card.class),
        Arguments.of("Alias", EntityCard.Alias.class),
        Arguments.of("StatedFact", EntityCard.StatedFact.class),
        Arguments.of("Dated", EntityCard.Dated.class),
        Arguments.of("MentioningDocument", EntityCard.MentioningDocument.class),
        Arguments.of("AboutDocument", EntityCard.AboutDocument.class),
        Arguments.of("RelatedEntity", EntityCard.RelatedEntity.class),
        Arguments.of("NeighboursAnswer", GraphAnswers.Near.class),
        Arguments.of("StatedNeighbour", Neighbours.Stated.class),
        Arguments.of("StatedType", Neighbours.StatedType.class),
        Arguments.of("TogetherNeighbour", Neighbours.Together.class),
        Arguments.of("PathsAnswer", GraphAnswers.Between.class),
        Arguments.of("Path", Paths.Path.class),
        Arguments.of("Hop", Paths.Hop.class),
        Arguments.of("HopFact", Paths.HopFact.class),
        Arguments.of("CommunitiesAnswer", GraphAnswers.Communities.class),
        Arguments.of("Community", Community.class),
        Arguments.of("Changes", Changes.class),
        Arguments.of("EntityDifference", Changes.Difference.class),
        Arguments.of("FactDifference", Changes.Difference.class),
        Arguments.of("ChangedFact", Changes.ChangedFact.class),
        Arguments.of("GraphRevisions", GraphAnswers.Revisions.class),
        Arguments.of("GraphRevision", GraphAnswers.KeptRevision.class),
        Arguments.of("CypherRows", CypherRows.class));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsDescribedFieldByField(String name, Class<?> type) {
    Map<String, String> described = new HashMap<>();
    List<String> required = texts(schema(name).path("required"));
    for (Map.Entry<String, JsonNode> field : schema(name).path("properties").properties()) {
      boolean nullable = field.getValue().path("nullable").asBoolean();
      described.put(
          field.getKey(),
          !required.contains(field.getKey()) ? "absent" : nullable ? "null" : "there");
    }
    assertThat(described).isEqualTo(fields(type));
    assertThat(schema(name).path("additionalProperties").asBoolean(true)).isFalse();
  }

  /** What becomes of each field that has no value. */
  private static Map<String, String> fields(Class<?> type) {
    Map<String, String> fields = new HashMap<>();
    String missing = type.isAnnotationPresent(JsonInclude.class) ? "absent" : "null";
    for (RecordComponent each : type.getRecordComponents()) {
      if (each.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        fields.putAll(fields(each.getType()));
      } else {
        boolean nullable = each.getAnnotatedType().isAnnotationPresent(Nullable.class);
        fields.put(each.getName(), nullable ? missing : "there");
      }
    }
    return fields;
  }

  @Test
  void limitsAreThoseOfTheDefaultSettings() {
    JsonNode query = schema("Query").path("properties");
    assertThat(query.at("/k/maximum").asInt()).isEqualTo(SETTINGS.maxK());
    assertThat(query.at("/q/maxLength").asInt()).isEqualTo(SETTINGS.maxQuery());
    assertThat(schema("Batch").at("/properties/queries/maxItems").asInt())
        .isEqualTo(SETTINGS.maxBatch());
    assertThat(parameter("k").at("/schema/maximum").asInt()).isEqualTo(SETTINGS.maxK());
    assertThat(parameter("q").at("/schema/maxLength").asInt()).isEqualTo(SETTINGS.maxQuery());
  }

  @Test
  void valuesAreThoseOfTheCode() {
    assertThat(texts(schema("SearchAnswer").at("/properties/mode/enum")))
        .isEqualTo(Arrays.stream(Mode.values()).map(Mode::label).toList())
        .isEqualTo(texts(parameter("mode").at("/schema/enum")))
        .isEqualTo(texts(schema("Query").at("/properties/mode/enum")));
    assertThat(texts(schema("Suggestion").at("/properties/kind/enum")))
        .isEqualTo(names(Suggestion.Kind.values()));
    assertThat(texts(schema("Reject").at("/properties/code/enum")))
        .isEqualTo(names(RejectCode.values()));
    assertThat(texts(schema("Block").at("/properties/kind/enum")))
        .isEqualTo(
            names(Block.Kind.values()).stream()
                .map(kind -> kind.toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void aBatchTakesWhatASearchTakes() {
    List<String> fields = new ArrayList<>();
    schema("Query").path("properties").fieldNames().forEachRemaining(fields::add);
    List<String> parameters = new ArrayList<>();
    parameters().forEach(each -> parameters.add(each.path("name").asText()));
    assertThat(new TreeSet<>(fields)).isEqualTo(new TreeSet<>(parameters));
  }

  @Test
  void everyExampleOfAParameterIsTaken() {
    for (JsonNode parameter : parameters()) {
      List<JsonNode> examples = new ArrayList<>();
      parameter.path("examples").forEach(each -> examples.add(each.path("value")));
      if (parameter.has("example")) {
        examples.add(parameter.path("example"));
      }
      assertThat(examples).as(parameter.path("name").asText()).isNotEmpty();
      for (JsonNode example : examples) {
        Map<String, List<String>> given = new HashMap<>(Map.of("q", List.of("gates")));
        given.put(
            parameter.path("name").asText(),
            example.isArray() ? texts(example) : List.of(example.asText()));
        assertThatCode(() -> Parameters.question(given, SETTINGS)).doesNotThrowAnyException();
      }
    }
  }

  private static JsonNode parameters() {
    return API.path("paths").path("/api/search").at("/get/parameters");
  }

  private static JsonNode parameter(String name) {
    for (JsonNode each : parameters()) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no parameter " + name);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
