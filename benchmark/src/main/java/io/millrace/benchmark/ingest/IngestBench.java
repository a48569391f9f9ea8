package io.millrace.benchmark.ingest;

import io.millrace.benchmark.corpus.Corpus;
import io.millrace.benchmark.corpus.CorpusOptions;
import io.millrace.benchmark.corpus.CorpusOptions.Extent;
import io.millrace.benchmark.measure.Figures;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.MillraceRun;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.measure.Slope;
import io.millrace.benchmark.peer.PythonPeers;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.benchmark.report.Report;
import io.millrace.benchmark.report.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code millrace bench ingest}. Two corpora, the smaller the beginning of the larger: what the
 * larger costs more is the cost of documents alone, without start and warming up, for Millrace as
 * for the loop around Tika.
 */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description =
        "CPU of ingesting beside a plain Tika loop, markitdown and unstructured; and of rerunning.",
    footer = {
      "",
      "Examples:",
      "  millrace bench ingest --runs 1",
      "  millrace bench ingest --small 60MB --large 200MB --from ~/texts --out results"
    })
public final class IngestBench implements Callable<Integer> {
  private static final String CPU = "CPU s";
  private static final String WALL = "wall s";
  private static final String EACH = "CPU s/MB beyond the start";
  private static final String RATE = "files/CPU s";
  private static final String FAILED = "without text";
  private static final String MILLRACE = "Millrace";
  private static final String TIKA = "Tika loop";
  private static final String RERUN = "Millrace, nothing changed";
  private static final String CHANGED = "Millrace, 1 % changed";

  @Mixin private BenchOptions bench = new BenchOptions();
  @Mixin private CorpusOptions texts = new CorpusOptions();

  @Option(
      names = "--small",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Bytes of the smaller corpus. Default 10MB.")
  private long small = 10L << 20;

  @Option(
      names = "--large",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Bytes of the larger corpus. Default 30MB.")
  private long large = 30L << 20;

  @Option(
      names = "--peer-files",
      paramLabel = "N",
      description = "Files the tools in Python are given; 0 leaves them out. Default 200.")
  private int peerFiles = 200;

  private final Figures figures = new Figures();

  @Override
  public Integer call() throws Exception {
    Path work = bench.work();
    Corpus corpus = texts.open();
    bench.say("making the corpora in " + work);
    Path less = made(corpus, work, small);
    Path more = made(corpus, work, large);
    Extent lessExtent = Extent.of(less);
    Extent moreExtent = Extent.of(more);
    int threads = Runtime.getRuntime().availableProcessors();
    for (int run = 1; run <= bench.runs(); run++) {
      bench.say("run " + run + ": the loop around Tika");
      TextPeers.Done tika1 = TextPeers.tika(less, threads);
      TextPeers.Done tika2 = TextPeers.tika(more, threads);
      tika(less, lessExtent, tika1);
      tika(more, moreExtent, tika2);
      slope(TIKA, lessExtent, tika1.cpuSeconds(), moreExtent, tika2.cpuSeconds());
      bench.say("run " + run + ": Millrace");
      double cpu1 = ingest(subject(MILLRACE, lessExtent), less, warehouse(work, "less", run));
      Path warehouse = warehouse(work, "more", run);
      double cpu2 = ingest(subject(MILLRACE, moreExtent), more, warehouse);
      slope(MILLRACE, lessExtent, cpu1, moreExtent, cpu2);
      bench.say("run " + run + ": Millrace again");
      ingest(RERUN, more, warehouse);
      for (int document = 0; document < moreExtent.files(); document += 100) {
        corpus.rewrite(more, document, run);
      }
      ingest(CHANGED, more, warehouse);
      if (peerFiles > 0) {
        peers(more, work);
      }
    }
    bench.print(report(lessExtent, moreExtent, threads));
    return 0;
  }

  private static Path made(Corpus corpus, Path work, long bytes) throws IOException {
    return CorpusOptions.made(corpus, work, "corpus-" + bytes, Integer.MAX_VALUE, bytes);
  }

  private static Path warehouse(Path work, String name, int run) {
    return work.resolve("warehouse-" + name + "-" + run + "-" + System.nanoTime());
  }

  private static String subject(String name, Extent extent) {
    return String.format(Locale.ROOT, "%s, %.0f MB", name, extent.megabytes());
  }

  private double ingest(String subject, Path folder, Path warehouse)
      throws IOException, InterruptedException {
    MillraceRun run = MillraceRun.of(warehouse, "ingest", "--source", folder.toString());
    figures.add(subject, CPU, run.run().cpuSeconds());
    for (String role : List.of(MillraceRun.DRIVER, MillraceRun.PARSER)) {
      figures.add(
          subject, CPU + " of the " + role, run.run().cpuSecondsByRole().getOrDefault(role, 0.0));
    }
    figures.add(subject, WALL, run.run().wallSeconds());
    figures.add(subject, FAILED, run.answer().get("rejected").intValue());
    said(subject, run.run().cpuSeconds());
    return run.run().cpuSeconds();
  }

  private void tika(Path folder, Extent extent, TextPeers.Done done) {
    if (done.files() != extent.files()) {
      throw new IllegalStateException(
          "Cannot compare: Tika read " + done.files() + " of " + extent.files() + " in " + folder);
    }
    String subject = subject(TIKA, extent);
    said(subject, done.cpuSeconds());
    figures.add(subject, CPU, done.cpuSeconds());
    figures.add(subject, WALL, done.wallSeconds());
    figures.add(subject, FAILED, done.failed());
  }

  private void said(String subject, double cpuSeconds) {
    bench.say(String.format(Locale.ROOT, "%s: %.1f CPU s", subject, cpuSeconds));
  }

  private void slope(String name, Extent less, double cpu1, Extent more, double cpu2) {
    Slope bytes = Slope.of(less.megabytes(), cpu1, more.megabytes(), cpu2);
    figures.add(name, EACH, bytes.each());
    figures.add(name, "CPU s of the start", bytes.fixed());
    figures.add(name, RATE, 1 / Slope.of(less.files(), cpu1, more.files(), cpu2).each());
  }

  private void peers(Path folder, Path work) throws IOException, InterruptedException {
    PythonPeers peers = PythonPeers.install("documents", bench::say);
    for (String tool : List.of("markitdown", "unstructured")) {
      bench.say(tool);
      List<Path> files = TextPeers.sample(folder, peerFiles, leftOut(tool));
      TextPeers.Done done = TextPeers.python(peers, tool, files, work);
      said(tool, done.cpuSeconds());
      figures.add(tool, CPU, done.cpuSeconds());
      figures.add(tool, WALL, done.wallSeconds());
      figures.add(tool, FAILED, done.failed());
      figures.add(tool, RATE, done.files() / done.cpuSeconds());
    }
  }

  /** unstructured reads PDF only with the package of its vision models. */
  private static List<String> leftOut(String tool) {
    return tool.equals("unstructured") ? List.of(".pdf") : List.of();
  }

  private Report report(Extent less, Extent more, int threads) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("texts", texts.from());
    setting.put("smaller corpus", extent(less));
    setting.put("larger corpus", extent(more));
    setting.put("threads", threads + ", of Millrace's executor and of the Tika loop");
    List<Report.Ratio> ratios = new ArrayList<>();
    ratios.add(ratio("CPU per MB beyond the start", MILLRACE, EACH, TIKA, EACH, "<= 1.5"));
    String full = subject(MILLRACE, more);
    ratios.add(ratio("CPU, nothing changed / all new", RERUN, CPU, full, CPU, "<= 0.02"));
    ratios.add(ratio("CPU, 1 % changed / all new", CHANGED, CPU, full, CPU, "<= 0.03"));
    if (peerFiles > 0) {
      setting.put(
          "files for Python",
          peerFiles
              + " of the larger corpus, without pdf for unstructured; first 5 also to warm up");
      ratios.add(ratio("files per CPU second", MILLRACE, RATE, "markitdown", RATE, ">= 3"));
      ratios.add(ratio("files per CPU second", MILLRACE, RATE, "unstructured", RATE, ">= 3"));
    }
    return new Report(
        "ingest",
        "millrace bench ingest --small " + (small >> 20) + "MB --large " + (large >> 20) + "MB",
        Machine.here(),
        setting,
        Report.entries(figures),
        ratios,
        List.of(
            "Millrace finds, hashes, parses in a child process, cleans, chunks with its tokenizers"
                + " and commits a table; the loop around Tika counts characters. CPU is of whole"
                + " process trees. 'Beyond the start' is what the larger corpus costs more, so"
                + " starting JVM and Spark and most of the compiling cancel; for the tools in"
                + " Python, loading them is left out."));
  }

  private static String extent(Extent extent) {
    return String.format(Locale.ROOT, "%,d files, %.1f MB", extent.files(), extent.megabytes());
  }

  private Report.Ratio ratio(
      String what, String over, String figure, String under, String other, String wanted) {
    return new Report.Ratio(
        what + ": " + over + " / " + under,
        Series.ratio(figures.runs(over, figure), figures.runs(under, other)),
        wanted);
  }
}
