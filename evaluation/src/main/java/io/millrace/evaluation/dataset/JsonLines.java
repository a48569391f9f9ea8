package io.millrace.evaluation.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.evaluation.metric.NumberedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file with one JSON object a line; the fields of the line read last. */
final class JsonLines implements AutoCloseable {
  private static final ObjectReader JSON = reader();

  private final NumberedLines lines;
  private JsonNode object = JSON.createObjectNode();

  private JsonLines(NumberedLines lines) {
    this.lines = lines;
  }

  static JsonLines open(Path file) throws IOException {
    return new JsonLines(NumberedLines.open(file));
  }

  /** Moves to the next object; false at the end. */
  boolean next() throws IOException {
    String line = lines.next();
    if (line == null) {
      return false;
    }
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      IOException failure = lines.failure("the line is not JSON: " + e.getOriginalMessage());
      failure.initCause(e);
      throw failure;
    }
    if (!object.isObject()) {
      throw lines.failure("the line is not a JSON object");
    }
    return true;
  }

  /** A field that must be there: a string, or a number as it is written. */
  String required(String field) throws IOException {
    String value = optional(field);
    if (value == null) {
      throw lines.failure("field " + field + " is missing");
    }
    return value;
  }

  /** An id: required, not empty. */
  String id(String field) throws IOException {
    String id = required(field);
    if (id.isBlank()) {
      throw lines.failure("field " + field + " is empty");
    }
    return id;
  }

  @Nullable String optional(String field) throws IOException {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isNumber()) {
      throw lines.failure("field " + field + " is neither a string nor a number");
    }
    return value.asText();
  }

  /** A list of strings that must be there. */
  List<String> strings(String field) throws IOException {
    JsonNode value = object.get(field);
    if (value == null || !value.isArray()) {
      throw lines.failure("field " + field + " is not a list");
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isTextual() || element.asText().isBlank()) {
        throw lines.failure("field " + field + " holds " + element + ", not a string");
      }
      strings.add(element.asText());
    }
    return strings;
  }

  IOException failure(String reason) {
    return lines.failure(reason);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private static ObjectReader reader() {
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
    return mapper.reader();
  }
}
