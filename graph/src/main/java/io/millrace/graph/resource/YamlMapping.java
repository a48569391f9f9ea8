package io.millrace.graph.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A mapping of a YAML file, read field by field. What is wrong is told, with the place in the file,
 * and reading goes on, so that all that is wrong can be told at once.
 */
public final class YamlMapping {
  private final JsonNode node;
  private final String place;
  private final Consumer<String> problems;

  /**
   * A mapping.
   *
   * @param place where it stands, as in {@code names[2]}; empty for the whole file
   * @param problems hears what is wrong
   */
  public YamlMapping(JsonNode node, String place, Consumer<String> problems) {
    this.node = node;
    this.place = place;
    this.problems = problems;
  }

  /** Tells fields that nobody reads. */
  public YamlMapping only(List<String> fields) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    fields.forEach(unknown::remove);
    for (String field : unknown) {
      problem("has " + field + ", known are " + listed(fields));
    }
    return this;
  }

  private static String listed(List<String> fields) {
    int last = fields.size() - 1;
    return last == 0
        ? fields.get(0)
        : String.join(", ", fields.subList(0, last)) + " and " + fields.get(last);
  }

  /** A text; empty where it is missing, which is told. */
  public String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isValueNode() || value.asText().isBlank()) {
      problem(node + " has no " + field);
      return "";
    }
    return value.asText();
  }

  /** A list of texts; none where the field is missing. */
  public List<String> texts(String field) {
    JsonNode list = node.path(field);
    List<String> texts = new ArrayList<>();
    if (!list.isMissingNode() && !list.isArray()) {
      problem("has " + field + " " + list + ", which is no list");
    }
    for (JsonNode each : list) {
      if (!each.isValueNode() || each.asText().isBlank()) {
        problem("has " + field + " with " + each + ", which is no text");
      } else {
        texts.add(each.asText());
      }
    }
    return texts;
  }

  /** A list of texts with at least one. */
  public List<String> needed(String field) {
    List<String> texts = texts(field);
    if (texts.isEmpty()) {
      problem(node + " has no " + field);
    }
    return texts;
  }

  /** A list of mappings; none where the field is missing. */
  public List<YamlMapping> mappings(String field) {
    JsonNode list = node.path(field);
    List<YamlMapping> mappings = new ArrayList<>();
    if (!list.isMissingNode() && !list.isArray()) {
      problem("has " + field + " " + list + ", which is no list");
    }
    for (JsonNode each : list) {
      String where = (place.isEmpty() ? "" : place + ".") + field + "[" + mappings.size() + "]";
      YamlMapping mapping = new YamlMapping(each, where, problems);
      if (!each.isObject()) {
        mapping.problem("is " + each + ", which is no mapping");
      }
      mappings.add(mapping);
    }
    return mappings;
  }

  /** Tells what is wrong with this mapping. */
  public void problem(String what) {
    problems.accept(place.isEmpty() ? "it " + what : place + " " + what);
  }
}
