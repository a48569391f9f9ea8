package io.millrace.graph.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.graph.mention.MentionTypes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a model answered, of the form asked for; whether it stands in the passage is another
 * question.
 *
 * @param mentions what the passage names
 * @param facts what it states
 */
record Answer(List<Named> mentions, List<Stated> facts) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A mention: its type and how it is written. */
  record Named(String type, String text) {}

  /** A fact: its type, how subject and object are written, and the sentence. */
  record Stated(String type, String subject, String object, String sentence) {}

  /** An answer is not of the form asked for. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * Reads an answer; {@link Prompt#schema} says what is right.
   *
   * @throws MalformedException naming the first thing that is wrong
   */
  static Answer read(String content) throws MalformedException {
    JsonNode root;
    try {
      root = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new MalformedException("it is not JSON: " + e.getOriginalMessage());
    }
    require(root.isObject(), "it is no JSON object");
    fields(root, "the answer", List.of("mentions", "facts"));
    List<Named> mentions = new ArrayList<>();
    for (JsonNode each : list(root, "mentions")) {
      fields(each, "a mention", List.of("type", "text"));
      String type = type(each, MentionTypes.all(), "mention");
      mentions.add(new Named(type, text(each, "text")));
    }
    List<Stated> facts = new ArrayList<>();
    for (JsonNode each : list(root, "facts")) {
      fields(each, "a fact", List.of("type", "subject", "object", "sentence"));
      facts.add(
          new Stated(
              type(each, Prompt.FACT_TYPES, "fact"),
              text(each, "subject"),
              text(each, "object"),
              text(each, "sentence")));
    }
    return new Answer(mentions, facts);
  }

  private static JsonNode list(JsonNode root, String name) throws MalformedException {
    require(root.get(name).isArray(), "\"" + name + "\" is no list");
    return root.get(name);
  }

  private static String text(JsonNode object, String name) throws MalformedException {
    require(object.get(name).isTextual(), "\"" + name + "\" is no string");
    return object.get(name).textValue();
  }

  private static String type(JsonNode object, List<String> known, String what)
      throws MalformedException {
    String type = text(object, "type");
    require(known.contains(type), "there is no type of " + what + " \"" + type + "\"");
    return type;
  }

  private static void fields(JsonNode object, String what, List<String> names)
      throws MalformedException {
    require(object.isObject(), what + " is no object");
    for (String name : names) {
      require(object.has(name), what + " has no \"" + name + "\"");
    }
    for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
      String name = each.next();
      require(names.contains(name), what + " has \"" + name + "\", which was not asked for");
    }
  }

  private static void require(boolean holds, String problem) throws MalformedException {
    if (!holds) {
      throw new MalformedException(problem);
    }
  }
}
