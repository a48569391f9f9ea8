package io.millrace.evaluation.extraction;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.evaluation.extraction.LabelledText.Label;
import io.millrace.evaluation.metric.NumberedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Labelled texts, one JSON object a line: {@code {"id", "text", "entities": [{"start", "end",
 * "type"}]}} for names, {@code {"id", "text", "e1": {"start", "end"}, "e2": …, "relation"}} for
 * relations. Offsets are UTF-16 code units.
 */
public final class LabelledFile {
  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private LabelledFile() {}

  /**
   * Reads texts with labelled names.
   *
   * @throws IOException where a line is wrong (file:line), or there is none
   */
  public static List<LabelledText> entities(Path file) throws IOException {
    List<LabelledText> texts = new ArrayList<>();
    read(
        file,
        (node, lines) -> {
          String text = text(node, "text", lines);
          List<Label> labels = new ArrayList<>();
          for (JsonNode each : node.path("entities")) {
            labels.add(label(each, text(each, "type", lines), text, lines));
          }
          texts.add(new LabelledText(text(node, "id", lines), text, labels));
        });
    return texts;
  }

  /** Reads texts with a relation between two labelled things. */
  public static List<LabelledRelation> relations(Path file) throws IOException {
    List<LabelledRelation> texts = new ArrayList<>();
    read(
        file,
        (node, lines) -> {
          String text = text(node, "text", lines);
          texts.add(
              new LabelledRelation(
                  text(node, "id", lines),
                  text,
                  label(node.path("e1"), "e1", text, lines),
                  label(node.path("e2"), "e2", text, lines),
                  text(node, "relation", lines)));
        });
    return texts;
  }

  @FunctionalInterface
  private interface Line {
    void read(JsonNode node, NumberedLines lines) throws IOException;
  }

  private static void read(Path file, Line reader) throws IOException {
    boolean empty = true;
    try (NumberedLines lines = NumberedLines.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        JsonNode node;
        try {
          node = JSON.readTree(line);
        } catch (IOException e) {
          IOException failure = lines.failure("the line is not JSON");
          failure.initCause(e);
          throw failure;
        }
        reader.read(node, lines);
        empty = false;
      }
    }
    if (empty) {
      throw new IOException("Cannot evaluate on " + file + ": it holds no text");
    }
  }

  private static String text(JsonNode node, String field, NumberedLines lines) throws IOException {
    JsonNode value = node.path(field);
    if (!value.isTextual() && !value.isNumber()) {
      throw lines.failure("field " + field + " is missing");
    }
    return value.asText();
  }

  private static Label label(JsonNode node, String type, String text, NumberedLines lines)
      throws IOException {
    int start = node.path("start").asInt(-1);
    int end = node.path("end").asInt(-1);
    if (start < 0 || end <= start || end > text.length()) {
      throw lines.failure(
          "label " + type + " is [" + start + ", " + end + ") in a text of " + text.length());
    }
    return new Label(start, end, type);
  }
}
