package io.millrace.benchmark.graph;

import io.millrace.benchmark.measure.Figures;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.benchmark.report.Report;
import io.millrace.graph.database.Drivers;
import io.millrace.graph.database.Patience;
import io.millrace.graph.element.Edge;
import io.millrace.graph.load.GraphChange;
import io.millrace.graph.load.GraphLoad;
import io.millrace.graph.server.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code bench graph}. A tenth of the documents warms up server and loader; what is counted is the
 * rest, then the same again with nothing changed, questions, and the plain loop on a sample.
 */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = {
      "Loads a graph into its database, beside a loop of one statement a fact, and reads it.",
      "Neighbours and paths are asked for one after the other, as the query service does."
    },
    footer = {"", "Example:", "  millrace bench graph --runs 1 --entities 100000 --facts 500000"})
public final class GraphBench implements Callable<Integer> {
  private static final String MILLRACE = "Millrace, new";
  private static final String RERUN = "Millrace, nothing changed";
  private static final String LOOP = "plain loop";
  private static final String RATE = "relationships/s";
  private static final String CPU_RATE = "relationships/CPU s";
  private static final String DEADLOCKS = "deadlocks";
  private static final long HEAP = 512L << 20;
  private static final long PAGE_CACHE = 256L << 20;

  @Mixin private BenchOptions bench = new BenchOptions();

  @Option(names = "--entities", paramLabel = "N", description = "Default 100000.")
  private int entities = 100_000;

  @Option(names = "--facts", paramLabel = "N", description = "Default 500000.")
  private int facts = 500_000;

  @Option(names = "--writers", paramLabel = "N", description = "Writers at a time. Default 2.")
  private int writers = 2;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Facts that the plain loop is given. Default 2000.")
  private int sample = 2_000;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "Neighbours and paths that are asked for, of each. Default 500.")
  private int questions = 500;

  private final Figures figures = new Figures();

  @Override
  public Integer call() throws IOException {
    Path work = bench.work();
    try (JavaSparkContext spark = new JavaSparkContext(spark())) {
      for (int run = 1; run <= bench.runs(); run++) {
        LocalServer server =
            new LocalServer(work.resolve("graph-" + System.nanoTime()), HEAP, PAGE_CACHE);
        LocalServer.Running running = server.up(bench::say);
        try {
          measure(spark, running, new MadeGraph(entities, facts, run));
        } finally {
          server.down();
        }
      }
    }
    bench.print(report());
    return 0;
  }

  private SparkConf spark() {
    return new SparkConf()
        .setMaster("local[" + writers + "]")
        .setAppName("bench graph")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }

  /** Something to measure: how many relationships it wrote or compared, and its deadlocks. */
  private record Done(long relationships, long deadlocks) {}

  private void measure(JavaSparkContext spark, LocalServer.Running server, MadeGraph graph) {
    int tenth = graph.documents() / 10;
    GraphLoad load =
        new GraphLoad(
            new GraphLoad.Config(
                server.access(), "bench", writers, new Patience(Duration.ofMinutes(5))),
            bench::say);
    load.run(graph.change(spark, 1, 0, tenth));
    GraphChange rest = graph.change(spark, 2, tenth, graph.documents());
    timed(
        MILLRACE,
        server,
        () -> {
          GraphLoad.Result result = load.run(rest);
          return new Done(result.created(), result.deadlocks());
        });
    timed(
        RERUN,
        server,
        () -> {
          GraphLoad.Result result = load.run(rest);
          return new Done(result.kept(), result.deadlocks());
        });
    new ReadTimes(graph, figures).measure(server.access(), questions);
    List<Edge> unseen =
        IntStream.iterate(graph.documents(), number -> number + 1)
            .boxed()
            .flatMap(number -> new MadeGraph(entities, Integer.MAX_VALUE, 0).facts(number).stream())
            .limit(2L * sample)
            .toList();
    try (Drivers.Lease lease = Drivers.lease(server.access())) {
      PlainLoop.load(lease.driver(), unseen.subList(sample, unseen.size()));
      timed(
          LOOP,
          server,
          () -> {
            PlainLoop.load(lease.driver(), unseen.subList(0, sample));
            return new Done(sample, 0);
          });
    }
  }

  private void timed(String subject, LocalServer.Running server, Callable<Done> work) {
    double cpu = cpuSeconds(server);
    long start = System.nanoTime();
    Done done = done(work);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = cpuSeconds(server) - cpu;
    figures.add(subject, RATE, done.relationships() / seconds);
    figures.add(subject, CPU_RATE, done.relationships() / cpuSeconds);
    figures.add(subject, DEADLOCKS, done.deadlocks());
    bench.say(
        "%s: %d relationships in %.1f s, %.1f CPU s"
            .formatted(subject, done.relationships(), seconds, cpuSeconds));
  }

  private static Done done(Callable<Done> work) {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot measure: " + e.getMessage(), e);
    }
  }

  /** Of this process, where Spark and the loop run, and of the server. */
  private static double cpuSeconds(LocalServer.Running server) {
    return (cpu(ProcessHandle.current()).plus(cpu(server.process()))).toMillis() / 1000.0;
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private Report report() {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put(
        "graph",
        facts
            + " facts of "
            + entities
            + " entities, and who is mentioned where; a tenth to warm up");
    setting.put("writers", writers + ", and as many threads of Spark");
    setting.put(
        "server", "Neo4j 5, heap " + (HEAP >> 20) + " MB, pages " + (PAGE_CACHE >> 20) + " MB");
    setting.put("plain loop", sample + " facts, as many to warm up, one thread");
    return new Report(
        "graph",
        "millrace bench graph --entities "
            + entities
            + " --facts "
            + facts
            + " --writers "
            + writers,
        Machine.here(),
        setting,
        Report.entries(figures),
        List.of(
            new Report.Ratio(
                "relationships/s: Millrace / plain loop",
                Series.ratio(figures.runs(MILLRACE, RATE), figures.runs(LOOP, RATE)),
                ">= 10"),
            new Report.Ratio(
                "relationships/s of Millrace", Series.of(figures.runs(MILLRACE, RATE)), ">= 10000"),
            new Report.Ratio(
                "deadlocks of Millrace", Series.of(figures.runs(MILLRACE, DEADLOCKS)), "0"),
            new Report.Ratio(
                "p99 ms of neighbours",
                Series.of(figures.runs(ReadTimes.NEIGHBOURS, ReadTimes.MOST)),
                "< 100"),
            new Report.Ratio(
                "p99 ms of paths",
                Series.of(figures.runs(ReadTimes.PATHS, ReadTimes.MOST)),
                "< 100")),
        List.of(
            "CPU is of server and loader together. Loading new documents makes their entities, asks"
                + " what the database says about them, and writes in batches whose writers share no"
                + " node; the loop merges two nodes and a relationship in a transaction of their"
                + " own, on the graph that Millrace has loaded. With nothing changed, relationships"
                + " are compared and none is written."));
  }
}
