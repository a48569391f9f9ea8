package io.millrace.benchmark.chaos;

import io.millrace.graph.server.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stage with a graph: nights whose documents are in the index and not yet in the graph, and
 * what the graph is after each undisturbed. The server is the warehouse's own.
 */
final class GraphStage {
  private static final long HEAP = 512L << 20;
  private static final long PAGES = 256L << 20;
  private static final List<String> GRAPH = List.of("graph");

  private final Trials trials;
  private final Stage stage;
  private final LocalServer server;
  private final List<GraphContent> nights = new ArrayList<>();
  private long millis;

  GraphStage(Trials trials) {
    this.trials = trials;
    this.stage = trials.stage();
    this.server = new LocalServer(folder(), HEAP, PAGES);
  }

  Path folder() {
    return stage.warehouse().resolve("graph");
  }

  LocalServer server() {
    return server;
  }

  /** How long the command took undisturbed. */
  long millis() {
    return millis;
  }

  /** Loads every night's graph undisturbed, and keeps what it was before and is after. */
  void reference() throws IOException, SQLException, InterruptedException {
    server.down();
    stage.restore("0");
    nights.add(GraphContent.EMPTY);
    for (int night = 1; night <= trials.corpus().nights(); night++) {
      trials.corpus().show(stage.source(), night);
      List<String> run = new ArrayList<>(Stage.ofSource("run", stage));
      run.add("--no-graph");
      stage.done(run);
      keep("graph before " + night);
      server.up(trials::say); // its start is no part of the time in which a kill may come
      long started = System.nanoTime();
      stage.done(GRAPH);
      millis = (System.nanoTime() - started) / 1_000_000;
      nights.add(content());
      trials.say(
          "graph of night %d undisturbed: %d relationships valid, %d ms"
              .formatted(night, nights.get(night).valid().size(), millis));
    }
  }

  private void keep(String name) throws IOException, InterruptedException {
    server.down();
    stage.keep(name);
  }

  /** Puts everything to where a night's graph is next. */
  void evening(int night) throws IOException, InterruptedException {
    server.down();
    stage.restore("graph before " + night);
    trials.corpus().show(stage.source(), night);
  }

  /** What the graph is after a night. */
  GraphContent night(int night) {
    return nights.get(night);
  }

  /** What it is now; the server is started where it does not run. */
  GraphContent content() throws IOException, SQLException {
    return GraphContent.read(stage.warehouse(), server.up(trials::say).access());
  }

  Child start(Map<String, String> environment) throws IOException {
    return stage.start(GRAPH, List.of(), environment);
  }

  /** One undisturbed run after trouble, and the differences that it leaves. */
  List<String> recover(String after, int night)
      throws IOException, SQLException, InterruptedException {
    List<String> differences = new ArrayList<>();
    try (Child child = start(Map.of())) {
      Child.End end = child.await();
      if (end.exitCode() != 0) {
        differences.add("the next run ended with " + end.exitCode() + ": " + end.said());
      }
    }
    differences.addAll(content().differences(night(night)));
    try (Child child = stage.start(List.of("graph", "verify"))) {
      Child.End end = child.await();
      if (end.exitCode() != 0) {
        differences.add("graph verify ended with " + end.exitCode() + ": " + end.said());
      }
    }
    server.down();
    trials.findings().left(after, trials.leftovers());
    return differences;
  }
}
