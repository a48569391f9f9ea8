package io.millrace.query.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.millrace.core.release.Release;
import io.millrace.core.settings.QuerySettings;
import io.millrace.core.table.Ids;
import io.millrace.embedding.retrieve.Contents;
import io.millrace.query.access.Caller;
import io.millrace.query.answer.Answers;
import io.millrace.query.answer.DocumentAnswer;
import io.millrace.query.answer.OpenedDocument;
import io.millrace.query.answer.Original;
import io.millrace.query.answer.Question;
import io.millrace.query.answer.SearchAnswer;
import io.millrace.query.answer.UnavailableException;
import io.millrace.query.request.AuditLog;
import io.millrace.query.request.BadRequestException;
import io.millrace.query.request.Gate;
import io.millrace.query.request.Metrics;
import io.millrace.query.request.OwnSite;
import io.millrace.query.request.Parameters;
import io.millrace.query.request.Problem;
import io.millrace.query.request.Visit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The endpoints under {@code /api/}, as {@code openapi.json} describes them. */
public final class Api {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Answers answers;
  private final Gate gate;
  private final Metrics metrics;
  private final AuditLog audit;
  private final JsonBody body;
  private final QuerySettings settings;

  /** The API. */
  public Api(
      Answers answers,
      Gate gate,
      Metrics metrics,
      AuditLog audit,
      JsonBody body,
      QuerySettings settings) {
    this.answers = answers;
    this.gate = gate;
    this.metrics = metrics;
    this.audit = audit;
    this.body = body;
    this.settings = settings;
  }

  /** Makes the endpoints known. */
  public void register(RoutesConfig routes) {
    gate.get(routes, "/api/search", Api::tell, this::search);
    gate.post(routes, "/api/search", Api::tell, this::searchAll);
    gate.get(routes, "/api/suggest", Api::tell, this::suggest);
    gate.get(routes, "/api/documents/{id}", Api::tell, this::document);
    gate.get(routes, "/api/documents/{id}/original", Api::tell, this::original);
    gate.get(routes, "/api/releases", Api::tell, this::releases);
    gate.get(routes, "/api/status", Api::tell, this::status);
    gate.get(routes, "/metrics", Api::tell, this::metrics);
  }

  /** Writes JSON that only who asked may keep. */
  public static void write(Context context, Object value) {
    try {
      context.contentType("application/json").result(JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /** Tells a program of a problem. */
  public static void tell(Context context, Problem problem) {
    write(context, problem);
    context.status(problem.status()).contentType(Problem.MEDIA_TYPE);
  }

  private void search(Context context, Caller caller, Visit visit) throws IOException {
    Question question = Parameters.question(context.queryParamMap(), settings);
    write(context, timed(caller, question, visit));
  }

  private SearchAnswer timed(Caller caller, Question question, Visit visit) throws IOException {
    long start = System.nanoTime();
    visit.about(question.mode().label());
    SearchAnswer answer = answers.search(caller, question);
    metrics.answer(answer.mode(), System.nanoTime() - start);
    return answer;
  }

  /** {@code {"queries":[{"q":…,"k":…,"language":[…]},…]}}: each as the parameters of a GET. */
  private void searchAll(Context context, Caller caller, Visit visit) throws IOException {
    OwnSite.require(context);
    List<Question> questions = questions(body.read(context));
    visit.about(questions.size() + " questions");
    long start = System.nanoTime();
    List<SearchAnswer> all = answers.searchAll(caller, questions);
    long each = (System.nanoTime() - start) / questions.size();
    all.forEach(answer -> metrics.answer(answer.mode(), each));
    write(context, Map.of("answers", all));
  }

  private List<Question> questions(JsonNode body) {
    JsonNode queries = body.path("queries");
    if (!queries.isArray() || body.size() != 1) {
      throw new BadRequestException(
          List.of("The body must be an object with the list 'queries' and nothing else"));
    }
    if (queries.isEmpty() || queries.size() > settings.maxBatch()) {
      throw new BadRequestException(
          List.of(
              "'queries' has "
                  + queries.size()
                  + " questions, and 1 to "
                  + settings.maxBatch()
                  + " are taken"));
    }
    List<Question> questions = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      try {
        questions.add(Parameters.question(parameters(queries.get(i)), settings));
      } catch (BadRequestException e) {
        int number = i;
        e.problems().forEach(problem -> problems.add("queries[" + number + "]: " + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new BadRequestException(problems);
    }
    return questions;
  }

  /** The fields of an object as parameters: scalars once, lists of scalars several times. */
  private static Map<String, List<String>> parameters(JsonNode query) {
    if (!query.isObject()) {
      throw new BadRequestException(List.of("it must be an object"));
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : query.properties()) {
      List<String> values = new ArrayList<>();
      Iterable<JsonNode> given =
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
      for (JsonNode value : given) {
        requireType(field.getKey(), value);
        values.add(value.asText());
      }
      parameters.put(field.getKey(), values);
    }
    return parameters;
  }

  private static void requireType(String name, JsonNode value) {
    boolean right =
        switch (name) {
          case "k" -> value.isIntegralNumber();
          case "why", "facets" -> value.isBoolean();
          default -> value.isTextual();
        };
    if (!right) {
      throw new BadRequestException(
          List.of(
              "'"
                  + (name.length() <= 60 ? name : name.substring(0, 60) + "…")
                  + "' is "
                  + value.getNodeType().name().toLowerCase(Locale.ROOT)
                  + ", and must be "
                  + (name.equals("k")
                      ? "a whole number"
                      : List.of("why", "facets").contains(name)
                          ? "true or false"
                          : "a text or a list of texts")));
    }
  }

  private void suggest(Context context, Caller caller, Visit visit) throws IOException {
    String typed = Parameters.text(context.queryParamMap(), settings);
    write(context, Map.of("suggestions", answers.suggest(caller, typed)));
  }

  private void document(Context context, Caller caller, Visit visit) throws IOException {
    String id = id(context, visit);
    Optional<OpenedDocument> document = answers.document(caller, id);
    if (document.isEmpty()) {
      tell(context, noDocument());
      return;
    }
    audit.opened(caller, "document", id, document.get().release());
    write(context, DocumentAnswer.of(document.get(), caller));
  }

  private void original(Context context, Caller caller, Visit visit) throws IOException {
    String id = id(context, visit);
    Optional<Original> found = answers.original(caller, id);
    if (found.isEmpty()) {
      tell(
          context,
          Problem.of(
              404,
              "NO_ORIGINAL",
              "There is no such document, or its source does not have it any more as it was"));
      return;
    }
    Original original = found.get();
    try {
      audit.opened(caller, "original", id, original.release());
    } catch (UnavailableException e) {
      original.content().close();
      throw e;
    }
    context.header("Content-Disposition", original.disposition());
    context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    context.contentType(original.servedType());
    context.disableCompression();
    context.res().setContentLengthLong(original.bytes());
    context.result(original.content());
  }

  private static String id(Context context, Visit visit) {
    String id = context.pathParam("id");
    if (!Ids.isId(id)) {
      throw new BadRequestException(List.of("A document's id has 32 hexadecimal digits"));
    }
    visit.about(id);
    return id;
  }

  private static Problem noDocument() {
    return Problem.of(404, "NO_DOCUMENT", "There is no such document, or not for this caller");
  }

  private void releases(Context context, Caller caller, Visit visit) throws IOException {
    String live = answers.served().map(Release::release).orElse("");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Release release : answers.releases()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("release", release.release());
      row.put("generation", release.generation());
      row.put("revision", release.revision());
      row.put("published", release.published());
      row.put("live", release.release().equals(live));
      rows.add(row);
    }
    write(context, Map.of("releases", rows));
  }

  private void status(Context context, Caller caller, Visit visit) throws IOException {
    write(context, answers.status(caller));
  }

  private void metrics(Context context, Caller caller, Visit visit) throws IOException {
    Optional<Release> served = answers.served();
    long documents = 0;
    long passages = 0;
    if (served.isPresent()) {
      Contents contents = answers.contents(caller);
      documents = contents.documents();
      passages = contents.passages();
    }
    context
        .contentType("text/plain; version=0.0.4; charset=utf-8")
        .result(metrics.scrape(served, documents, passages).getBytes(StandardCharsets.UTF_8));
  }
}
