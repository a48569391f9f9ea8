package io.millrace.cluster.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import io.millrace.testing.ModelServer;
import java.nio.file.Path;

/**
 * A real language model (llama.cpp) behind the API: greedy, and held to the schema of the request
 * by a grammar. One request at a time.
 */
final class LocalModel implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LlamaModel model;

  LocalModel(Path file) {
    model =
        new LlamaModel(
            new ModelParameters().setModel(file.toString()).setCtxSize(4096).setThreads(2));
  }

  /** The answer to a request of the API. */
  synchronized ModelServer.Answer answer(ModelServer.Request request) {
    try {
      JsonNode body = JSON.readTree(request.body());
      StringBuilder prompt = new StringBuilder();
      for (JsonNode message : body.get("messages")) {
        String role = message.get("role").asText();
        prompt
            .append(role.equals("user") ? "Passage: " : "")
            .append(message.get("content").asText())
            .append("\n\n");
      }
      prompt.append("Answer: ");
      int most = body.get("max_tokens").asInt();
      String said =
          model.complete(
              new InferenceParameters(prompt.toString())
                  .setTemperature(0)
                  .setNPredict(most)
                  .setRepeatPenalty(1.1f)
                  .setGrammar(
                      LlamaModel.jsonSchemaToGrammar(
                          body.at("/response_format/json_schema/schema").toString())));
      int tokens = model.encode(said).length;
      return ModelServer.Answer.ended(
          tokens >= most ? "length" : "stop", said, model.encode(prompt.toString()).length, tokens);
    } catch (JsonProcessingException e) {
      return ModelServer.Answer.error(400, "not JSON");
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
