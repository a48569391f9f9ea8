package io.millrace.benchmark.scale;

import io.millrace.benchmark.corpus.Corpus;
import io.millrace.benchmark.corpus.CorpusOptions;
import io.millrace.benchmark.corpus.CorpusOptions.Extent;
import io.millrace.benchmark.measure.Figures;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.MillraceRun;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.measure.Slope;
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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench scale}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description =
        "Cost of a document, memory and files at several sizes, through the command line.",
    footer = {
      "",
      "Examples:",
      "  millrace bench scale --sizes 1000,10000,100000 --runs 1",
      "  millrace bench scale --sizes 200 --large-file 1GB --names 100000"
    })
public final class ScaleBench implements Callable<Integer> {
  private static final String CPU = "CPU s";
  private static final String EACH = "CPU s/1,000 documents";

  @Mixin private BenchOptions bench = new BenchOptions();
  @Mixin private CorpusOptions texts = new CorpusOptions();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "Documents, growing. Default 1000,10000.")
  private List<Integer> sizes = List.of(1_000, 10_000);

  @Option(
      names = "--embed-up-to",
      paramLabel = "N",
      description = "Also embed and index the sizes up to this one. Default 0: none.")
  private int embedUpTo;

  @Option(
      names = "--large-file",
      split = ",",
      paramLabel = "SIZE",
      converter = Size.class,
      description = "Also ingest one text file of this size, for each given.")
  private List<Long> largeFiles = List.of();

  @Option(
      names = "--names",
      paramLabel = "N",
      description = "Also ingest a folder with this many tiny files. Default 0: none.")
  private int names;

  private final Figures figures = new Figures();

  @Override
  public Integer call() throws Exception {
    Path work = bench.work();
    Corpus corpus = texts.open();
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("texts", texts.from());
    for (int run = 1; run <= bench.runs(); run++) {
      for (int size : sizes) {
        bench.say("run " + run + ": " + size + " documents");
        Path folder = CorpusOptions.made(corpus, work, "corpus-" + size, size, Long.MAX_VALUE);
        setting.put(subject(size), extent(folder));
        size(size, folder, work.resolve("warehouse-" + size + "-" + System.nanoTime()));
      }
      odd(run, work);
    }
    bench.print(report(setting));
    return 0;
  }

  private void odd(int run, Path work) throws IOException, InterruptedException {
    for (long bytes : largeFiles) {
      bench.say("run " + run + ": a text of " + bytes + " bytes");
      ingest(
          "one text of " + (bytes >> 20) + " MiB",
          OddFolders.largeText(work.resolve("text-" + bytes), bytes),
          work.resolve("warehouse-text-" + System.nanoTime()));
    }
    if (names > 0) {
      bench.say("run " + run + ": " + names + " names");
      MillraceRun done =
          ingest(
              String.format(Locale.ROOT, "%,d tiny files in a folder", names),
              OddFolders.names(work.resolve("names-" + names), names),
              work.resolve("warehouse-names-" + System.nanoTime()));
      figures.add(
          String.format(Locale.ROOT, "%,d tiny files in a folder", names),
          EACH,
          done.run().cpuSeconds() * 1_000 / names);
    }
  }

  private static String subject(int size) {
    return String.format(Locale.ROOT, "%,d documents", size);
  }

  private static String extent(Path folder) throws IOException {
    return String.format(Locale.ROOT, "%.1f MB", Extent.of(folder).megabytes());
  }

  private void size(int size, Path folder, Path warehouse)
      throws IOException, InterruptedException {
    String subject = subject(size);
    MillraceRun run = ingest(subject, folder, warehouse);
    figures.add(subject, EACH, run.run().cpuSeconds() * 1_000 / size);
    Extent tables = Extent.of(warehouse.resolve("tables"));
    figures.add(subject, "table files", tables.files());
    figures.add(subject, "table MB", tables.megabytes());
    if (size <= embedUpTo) {
      MillraceRun embed = MillraceRun.of(warehouse, "embed");
      figures.add(subject, "embed CPU s", embed.run().cpuSeconds());
      figures.add(subject, "embed peak MiB", embed.peakMebibytes(MillraceRun.DRIVER));
      MillraceRun index = MillraceRun.of(warehouse, "index");
      figures.add(subject, "index CPU s", index.run().cpuSeconds());
      figures.add(subject, "generation MB", Extent.of(warehouse.resolve("index")).megabytes());
    }
  }

  private MillraceRun ingest(String subject, Path folder, Path warehouse)
      throws IOException, InterruptedException {
    MillraceRun run = MillraceRun.of(warehouse, "ingest", "--source", folder.toString());
    bench.say(String.format(Locale.ROOT, "%s: %.1f CPU s", subject, run.run().cpuSeconds()));
    figures.add(subject, CPU, run.run().cpuSeconds());
    figures.add(subject, "wall s", run.run().wallSeconds());
    figures.add(subject, "driver peak MiB", run.peakMebibytes(MillraceRun.DRIVER));
    figures.add(subject, "parser peak MiB", run.peakMebibytes(MillraceRun.PARSER));
    figures.add(subject, "live", run.answer().get("live").intValue());
    figures.add(subject, "rejected", run.answer().get("rejected").intValue());
    figures.add(subject, "chunks", run.answer().get("chunks").intValue());
    return run;
  }

  private Report report(Map<String, Object> setting) {
    List<Report.Ratio> ratios = new ArrayList<>();
    if (sizes.size() > 1) {
      int first = sizes.get(0);
      int last = sizes.get(sizes.size() - 1);
      ratios.add(
          new Report.Ratio(
              "CPU of a document: " + subject(last) + " / " + subject(first),
              Series.ratio(figures.runs(subject(last), EACH), figures.runs(subject(first), EACH)),
              "<= 1.1"));
      double[] less = figures.runs(subject(first), CPU);
      double[] more = figures.runs(subject(last), CPU);
      double[] start = new double[less.length];
      for (int i = 0; i < start.length; i++) {
        start[i] = Slope.of(first, less[i], last, more[i]).fixed();
      }
      ratios.add(
          new Report.Ratio("CPU s of the start, by the line through both", Series.of(start), ""));
    }
    double[] peaks =
        figures.subjects().stream()
            .mapToDouble(each -> Series.of(figures.runs(each, "driver peak MiB")).max())
            .toArray();
    ratios.add(
        new Report.Ratio(
            "GiB resident, driver with executor",
            Series.of(Series.of(peaks).max() / 1024),
            "<= 3"));
    return new Report(
        "scale",
        "millrace bench scale --sizes "
            + sizes.stream().map(String::valueOf).collect(Collectors.joining(",")),
        Machine.here(),
        setting,
        Report.entries(figures),
        ratios,
        List.of(
            "Driver and executor are one process in local mode, and its peak is what the kernel had"
                + " resident: heap, classes, compiled code, buffers. The wanted 3 GiB are 1 for the"
                + " driver and 2 for the executor."));
  }
}
