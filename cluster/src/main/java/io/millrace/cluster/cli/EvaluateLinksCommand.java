package io.millrace.cluster.cli;

import io.millrace.evaluation.link.EdgeFile;
import io.millrace.evaluation.link.LinkEvaluation;
import io.millrace.graph.analyse.AudienceGraphs;
import io.millrace.graph.analyse.NodeEmbeddings;
import io.millrace.graph.analyse.WeightedGraph;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.GraphAccess;
import io.millrace.graph.server.GraphServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace evaluate links}. */
@Command(
    name = "links",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how well missing links of a graph are told from pairs that have none.",
      "Holds out a share of the edges; each method sees the rest. AUC is the chance that a held-out"
          + " edge scores higher than a pair without one: drawn alike from all pairs, and with ends"
          + " drawn by their degree."
    },
    footer = {
      "",
      "Example:",
      "  millrace evaluate links --edges ca-GrQc.txt --held-out 0.1 --seed 1",
      "  millrace evaluate links --audience public"
    })
final class EvaluateLinksCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--edges",
      paramLabel = "FILE",
      description =
          "Two names a line, separated by spaces or a tab. Default: the graph of the warehouse.")
  private @Nullable Path edges;

  @Option(
      names = "--audience",
      paramLabel = "GROUP",
      description = "Of the warehouse's graph: the group as whose it is measured. Default public.")
  private String audience = AudienceGraphs.PUBLIC;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "The share of edges to hold out, at most 0.5. Default 0.1.")
  private double heldOut = 0.1;

  @Option(names = "--seed", paramLabel = "N", description = "Of every draw. Default 1.")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    LinkEvaluation evaluation =
        new LinkEvaluation(new LinkEvaluation.Config(heldOut, seed, NodeEmbeddings.Config.DEFAULT));
    LinkEvaluation.Result result = evaluation.run(graph());
    common.print(json(result), text(result));
    return 0;
  }

  private WeightedGraph graph() throws IOException {
    if (edges != null) {
      return EdgeFile.read(edges);
    }
    GraphAccess access = GraphServer.open(common.settings(), common::say);
    try (Drivers.Lease lease = Drivers.lease(access)) {
      AudienceGraphs reader = new AudienceGraphs(lease.driver());
      return reader.graph(audience, reader.loaded(), Set.of());
    }
  }

  private Map<String, Object> json(LinkEvaluation.Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nodes", result.nodes());
    json.put("edges", result.edges());
    json.put("held_out", result.heldOut());
    json.put("suggested", result.suggested());
    json.put("suggested_right", result.right());
    json.put("seed", seed);
    List<Map<String, Object>> methods = new ArrayList<>();
    for (LinkEvaluation.Score score : result.scores()) {
      Map<String, Object> method = new LinkedHashMap<>();
      method.put("method", score.method());
      method.put("auc", score.auc());
      method.put("auc_by_degree", score.aucByDegree());
      method.put("seconds", score.seconds());
      methods.add(method);
    }
    json.put("methods", methods);
    return json;
  }

  private static String text(LinkEvaluation.Result result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d nodes, %d edges, of which %d are held out%n%-26s %8s %14s %9s",
            result.nodes(),
            result.edges(),
            result.heldOut(),
            "",
            "AUC",
            "AUC by degree",
            "seconds"));
    for (LinkEvaluation.Score score : result.scores()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%-26s %8.4f %14.4f %9.1f",
              score.method(),
              score.auc(),
              score.aucByDegree(),
              score.seconds()));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d links are suggested, %d of them held-out edges",
            result.suggested(),
            result.right()));
    return text.toString();
  }
}
