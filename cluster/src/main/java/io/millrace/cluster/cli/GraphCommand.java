package io.millrace.cluster.cli;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.settings.Settings;
import io.millrace.core.tokenize.LargestCount;
import io.millrace.graph.ExtractJob;
import io.millrace.graph.extract.PortableExtractor;
import io.millrace.graph.model.ModelExtractJob;
import io.millrace.graph.model.ModelExtractor;
import io.millrace.graph.model.ModelPreview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace graph}. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Finds who and what the passages speak of, and what they say of them: people, organisations, places, products,"
          + " dates, amounts, addresses, identifiers, and the relations between these.",
      "Then decides which names are one thing, and brings the graph database to the newest revision: the one that"
          + " neo4j.uri names, or a server of the warehouse's own, which it starts.",
      "Works on what changed, and no more. 'millrace graph stats' says what was found; 'show', 'path' and 'export' read the graph."
    },
    subcommands = {
      GraphStatsCommand.class,
      GraphShowCommand.class,
      GraphPathCommand.class,
      GraphExportCommand.class,
      GraphVerifyCommand.class,
      GraphAnalyseCommand.class,
      GraphPinCommand.Merge.class,
      GraphPinCommand.Split.class,
      GraphPinCommand.Release.class
    },
    footer = {
      "",
      "Example:",
      "  millrace graph",
      "  millrace graph --dictionary products.yaml,people.yaml",
      "  millrace graph --extractor model --dry-run --config model.yaml",
      "  millrace graph --extractor rules,model --max-cost 5 --config model.yaml",
      "  millrace graph stats --top 20",
      "  millrace graph show 明沙电站",
      "  millrace graph path 李雷 \"Northbank Ltd\""
    })
final class GraphCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ExtractorOptions extractor = new ExtractorOptions();
  @Mixin private ModelOptions model = new ModelOptions();
  @Mixin private WriterOptions writer = new WriterOptions();

  @Option(
      names = "--no-load",
      description = "Examine passages only; resolve no names and touch no graph database.")
  private boolean noLoad;

  @Option(
      names = "--no-analysis",
      description = "Leave ranks, communities and related entities as they are.")
  private boolean noAnalysis;

  @Override
  public Integer call() throws Exception {
    Settings settings = common.settings(model.flags());
    model.check(settings.model());
    Set<ModelOptions.Kind> chosen = model.extractors();
    PortableExtractor rules = extractor.extractor();
    try (JobRun jobs = JobRun.open(settings, "graph", common.err())) {
      if (model.dryRun()) {
        preview(jobs);
        return 0;
      }
      Map<String, Object> json = new LinkedHashMap<>();
      StringBuilder text = new StringBuilder();
      List<String> extractors = new ArrayList<>();
      if (chosen.contains(ModelOptions.Kind.RULES)) {
        extractors.add(rules.fingerprint());
        JobRun.Done<ExtractJob.Result> done = Steps.extract(jobs, rules, writer.leaseWait());
        json.putAll(GraphText.json(done, rules.fingerprint()));
        text.append(GraphText.text(done));
      }
      if (chosen.contains(ModelOptions.Kind.MODEL)) {
        extractors.add(ask(jobs, json, text));
      }
      if (!noLoad) {
        if (noAnalysis) {
          GraphSteps.loadAlone(jobs, extractors, writer.leaseWait(), json, text);
        } else {
          GraphSteps.load(jobs, extractors, writer.leaseWait(), json, text);
        }
      }
      common.print(json, text.toString());
    }
    return 0;
  }

  /** Asks the model; returns the extractor's fingerprint. */
  private String ask(JobRun jobs, Map<String, Object> json, StringBuilder text) throws Exception {
    ModelSettings settings = jobs.settings().model();
    try (LargestCount tokens = ModelOptions.tokens(jobs.settings())) {
      ModelExtractor extractor = new ModelExtractor(settings, tokens);
      JobRun.Done<ModelExtractJob.Result> done = Steps.ask(jobs, extractor, writer.leaseWait());
      json.put("model", GraphText.json(done, extractor, settings));
      text.append(text.length() == 0 ? "" : System.lineSeparator())
          .append(GraphText.text(done, extractor, settings));
      return extractor.fingerprint();
    }
  }

  private void preview(JobRun jobs) {
    ModelSettings settings = jobs.settings().model();
    try (LargestCount tokens = ModelOptions.tokens(jobs.settings())) {
      ModelPreview.Estimate estimate =
          new ModelPreview(jobs.warehouse(), jobs::spark, settings, tokens).run();
      common.print(GraphText.json(estimate, settings), GraphText.text(estimate, settings));
    }
  }
}
