package io.millrace.cluster.cli;

import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.graph.ExtractJob;
import io.millrace.graph.GraphJob;
import io.millrace.graph.dictionary.Dictionary;
import io.millrace.graph.extract.BuiltInExtractor;
import io.millrace.graph.extract.PortableExtractor;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that {@code graph} does with rules alone, as {@code run} and {@code demo} do it. */
final class GraphSteps {
  private GraphSteps() {}

  /** What was done, for the command's output. */
  record Done(Map<String, Object> json, String text) {}

  /**
   * Whether the warehouse has a graph: one that settings name, or one of its own. Others begin with
   * {@code millrace graph}.
   */
  static boolean hasGraph(Settings settings) {
    return settings.neo4j().uri().isPresent()
        || Files.isDirectory(WarehouseFolders.of(settings).graph());
  }

  /** Examines what is new, resolves names, loads the graph and analyses it. */
  static Done run(JobRun jobs, LeaseWait leaseWait) throws Exception {
    PortableExtractor rules = new BuiltInExtractor(Dictionary.EMPTY);
    JobRun.Done<ExtractJob.Result> extracted = Steps.extract(jobs, rules, leaseWait);
    Map<String, Object> json = new LinkedHashMap<>(GraphText.json(extracted, rules.fingerprint()));
    StringBuilder text = new StringBuilder(GraphText.text(extracted));
    load(jobs, List.of(rules.fingerprint()), leaseWait, json, text);
    return new Done(json, text.toString());
  }

  /** Resolves names, loads the graph, and analyses it where it was not since it changed. */
  static void load(
      JobRun jobs,
      List<String> extractors,
      LeaseWait leaseWait,
      Map<String, Object> json,
      StringBuilder text)
      throws Exception {
    loadAlone(jobs, extractors, leaseWait, json, text);
    if (GraphAnalysis.isAwaited(jobs.settings())) {
      var analysed = GraphAnalysis.run(jobs, List.of(), leaseWait);
      json.put("analysis", GraphAnalysis.json(analysed));
      text.append(System.lineSeparator()).append(GraphAnalysis.text(analysed));
    }
  }

  /** The same without the analysis. */
  static void loadAlone(
      JobRun jobs,
      List<String> extractors,
      LeaseWait leaseWait,
      Map<String, Object> json,
      StringBuilder text)
      throws Exception {
    JobRun.Done<GraphJob.Result> loaded = Steps.graph(jobs, extractors, leaseWait);
    json.put("graph", GraphText.json(loaded));
    text.append(System.lineSeparator()).append(GraphText.loaded(loaded));
  }
}
