package io.millrace.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.millrace.core.settings.QuerySettings;
import io.millrace.query.access.AccessKeys;
import io.millrace.query.access.JsonLog;
import io.millrace.query.access.Limits;
import io.millrace.query.answer.Answers;
import io.millrace.query.answer.ServedGraph;
import io.millrace.query.api.Api;
import io.millrace.query.api.Health;
import io.millrace.query.api.JsonBody;
import io.millrace.query.encode.QuestionEncoders;
import io.millrace.query.graph.GraphAnswers;
import io.millrace.query.graph.GraphApi;
import io.millrace.query.release.LiveRelease;
import io.millrace.query.request.AccessLog;
import io.millrace.query.request.AuditLog;
import io.millrace.query.request.Gate;
import io.millrace.query.request.Metrics;
import io.millrace.query.request.Problem;
import io.millrace.query.request.ProblemErrors;
import io.millrace.query.request.QuickRefusal;
import io.millrace.query.site.PageRoutes;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;

/** All that can be asked over HTTP. */
final class Endpoints {
  private static final Map<String, String> ALLOWED =
      Map.of(
          "/api/search", "GET, HEAD, POST",
          "/api/graph/cypher", "POST",
          "/sign-in", "GET, POST",
          "/sign-out", "POST");

  private final Api api;
  private final GraphApi graphApi;
  private final PageRoutes pages;
  private final Health health;
  private final AccessLog accessLog;
  private final Limits limits;

  /** Endpoints over the parts of a service. */
  Endpoints(
      LiveRelease live,
      QuestionEncoders encoders,
      Answers answers,
      ServedGraph graph,
      AccessKeys keys,
      Limits limits,
      JsonLog access,
      JsonLog audit,
      QuerySettings settings) {
    Metrics metrics = new Metrics(live, encoders, limits, answers::served, access);
    AuditLog auditLog = new AuditLog(audit);
    this.limits = limits;
    Gate gate = new Gate(keys, limits, settings);
    JsonBody body = new JsonBody(settings.maxBody());
    this.api = new Api(answers, gate, metrics, auditLog, body, settings);
    GraphAnswers graphAnswers = new GraphAnswers(graph, answers, settings);
    this.graphApi = new GraphApi(graphAnswers, gate, metrics, auditLog, body);
    this.pages = new PageRoutes(answers, graphAnswers, gate, metrics, auditLog, settings);
    this.health = new Health(live, encoders, answers, List.of(access, audit));
    this.accessLog = new AccessLog(access, metrics);
  }

  /** Makes them known. */
  void register(RoutesConfig routes) {
    api.register(routes);
    graphApi.register(routes);
    pages.register(routes);
    health.register(routes);
    routes.exception(HttpResponseException.class, this::tell);
    routes.exception(Exception.class, this::tell);
  }

  /** Programs get JSON, and whoever asks for a page gets one. */
  private void tell(Exception failure, Context context) {
    if (failure instanceof MethodNotAllowedResponse) {
      context.header("Allow", ALLOWED.getOrDefault(context.path(), "GET, HEAD"));
    }
    Problem problem = Gate.problem(failure);
    String accepted = context.header("Accept");
    if (accepted != null && accepted.contains("text/html") && !context.path().startsWith("/api/")) {
      pages.tell(context, problem);
    } else {
      Api.tell(context, problem);
    }
  }

  /** What is answered to requests that reach no route. */
  Request.Handler errors() {
    return new ProblemErrors();
  }

  /** How the service is now. */
  Health.State state() {
    return health.state();
  }

  /** What stands before all of them while the service is full. */
  QuickRefusal refusal() {
    return new QuickRefusal(limits);
  }

  /** Where every request is noted. */
  RequestLog accessLog() {
    return accessLog;
  }
}
