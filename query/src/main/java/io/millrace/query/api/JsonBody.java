package io.millrace.query.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.millrace.query.request.BadRequestException;
import io.millrace.query.request.RequestBody;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads JSON that was posted. */
public final class JsonBody {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final Pattern JSON_TYPE =
      Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private final long most;

  /**
   * Bodies of at most so many bytes.
   *
   * @param most how many
   */
  public JsonBody(long most) {
    this.most = most;
  }

  /**
   * The body of a request.
   *
   * @throws BadRequestException where it is not JSON, has a name twice, or is too long
   */
  public JsonNode read(Context context) {
    String type = context.header("Content-Type");
    if (type == null || !JSON_TYPE.matcher(type).matches()) {
      throw new BadRequestException(415, List.of("The body must be application/json"));
    }
    byte[] bytes = RequestBody.read(context, most);
    try {
      JsonNode body = JSON.readTree(bytes);
      return body == null ? JSON.nullNode() : body;
    } catch (IOException e) {
      // its message speaks of classes; bytes that are no text at all are said without a place
      JsonLocation where = e instanceof JsonProcessingException json ? json.getLocation() : null;
      throw new BadRequestException(
          List.of(
              "The body is not JSON, or has a name twice, in line "
                  + (where == null ? 1 : where.getLineNr())
                  + ", column "
                  + (where == null ? 1 : where.getColumnNr())));
    }
  }

  /** The fields of an object as Java has them; none where there is no object. */
  public Map<String, Object> map(JsonNode object) {
    return object.isObject()
        ? JSON.convertValue(object, new TypeReference<Map<String, Object>>() {})
        : Map.of();
  }
}
