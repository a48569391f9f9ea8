package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.peer.PythonPeers;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.benchmark.report.Report;
import io.millrace.benchmark.search.IndexChild.Step;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Asks a generation, beside a Python process with bm25s, hnswlib and fusion.",
    footer = {
      "",
      "Example:",
      "  millrace bench search --passages 20000 --from data/scifact --from data/cmrc2018 --work /tmp/b"
    })
public final class SearchBench implements Callable<Integer> {
  private static final String P50 = "p50 ms";
  private static final String P99 = "p99 ms";
  private static final String BUSY50 = "p50 CPU ms";
  private static final String BUSY99 = "p99 CPU ms";
  private static final String RATE = "queries / CPU s";
  private static final String PEER = "Python";

  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private PassageOptions texts = new PassageOptions();

  @Option(
      names = "--encoded",
      paramLabel = "N",
      description = "How many questions are asked with encoding, 0 for none. Default 300.")
  private int encoded = 300;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PythonPeers peers = PythonPeers.install("search", options::say);
    Path work = options.work();
    Corpus corpus = texts.corpus(work, options);
    Path generation = generation(corpus, work);
    Subjects subjects = new Subjects();
    Set<JavaRuntime> runtimes = JavaRuntime.both();
    for (int run = 1; run <= options.runs(); run++) {
      for (JavaRuntime runtime : runtimes) {
        options.say("run " + run + ": " + runtime.label());
        List<String> arguments =
            List.of(corpus.folder().toString(), generation.toString(), "" + encoded);
        add(
            subjects,
            runtime.label(),
            Subjects.run(runtime.command(SearchChild.class, "1g", arguments)));
      }
      options.say("run " + run + ": Python");
      add(subjects, PEER, Subjects.run(peers.command("search.py", corpus.folder().toString())));
    }
    options.print(report(corpus, subjects, runtimes));
    return 0;
  }

  /** The newest generation of these passages, built where there is none. */
  private Path generation(Corpus corpus, Path work) throws IOException, InterruptedException {
    Path root = work.resolve("generations-" + corpus.passages().size());
    Optional<Manifest> newest = new Generations(root).newest();
    if (newest.isPresent() && newest.get().encoders().equals(corpus.encoders())) {
      return new Generations(root).path(newest.get().generation());
    }
    options.say("building the generation");
    List<String> arguments = List.of(corpus.folder().toString(), root.toString(), Step.FULL.name());
    JsonNode built = Subjects.run(JavaRuntime.search().command(IndexChild.class, "2g", arguments));
    return Path.of(built.path("generation").asText());
  }

  private static void add(Subjects subjects, String subject, JsonNode result) {
    for (Iterator<Map.Entry<String, JsonNode>> modes = result.fields(); modes.hasNext(); ) {
      Map.Entry<String, JsonNode> mode = modes.next();
      String name = subject + ", " + mode.getKey();
      if (mode.getValue().isObject()) {
        subjects.add(name, P50, mode.getValue().path("p50").asDouble());
        subjects.add(name, P99, mode.getValue().path("p99").asDouble());
        subjects.add(name, BUSY50, mode.getValue().path("busy50").asDouble());
        subjects.add(name, BUSY99, mode.getValue().path("busy99").asDouble());
        subjects.add(name, RATE, mode.getValue().path("queriesPerCpuSecond").asDouble());
      } else {
        subjects.add(subject + ", dense", "recall@10", mode.getValue().asDouble());
      }
    }
  }

  private Report report(Corpus corpus, Subjects subjects, Set<JavaRuntime> runtimes) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("passages", corpus.passages().size());
    setting.put("questions", corpus.queries().size() + ", one after the other, ten hits each");
    setting.put("peer", "bm25s 0.2.14 (numba), hnswlib 0.8.0 (M 16, ef 200)");
    List<Report.Ratio> ratios = new ArrayList<>();
    for (JavaRuntime runtime : runtimes) {
      for (String mode : List.of("bm25", "dense", "hybrid")) {
        ratios.add(
            subjects.ratio(
                "p50 CPU, " + mode + ", " + runtime.label() + " : Python",
                BUSY50,
                runtime.label() + ", " + mode,
                PEER + ", " + mode,
                ""));
      }
      ratios.add(limit(subjects, runtime, "hybrid", "< 4 ms"));
      if (encoded > 0) {
        ratios.add(limit(subjects, runtime, "encoding + hybrid", "< 20 ms"));
      }
    }
    return new Report(
        "search",
        "millrace bench search" + texts.arguments(),
        Machine.here(),
        setting,
        subjects.entries(),
        ratios,
        List.of(
            "Millrace filters by groups (nine in ten documents are public), reads and highlights"
                + " the ten passages and searches both encoders; the Python process has no"
                + " filter. CPU ms are of all threads that work on a question: what it takes on one"
                + " core where it need not wait for it. Rates also count compiler and collector."));
  }

  private static Report.Ratio limit(
      Subjects subjects, JavaRuntime runtime, String mode, String wanted) {
    String subject = runtime.label() + ", " + mode;
    return new Report.Ratio(
        "p99 CPU ms, " + subject, Series.of(subjects.runs(subject, BUSY99)), wanted);
  }
}
