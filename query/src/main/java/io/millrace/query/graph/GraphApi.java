package io.millrace.query.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.millrace.query.access.Caller;
import io.millrace.query.api.Api;
import io.millrace.query.api.JsonBody;
import io.millrace.query.request.AuditLog;
import io.millrace.query.request.BadRequestException;
import io.millrace.query.request.Gate;
import io.millrace.query.request.Metrics;
import io.millrace.query.request.OwnSite;
import io.millrace.query.request.Problem;
import io.millrace.query.request.Visit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** The endpoints under {@code /api/graph/}. */
public final class GraphApi {
  private static final String ROOT = "/api/graph/";
  private static final int LONGEST_QUERY = 20_000;

  private final GraphAnswers answers;
  private final Gate gate;
  private final Metrics metrics;
  private final AuditLog audit;
  private final JsonBody body;

  /** The endpoints. */
  public GraphApi(GraphAnswers answers, Gate gate, Metrics metrics, AuditLog audit, JsonBody body) {
    this.answers = answers;
    this.gate = gate;
    this.metrics = metrics;
    this.audit = audit;
    this.body = body;
  }

  /** Makes the endpoints known. */
  public void register(RoutesConfig routes) {
    get(routes, "entities", this::entities);
    get(routes, "entities/{id}", this::entity);
    get(routes, "entities/{id}/neighbours", this::neighbours);
    get(routes, "path", this::path);
    get(routes, "communities", this::communities);
    get(routes, "changes", this::changes);
    get(routes, "revisions", this::revisions);
    gate.get(routes, ROOT + "export", Api::tell, this::export);
    gate.post(routes, ROOT + "cypher", Api::tell, this::cypher);
  }

  /** A question; without an answer, what was asked for is not there, or not for this caller. */
  @FunctionalInterface
  private interface Question {
    @Nullable Object answer(Context context, Caller caller);
  }

  private void get(RoutesConfig routes, String path, Question question) {
    gate.get(
        routes,
        ROOT + path,
        Api::tell,
        (context, caller, visit) -> {
          long start = System.nanoTime();
          Object answer = question.answer(context, caller);
          metrics.graph(path, System.nanoTime() - start);
          if (answer == null) {
            Api.tell(context, noEntity());
          } else {
            Api.write(context, answer);
          }
        });
  }

  private static Problem noEntity() {
    return Problem.of(404, "NO_ENTITY", "There is no such entity, or not for this caller");
  }

  private Object entities(Context context, Caller caller) {
    return answers.find(caller, GraphQuestion.Find.of(context.queryParamMap()));
  }

  private @Nullable Object entity(Context context, Caller caller) {
    Long revision = GraphQuestion.revisionAlone(context.queryParamMap());
    return answers.card(caller, GraphQuestion.id(context.pathParam("id")), revision).orElse(null);
  }

  private @Nullable Object neighbours(Context context, Caller caller) {
    String id = GraphQuestion.id(context.pathParam("id"));
    return answers.near(caller, id, GraphQuestion.Near.of(context.queryParamMap())).orElse(null);
  }

  private @Nullable Object path(Context context, Caller caller) {
    return answers.between(caller, GraphQuestion.Between.of(context.queryParamMap())).orElse(null);
  }

  private Object communities(Context context, Caller caller) {
    return answers.communities(caller, GraphQuestion.Groups.of(context.queryParamMap()));
  }

  private Object changes(Context context, Caller caller) {
    return answers.changes(caller, GraphQuestion.Since.of(context.queryParamMap()));
  }

  private Object revisions(Context context, Caller caller) {
    return answers.revisions();
  }

  /** Written while it is read; where that fails, the connection ends before the end is written. */
  private void export(Context context, Caller caller, Visit visit) throws IOException {
    GraphQuestion.Export asked = GraphQuestion.Export.of(context.queryParamMap());
    visit.about(asked.format().label());
    Optional<GraphAnswers.Exporting> what = answers.exporting(caller, asked);
    if (what.isEmpty()) {
      Api.tell(context, noEntity());
      return;
    }
    audit.exported(
        caller, asked.entity() == null ? "" : asked.entity(), what.get().viewer().revision());
    context.contentType(asked.format().mediaType());
    context.header(
        "Content-Disposition", "attachment; filename=\"graph." + asked.format().extension() + "\"");
    if (context.req().getMethod().equals("HEAD")) {
      return;
    }
    try {
      answers.export(what.get(), asked, context.outputStream());
    } catch (IOException | RuntimeException e) {
      if (!context.res().isCommitted()) {
        context.res().reset();
        throw e;
      }
      ServletContextRequest.getServletContextRequest(context.req()).getServletChannel().abort(e);
    }
  }

  /** {@code {"query": …, "parameters": {…}}} from an administrator. */
  private void cypher(Context context, Caller caller, Visit visit) throws IOException {
    OwnSite.require(context);
    if (!answers.isAdministrator(caller)) {
      Api.tell(
          context,
          Problem.of(
              403, "NOT_ADMINISTRATOR", "This is for the group that query.administrators names"));
      return;
    }
    JsonNode asked = body.read(context);
    JsonNode query = asked.path("query");
    JsonNode parameters = asked.path("parameters");
    if (!query.isTextual()
        || query.asText().length() > LONGEST_QUERY
        || !(parameters.isMissingNode() || parameters.isObject())
        || asked.size() != (parameters.isMissingNode() ? 1 : 2)) {
      throw new BadRequestException(
          List.of(
              "The body must be an object with the text 'query', at most "
                  + LONGEST_QUERY
                  + " characters, perhaps the object 'parameters', and nothing else"));
    }
    audit.asked(caller, query.asText());
    Map<String, Object> values = body.map(parameters);
    Api.write(context, answers.cypher(query.asText(), values));
  }
}
