package io.millrace.graph.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.settings.ModelSettings;
import io.millrace.core.table.Ids;
import io.millrace.graph.mention.MentionTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a model is asked, as the body of a request to {@code /chat/completions}. Its fingerprint
 * changes with everything in it that may change an answer; the limit of the answer's length does
 * not, since an answer that was cut off is none.
 */
final class Prompt {
  /** To be raised where what is made of an answer changes. */
  static final String VERSION = "1";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a model may say that a passage states. */
  static final List<String> FACT_TYPES =
      List.of(
          "works_for",
          "founded",
          "founded_in",
          "located_in",
          "part_of",
          "produces",
          "depends_on",
          "version_of",
          "acquired",
          "partner_of",
          "born_in",
          "contact_of",
          "causes");

  private final ModelSettings settings;
  private final String model;
  private final String instructions;

  /**
   * One turn of a conversation.
   *
   * @param role system, user or assistant
   * @param content what was said
   */
  record Message(String role, String content) {}

  Prompt(ModelSettings settings, String model) {
    this.settings = settings;
    this.model = model;
    this.instructions =
        settings.format() == ModelSettings.Format.JSON_SCHEMA
            ? text()
            : text() + "\nThe object's JSON schema:\n" + schema();
  }

  private static String text() {
    try (InputStream in =
        Objects.requireNonNull(Prompt.class.getResourceAsStream("prompt.txt"), "prompt.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read prompt.txt: " + e, e);
    }
  }

  String fingerprint() {
    return Ids.hash(
        "extractor model",
        VERSION,
        model,
        settings.format().name(),
        settings.parameters().name(),
        schema().toString(),
        instructions);
  }

  /** The conversation that asks about a passage. */
  List<Message> about(String text) {
    return List.of(new Message("system", instructions), new Message("user", text));
  }

  /** The same, continued where an answer was not of the form asked for. */
  List<Message> again(String text, String answer, String problem) {
    List<Message> messages = new ArrayList<>(about(text));
    messages.add(new Message("assistant", answer));
    messages.add(
        new Message(
            "user",
            "That answer cannot be used: "
                + problem
                + ". Give the whole answer again, as one JSON object of the form asked for."));
    return messages;
  }

  /** The body of the request. */
  String body(List<Message> messages) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model);
    ArrayNode turns = body.putArray("messages");
    for (Message message : messages) {
      turns.addObject().put("role", message.role()).put("content", message.content());
    }
    if (settings.parameters() == ModelSettings.Parameters.CHAT) {
      body.put("temperature", 0);
      body.put("max_tokens", settings.maxOutput());
    } else {
      body.put("max_completion_tokens", settings.maxOutput());
    }
    ObjectNode format = body.putObject("response_format");
    if (settings.format() == ModelSettings.Format.JSON_SCHEMA) {
      format.put("type", "json_schema");
      ObjectNode named = format.putObject("json_schema");
      named.put("name", "findings").put("strict", true).set("schema", schema());
    } else {
      format.put("type", "json_object");
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree can always be written", e);
    }
  }

  /** The schema of an answer. */
  static ObjectNode schema() {
    ObjectNode mention = JSON.createObjectNode();
    mention.set("type", oneOf(MentionTypes.all()));
    mention.putObject("text").put("type", "string");
    ObjectNode fact = JSON.createObjectNode();
    fact.set("type", oneOf(FACT_TYPES));
    for (String name : List.of("subject", "object", "sentence")) {
      fact.putObject(name).put("type", "string");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.set("mentions", list(object(mention)));
    answer.set("facts", list(object(fact)));
    return object(answer);
  }

  private static ObjectNode oneOf(List<String> names) {
    ObjectNode schema = JSON.createObjectNode().put("type", "string");
    ArrayNode values = schema.putArray("enum");
    names.forEach(values::add);
    return schema;
  }

  private static ObjectNode list(ObjectNode items) {
    ObjectNode schema = JSON.createObjectNode().put("type", "array");
    schema.set("items", items);
    return schema;
  }

  private static ObjectNode object(ObjectNode properties) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    schema.set("properties", properties);
    ArrayNode required = schema.putArray("required");
    properties.fieldNames().forEachRemaining(required::add);
    schema.put("additionalProperties", false);
    return schema;
  }
}
