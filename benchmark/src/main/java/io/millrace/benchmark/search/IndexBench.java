package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.peer.PythonPeers;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.benchmark.report.Report;
import io.millrace.benchmark.search.IndexChild.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.lucene.util.IOUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bench index}. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = "Builds an index generation, beside hnswlib over the same vectors.",
    footer = {
      "",
      "Example:",
      "  millrace bench index --passages 20000 --from data/scifact --from data/cmrc2018 --work /tmp/b"
    })
public final class IndexBench implements Callable<Integer> {
  private static final String CPU = "CPU s / 1,000 passages";
  private static final String MEGABYTES = "MB";
  private static final String RECALL = "recall@10";
  private static final String PEER = "hnswlib, vectors";

  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private PassageOptions texts = new PassageOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PythonPeers peers = PythonPeers.install("search", options::say);
    Path work = options.work();
    Corpus corpus = texts.corpus(work, options);
    Subjects subjects = new Subjects();
    Set<JavaRuntime> runtimes = JavaRuntime.both();
    for (int run = 1; run <= options.runs(); run++) {
      for (JavaRuntime runtime : runtimes) {
        options.say("run " + run + ": " + runtime.label());
        build(runtime, corpus, work, subjects);
      }
      options.say("run " + run + ": hnswlib");
      JsonNode built =
          Subjects.run(peers.command("hnsw.py", corpus.folder().toString(), "16", "100", "100"));
      add(subjects, PEER, corpus, built);
      subjects.add(PEER, RECALL, built.path("recall").asDouble());
    }
    options.print(report(corpus, subjects, runtimes));
    return 0;
  }

  private static void build(JavaRuntime runtime, Corpus corpus, Path work, Subjects subjects)
      throws IOException, InterruptedException {
    Path root = work.resolve("generations-" + corpus.passages().size());
    IOUtils.rm(root);
    Files.createDirectories(root);
    JsonNode text = step(runtime, corpus, root, Step.TEXT);
    JsonNode full = step(runtime, corpus, root, Step.FULL);
    JsonNode derived = step(runtime, corpus, root, Step.DERIVED);
    add(subjects, runtime.label() + ", text alone", corpus, text);
    add(subjects, runtime.label() + ", text and vectors", corpus, full);
    add(subjects, runtime.label() + ", 1 % changed", corpus, derived);
    String vectors = vectors(runtime);
    double seconds = full.path("cpuSeconds").asDouble() - text.path("cpuSeconds").asDouble();
    subjects.add(vectors, CPU, seconds * 1000 / corpus.passages().size());
    long bytes = full.path("bytes").asLong() - text.path("bytes").asLong();
    subjects.add(vectors, MEGABYTES, bytes / 1e6);
    double recall = Recall.at10(corpus, Path.of(full.path("generation").asText()), 5);
    subjects.add(vectors, RECALL, recall);
    IOUtils.rm(Path.of(text.path("generation").asText()));
    IOUtils.rm(Path.of(derived.path("generation").asText()));
  }

  private static String vectors(JavaRuntime runtime) {
    return runtime.label() + ", vectors (difference)";
  }

  private static JsonNode step(JavaRuntime runtime, Corpus corpus, Path root, Step step)
      throws IOException, InterruptedException {
    List<String> arguments = List.of(corpus.folder().toString(), root.toString(), step.name());
    return Subjects.run(runtime.command(IndexChild.class, "2g", arguments));
  }

  private static void add(Subjects subjects, String subject, Corpus corpus, JsonNode built) {
    double seconds = built.path("cpuSeconds").asDouble();
    subjects.add(subject, CPU, seconds * 1000 / corpus.passages().size());
    subjects.add(subject, MEGABYTES, built.path("bytes").asDouble() / 1e6);
  }

  private Report report(Corpus corpus, Subjects subjects, Set<JavaRuntime> runtimes) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("passages", corpus.passages().size());
    setting.put("graph", "M 16, beam (ef_construction) 100, on both sides; one thread");
    setting.put("peer", "hnswlib 0.8.0");
    List<Report.Ratio> ratios = new ArrayList<>();
    for (JavaRuntime runtime : runtimes) {
      ratios.add(
          subjects.ratio(
              "vectors, " + runtime.label() + " : hnswlib", CPU, vectors(runtime), PEER, "<= 1.5"));
      Series recall =
          Series.ratio(subjects.runs(vectors(runtime), RECALL), subjects.runs(PEER, RECALL));
      ratios.add(new Report.Ratio("recall, " + runtime.label() + " : hnswlib", recall, ">= 1"));
    }
    return new Report(
        "index",
        "millrace bench index" + texts.arguments(),
        Machine.here(),
        setting,
        subjects.entries(),
        ratios,
        List.of(
            "Each build is a process of its own that begins cold; what its compiler and garbage"
                + " collector take is counted. What the vectors cost is the difference between the"
                + " builds with and without them. Recall at 100 candidates, against exact search."));
  }
}
