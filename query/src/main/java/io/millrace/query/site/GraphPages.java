package io.millrace.query.site;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.millrace.graph.explore.GraphUnavailableException;
import io.millrace.graph.explore.NamedEntity;
import io.millrace.query.access.Caller;
import io.millrace.query.api.Api;
import io.millrace.query.graph.GraphAnswers;
import io.millrace.query.page.Frame;
import io.millrace.query.page.Pages;
import io.millrace.query.request.Gate;
import io.millrace.query.request.Visit;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The page to explore the graph, and what the page of results asks about its question. All else the
 * page asks from {@code /api/graph/}.
 */
final class GraphPages {
  private final Gate gate;
  private final SignIn.Framing framing;
  private final Pages pages;
  private final GraphAnswers graph;

  GraphPages(Gate gate, SignIn.Framing framing, Pages pages, GraphAnswers graph) {
    this.gate = gate;
    this.framing = framing;
    this.pages = pages;
    this.graph = graph;
  }

  void register(RoutesConfig routes, Gate.Teller teller) {
    gate.get(routes, "/graph", teller, this::page);
    gate.get(routes, "/graph/named", Api::tell, this::named);
  }

  private void page(Context context, Caller caller, Visit visit) {
    Frame frame = framing.frame(context, caller, Visitor.locale(context), List.of());
    context
        .contentType("text/html; charset=utf-8")
        .result(pages.graph(frame).getBytes(StandardCharsets.UTF_8));
  }

  /** The entities that a question names; without any, or without a graph, nothing. */
  private void named(Context context, Caller caller, Visit visit) {
    String question = context.queryParam("q");
    List<NamedEntity> found = List.of();
    try {
      found = question == null ? List.of() : graph.named(caller, question);
    } catch (GraphUnavailableException e) {
      // results are whole without it, and whoever opens the graph's page is told
    }
    if (found.isEmpty()) {
      context.status(HttpStatus.NO_CONTENT);
    } else {
      Api.write(context, found);
    }
  }
}
