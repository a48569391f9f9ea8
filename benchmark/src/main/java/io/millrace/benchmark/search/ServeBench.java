package io.millrace.benchmark.search;

import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.peer.PythonPeers;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.benchmark.report.Report;
import io.millrace.benchmark.search.HttpLoad.Questions;
import io.millrace.benchmark.search.IndexChild.Step;
import io.millrace.core.release.Releases;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Asks the query service over HTTP, beside bm25s and hnswlib behind FastAPI; needs the packages wrk and hey.",
    footer = {
      "",
      "Example:",
      "  millrace bench serve --passages 20000 --from data/scifact --from data/cmrc2018 --work /tmp/b"
    })
public final class ServeBench implements Callable<Integer> {
  private static final List<String> MODES = List.of("bm25", "dense", "hybrid");
  private static final List<Integer> CLIENTS = List.of(1, 8, 64);
  private static final Duration BETWEEN_SWAPS = Duration.ofSeconds(20);
  private static final int TOO_MANY_CLIENTS = 1280;
  private static final int TOO_MANY_TIMES = 10;
  private static final String OVERLOAD = "Millrace, hybrid, ten times its capacity";
  private static final String P99 = "p99 ms";
  private static final String CPU = "CPU ms a request";

  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private PassageOptions texts = new PassageOptions();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each load lasts. Default 10.")
  private int seconds = 10;

  @Option(
      names = "--swapping",
      paramLabel = "S",
      description =
          "How long a release is swapped in every 20 s under load, 0 for not at all. Default 300.")
  private int swapping = 300;

  @Option(
      names = "--overload",
      paramLabel = "S",
      description =
          "How long ten times the requests are sent that it can answer, 0 for not at all. Default 20.")
  private int overload = 20;

  private final Subjects subjects = new Subjects();

  @Override
  public Integer call() throws IOException, InterruptedException {
    HttpLoad.require();
    if (overload > 0) {
      Overload.require();
    }
    PythonPeers peers = PythonPeers.install("serve", options::say);
    Path work = options.work();
    Corpus corpus = texts.corpus(work, options);
    Path warehouse = work.resolve("served-" + corpus.passages().size());
    List<Manifest> generations = generations(corpus, warehouse);
    for (int run = 1; run <= options.runs(); run++) {
      try (HttpSubject service = service(warehouse, generations.get(0))) {
        measure("Millrace", service, corpus, Questions.KNOWN, MODES);
        measure("Millrace, fresh questions", service, corpus, Questions.FRESH, List.of("hybrid"));
        if (swapping > 0 && run == 1) {
          swap(service, corpus, warehouse, generations);
        }
        if (overload > 0) {
          overload(service, corpus);
        }
        subjects.add("Millrace", "ready s", service.readySeconds());
        subjects.add("Millrace", "peak GB", service.peakGigabytes());
      }
      try (HttpSubject python = python(peers, corpus, work)) {
        measure("Python", python, corpus, Questions.KNOWN, MODES);
        subjects.add("Python", "ready s", python.readySeconds());
        subjects.add("Python", "peak GB", python.peakGigabytes());
      }
    }
    options.print(report(corpus));
    return 0;
  }

  /** Two generations to swap, the second with every hundredth document edited. */
  private List<Manifest> generations(Corpus corpus, Path warehouse)
      throws IOException, InterruptedException {
    Path index = warehouse.resolve("index");
    for (Step step : List.of(Step.FULL, Step.DERIVED)) {
      if (new Generations(index).list().size() < (step == Step.FULL ? 1 : 2)) {
        options.say("building a generation: " + step);
        List<String> arguments = List.of(corpus.folder().toString(), index.toString(), step.name());
        var unused = Subjects.run(JavaRuntime.search().command(IndexChild.class, "2g", arguments));
      }
    }
    return new Generations(index).list();
  }

  private static void publish(Path warehouse, Manifest generation) throws IOException {
    new Releases(warehouse.resolve("releases"))
        .publish(generation.generation(), generation.revision(), null);
  }

  private HttpSubject service(Path warehouse, Manifest generation)
      throws IOException, InterruptedException {
    publish(warehouse, generation);
    String launcher =
        Objects.requireNonNull(
            System.getProperty("millrace.launcher"), "the launcher sets millrace.launcher");
    return HttpSubject.start(
        port ->
            List.of(
                launcher,
                "serve",
                "--warehouse",
                warehouse.toString(),
                "--port",
                Integer.toString(port)),
        Map.of("MILLRACE_QUERY_RATE", "0", "MILLRACE_QUERY_CONCURRENT", "1000"),
        "/readyz",
        warehouse.resolve("service.log"));
  }

  private HttpSubject python(PythonPeers peers, Corpus corpus, Path work)
      throws IOException, InterruptedException {
    String workers = Integer.toString(Runtime.getRuntime().availableProcessors());
    return HttpSubject.start(
        port ->
            peers.command("serve.py", corpus.folder().toString(), Integer.toString(port), workers),
        Map.of(),
        "/healthz",
        work.resolve("python.log"));
  }

  private void measure(
      String subject, HttpSubject service, Corpus corpus, Questions which, List<String> modes)
      throws IOException, InterruptedException {
    HttpLoad load = new HttpLoad(service.url(), corpus.folder().resolve("queries.txt"));
    for (String mode : modes) {
      options.say(subject + ": " + mode);
      load.ask(mode, which, 8, Duration.ofSeconds(seconds)); // warm
      for (int clients : CLIENTS) {
        double cpu = service.cpuSeconds();
        HttpLoad.Result result = load.ask(mode, which, clients, Duration.ofSeconds(seconds));
        add(name(subject, mode, clients), result, service.cpuSeconds() - cpu);
      }
    }
  }

  private void add(String name, HttpLoad.Result result, double cpuSeconds) {
    HttpLoad.figures(result, cpuSeconds).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(figure -> subjects.add(name, figure.getKey(), figure.getValue()));
  }

  private static String name(String subject, String mode, int clients) {
    return subject + ", " + mode + ", " + clients + (clients == 1 ? " client" : " clients");
  }

  /** The same load with and without a release swapped in every so often. */
  private void swap(HttpSubject service, Corpus corpus, Path warehouse, List<Manifest> generations)
      throws IOException, InterruptedException {
    HttpLoad load = new HttpLoad(service.url(), corpus.folder().resolve("queries.txt"));
    for (String mode : MODES) {
      options.say("swapping releases under load: " + mode);
      Duration time = Duration.ofSeconds(Math.max(1, swapping / MODES.size()));
      CompletableFuture<Integer> swaps =
          CompletableFuture.supplyAsync(() -> publishFor(time, warehouse, generations));
      double cpu = service.cpuSeconds();
      HttpLoad.Result result = load.ask(mode, Questions.KNOWN, 8, time);
      String name = "Millrace, " + mode + ", 8 clients, swapping";
      add(name, result, service.cpuSeconds() - cpu);
      subjects.add(name, "swaps", swaps.join());
    }
  }

  /** Ten times what it answers in the same mode, before and after which it is asked as usual. */
  private void overload(HttpSubject service, Corpus corpus)
      throws IOException, InterruptedException {
    options.say("overload");
    HttpLoad load = new HttpLoad(service.url(), corpus.folder().resolve("queries.txt"));
    Duration time = Duration.ofSeconds(overload);
    HttpLoad.Result capacity = load.ask("hybrid", Questions.KNOWN, 64, time);
    subjects.add(OVERLOAD, "p50 ms at capacity", capacity.p50());
    subjects.add(OVERLOAD, "p99 ms at capacity", capacity.p99());
    subjects.add(OVERLOAD, "answers / s at capacity", capacity.answers());
    subjects.add(OVERLOAD, "peak GB before", service.peakGigabytes());
    Overload found =
        Overload.of(
            service.url(),
            "hybrid",
            corpus.queries().get(0),
            TOO_MANY_CLIENTS,
            TOO_MANY_TIMES * capacity.answers(),
            time);
    subjects.add(OVERLOAD, "answers / s", (double) found.answered() / overload);
    subjects.add(OVERLOAD, "p50 ms", found.answeredP50());
    subjects.add(OVERLOAD, P99, found.answeredP99());
    subjects.add(OVERLOAD, "refusals / s", (double) found.refused() / overload);
    subjects.add(OVERLOAD, "p50 ms, refusals", found.refusedP50());
    subjects.add(OVERLOAD, "p99 ms, refusals", found.refusedP99());
    subjects.add(OVERLOAD, "failed", found.failed());
    subjects.add(OVERLOAD, "peak GB", service.peakGigabytes());
    HttpLoad.Result after = load.ask("hybrid", Questions.KNOWN, 64, Duration.ofSeconds(2));
    subjects.add(OVERLOAD, "p50 ms right after", after.p50());
  }

  private static int publishFor(Duration time, Path warehouse, List<Manifest> generations) {
    long end = System.nanoTime() + time.toNanos();
    int published = 0;
    try {
      while (System.nanoTime() + BETWEEN_SWAPS.toNanos() / 2 < end) {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_SWAPS.toNanos());
        published++;
        publish(warehouse, generations.get(published % generations.size()));
      }
      return published;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return published;
    }
  }

  private Report report(Corpus corpus) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("passages", corpus.passages().size());
    setting.put("questions", corpus.queries().size() + ", ten hits each, JSON over HTTP/1.1");
    setting.put("load", "wrk on the same machine, keep-alive, " + seconds + " s each");
    setting.put("peer", "bm25s 0.2.14, hnswlib 0.8.0, FastAPI 0.115.6, a uvicorn worker a core");
    List<Report.Ratio> ratios = new ArrayList<>();
    for (String mode : MODES) {
      ratios.add(
          subjects.ratio(
              "CPU a request, " + mode + ", 8 clients, Millrace : Python",
              CPU,
              name("Millrace", mode, 8),
              name("Python", mode, 8),
              ""));
    }
    for (String subject : List.of("Millrace", "Millrace, fresh questions")) {
      String name = name(subject, "hybrid", 1);
      ratios.add(new Report.Ratio("p99 ms, " + name, Series.of(subjects.runs(name, P99)), "< 20"));
    }
    return new Report(
        "serve",
        "millrace bench serve" + texts.arguments(),
        Machine.here(),
        setting,
        subjects.entries(),
        ratios,
        List.of(
            "Load generator and service share the cores. Known questions' vectors are remembered by"
                + " Millrace and part of the Python process; fresh ones are encoded. Millrace"
                + " filters by groups, applies the deny list, highlights, and writes an access log;"
                + " the Python service does none of that."));
  }
}
