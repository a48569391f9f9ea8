package io.millrace.graph.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of the API, taken apart.
 *
 * @param content what the model said
 * @param finish why it ended, or empty
 * @param refusal why the model would not answer, or null
 * @param usage what was counted, or null where the server tells nothing
 */
record Reply(String content, String finish, @Nullable String refusal, @Nullable Usage usage) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 500;

  /**
   * What the server counted.
   *
   * @param input tokens sent
   * @param output tokens answered, those that a model thinks in included
   * @param cached of those sent, what it had in its cache, or null where it does not tell
   */
  record Usage(long input, long output, @Nullable Long cached) {}

  /**
   * Reads the body of an answer.
   *
   * @throws IOException where it is not one of this API
   */
  static Reply read(String body) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException("the answer is not JSON: " + shortened(body), e);
    }
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      throw new IOException("the answer has no choices[0].message: " + shortened(body));
    }
    JsonNode refusal = message.path("refusal");
    return new Reply(
        message.path("content").asText(""),
        choice.path("finish_reason").asText(""),
        refusal.isTextual() ? refusal.textValue() : null,
        usage(root.path("usage")));
  }

  private static @Nullable Usage usage(JsonNode usage) {
    JsonNode input = usage.path("prompt_tokens");
    JsonNode output = usage.path("completion_tokens");
    if (!input.canConvertToLong() || !output.canConvertToLong()) {
      return null;
    }
    JsonNode cached = usage.path("prompt_tokens_details").path("cached_tokens");
    return new Usage(
        Math.max(0, input.longValue()),
        Math.max(0, output.longValue()),
        cached.canConvertToLong() ? cached.longValue() : null);
  }

  /** What an error's body says: {@code error.message}, or its beginning. */
  static String error(String body) {
    try {
      JsonNode root = JSON.readTree(body);
      JsonNode error = root.path("error");
      for (JsonNode each : new JsonNode[] {error.path("message"), error, root.path("message")}) {
        if (each.isTextual()) {
          String code = error.path("code").asText("");
          return shortened(each.textValue()) + (code.isEmpty() ? "" : " (" + code + ")");
        }
      }
    } catch (JsonProcessingException e) {
      return shortened(body); // an error page of a proxy
    }
    return shortened(body);
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
