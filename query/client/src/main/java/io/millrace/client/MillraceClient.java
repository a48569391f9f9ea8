package io.millrace.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.millrace.client.Calls.Call;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a query service:
 *
 * <pre>{@code
 * MillraceClient client =
 *     new MillraceClient(ClientSettings.of(URI.create("http://127.0.0.1:7700")).withKey(key));
 * for (SearchAnswer.Hit hit : client.search(SearchQuery.of("泄洪闸检修")).hits()) {
 *   System.out.println(hit.title() + ": " + hit.text());
 * }
 * }</pre>
 *
 * <p>Every method waits for the answer, as long as the settings allow, and throws {@link
 * MillraceException} where it is not what was asked for. Requests that only read are sent again
 * where the service is busy or the caller over a limit, after the time that it asks for, three
 * times in all; a batch is not. Fields that a newer service adds are left out.
 *
 * <p>One client is enough for a program and its threads; it has nothing to be closed.
 */
public final class MillraceClient {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final Pattern DOCUMENT_ID = Pattern.compile("[0-9a-f]{32}");
  private static final int LONGEST_QUERY = 4_000; // what servers and proxies take is 8,000 or more

  private final ClientSettings settings;
  private final Calls calls;

  /** A client; it connects when it is first used. */
  public MillraceClient(ClientSettings settings) {
    this.settings = settings;
    this.calls = new Calls(settings.connectTimeout());
  }

  /**
   * Answers a question. One that is too long for an address is sent as a batch of one.
   *
   * @throws MillraceException where there is no answer
   */
  public SearchAnswer search(SearchQuery query) {
    String asked = query.uriQuery();
    if (asked.length() > LONGEST_QUERY) {
      return searchAll(List.of(query)).get(0);
    }
    return read("search", get("search", "/api/search?" + asked), SearchAnswer.class);
  }

  /**
   * Answers several questions from one release, in one request.
   *
   * @param queries as many as the service takes in one request, 32 where it was not told otherwise
   * @return the answers, in the order of the questions
   * @throws MillraceException where there is no answer, to any of them
   */
  public List<SearchAnswer> searchAll(List<SearchQuery> queries) {
    if (queries.isEmpty()) {
      return List.of();
    }
    byte[] body;
    try {
      body =
          JSON.writeValueAsBytes(
              Map.of("queries", queries.stream().map(SearchQuery::fields).toList()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("texts, numbers and flags can be written as JSON", e);
    }
    HttpRequest request =
        request("/api/search")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response =
        calls.send(new Call("search", request, settings.timeout()), BodyHandlers.ofByteArray());
    List<SearchAnswer> answers = list("search", response, "answers", SearchAnswer.class);
    if (answers.size() != queries.size()) {
      throw notUnderstood(
          "search",
          response.statusCode(),
          answers.size() + " answers to " + queries.size() + " questions",
          null);
    }
    return answers;
  }

  /**
   * Completes what is being typed from titles and headings, the best first.
   *
   * @throws MillraceException where there is no answer
   */
  public List<Suggestion> suggest(String typed) {
    String path = "/api/suggest?q=" + SearchQuery.encode(typed);
    return list("suggest", path, "suggestions", Suggestion.class);
  }

  /**
   * A document; empty where there is none with this id that the caller may see.
   *
   * @param id its id, as a hit has it
   * @throws IllegalArgumentException where that is no id
   * @throws MillraceException where there is no answer
   */
  public Optional<Document> document(String id) {
    requireId(id);
    return find("read a document", "/api/documents/" + id, "NO_DOCUMENT", Document.class);
  }

  /**
   * Saves a document's file as it was ingested. It gets a name beside {@code target}, and that name
   * when it is whole: {@code target} is never a part of a file, and where there was one it stays
   * until then. Only the file's owner may read it.
   *
   * @param id the document's id, as a hit has it
   * @param target a file in a folder that exists
   * @return {@code target}; empty where there is no such document for the caller, or its source
   *     does not have it any more as it was
   * @throws IllegalArgumentException where that is no id
   * @throws IOException where the file cannot be written
   * @throws MillraceException where there is no answer, or not all of it, or no room for it
   */
  public Optional<Path> original(String id, Path target) throws IOException {
    requireId(id);
    Path whole = target.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null) {
      throw new IOException("Cannot write " + target + ": it is no file");
    }
    Path part = Files.createTempFile(folder, ".millrace-", ".part");
    try {
      Call call =
          new Call(
              "download an original",
              request("/api/documents/" + id + "/original").GET().build(),
              settings.downloadTimeout());
      HttpResponse<byte[]> response =
          calls.sendPatiently(
              call, info -> info.statusCode() == 200 ? into(part) : BodySubscribers.ofByteArray());
      if (isMissing(response, "NO_ORIGINAL")) {
        return Optional.empty();
      }
      requireOk("download an original", response);
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * All releases, newest first.
   *
   * @throws MillraceException where there is no answer
   */
  public List<Release> releases() {
    return list("list releases", "/api/releases", "releases", Release.class);
  }

  /**
   * How the base stands, as far as the caller may know.
   *
   * @throws MillraceException where there is no answer, also where nothing was published yet
   */
  public Status status() {
    return read("read the status", "/api/status", Status.class);
  }

  /** What the service knows of entities and how they are connected. */
  public GraphClient graph() {
    return new GraphClient(this);
  }

  /**
   * Whether the service answers questions, asked once; a service that does not yet is an answer.
   *
   * @throws MillraceException where there is no answer
   */
  public Readiness ready() {
    Call call = new Call("ask for readiness", request("/readyz").GET().build(), settings.timeout());
    HttpResponse<byte[]> response = calls.send(call, BodyHandlers.ofByteArray());
    return response.statusCode() == 503
        ? parse(call.what(), response, Readiness.class)
        : read(call.what(), response, Readiness.class);
  }

  /** Writes a body to a file, from its beginning: what an earlier try left there is gone. */
  private static BodySubscriber<byte[]> into(Path file) {
    return BodySubscribers.mapping(
        BodySubscribers.ofFile(
            file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
        written -> new byte[0]);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.resolve(path)).header("Accept", "application/json, */*");
    String key = settings.key();
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private HttpResponse<byte[]> get(String what, String path) {
    return calls.sendPatiently(
        new Call(what, request(path).GET().build(), settings.timeout()),
        BodyHandlers.ofByteArray());
  }

  /** The answer at a path. */
  <T> T read(String what, String path, Class<T> type) {
    return read(what, get(what, path), type);
  }

  /** The same; empty where it is a 404 with this code. */
  <T> Optional<T> find(String what, String path, String missing, Class<T> type) {
    HttpResponse<byte[]> response = get(what, path);
    return isMissing(response, missing)
        ? Optional.empty()
        : Optional.of(read(what, response, type));
  }

  /** The list that is a field of the answer at a path. */
  <T> List<T> list(String what, String path, String field, Class<T> type) {
    return list(what, get(what, path), field, type);
  }

  private static <T> T read(String what, HttpResponse<byte[]> response, Class<T> type) {
    requireOk(what, response);
    return parse(what, response, type);
  }

  /** The list that is a field of an answer. */
  private static <T> List<T> list(
      String what, HttpResponse<byte[]> response, String field, Class<T> type) {
    JsonNode rows = read(what, response, JsonNode.class).path(field);
    if (!rows.isArray()) {
      throw notUnderstood(what, response.statusCode(), "the answer has no list " + field, null);
    }
    List<T> list = new ArrayList<>();
    for (JsonNode row : rows) {
      list.add(parse(what, response.statusCode(), () -> JSON.treeToValue(row, type)));
    }
    return List.copyOf(list);
  }

  private static <T> T parse(String what, HttpResponse<byte[]> response, Class<T> type) {
    return parse(what, response.statusCode(), () -> JSON.readValue(response.body(), type));
  }

  /** Reads JSON; it reads {@code null} as null. */
  @FunctionalInterface
  private interface Reading<T> {
    @Nullable T read() throws IOException;
  }

  private static <T> T parse(String what, int status, Reading<T> reading) {
    String detail = "the answer is not as this service gives it";
    try {
      T value = reading.read();
      if (value != null) {
        return value;
      }
    } catch (IOException e) {
      throw notUnderstood(what, status, detail, e);
    }
    throw notUnderstood(what, status, detail, null);
  }

  private static void requireOk(String what, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 200) {
      return;
    }
    JsonNode problem = problem(response);
    String code = problem.path("code").asText("");
    if (code.isEmpty()) {
      throw notUnderstood(what, status, "the answer has no code", null);
    }
    List<String> problems = new ArrayList<>();
    problem.path("problems").forEach(each -> problems.add(each.asText()));
    String detail = problem.path("detail").asText(problem.path("title").asText(""));
    throw new MillraceException(what, status, code, detail, problems, null);
  }

  /** Whether the service itself says so: an address that is wrong is a 404, too. */
  private static boolean isMissing(HttpResponse<byte[]> response, String code) {
    return response.statusCode() == 404 && problem(response).path("code").asText("").equals(code);
  }

  private static JsonNode problem(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      return JSON.createObjectNode(); // a proxy's page
    }
  }

  private static MillraceException notUnderstood(
      String what, int status, String detail, @Nullable Throwable cause) {
    return new MillraceException(
        what, status, MillraceException.NOT_UNDERSTOOD, detail, List.of(), cause);
  }

  private static void requireId(String id) {
    if (!DOCUMENT_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Cannot ask for document '" + id + "': an id has 32 hexadecimal digits");
    }
  }
}
