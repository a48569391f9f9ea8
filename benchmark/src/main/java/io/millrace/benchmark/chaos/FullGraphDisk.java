package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Neo4j's data lies on a file system that is full in the middle of a load, then has room again. */
final class FullGraphDisk {
  private static final long SIZE = 1L << 30;
  private static final long ROOM = 128 << 10;

  private static final Map<String, String> IMPATIENT = Map.of("MILLRACE_NEO4J_PATIENCE", "10s");

  private final Trials trials;
  private final GraphStage stage;

  FullGraphDisk(Trials trials, GraphStage stage) {
    this.trials = trials;
    this.stage = stage;
  }

  void run() throws IOException, SQLException, InterruptedException {
    int night = trials.corpus().nights();
    stage.evening(night);
    Path data = stage.folder().resolve("data");
    Path aside = trials.stage().work().resolve("data");
    Corpus.remove(aside);
    Files.move(data, aside);
    Files.createDirectories(data);
    if (!Mounts.mount(data, "size=" + SIZE)) {
      trials.findings().skip("Neo4j's disk full: no file system could be mounted");
      return;
    }
    try {
      full(night, data, aside);
    } finally {
      stage.server().down();
      Mounts.unmount(data);
    }
  }

  private void full(int night, Path data, Path aside)
      throws IOException, SQLException, InterruptedException {
    Stage.copy(aside.resolve("."), data);
    stage.server().up(trials::say);
    Path filling = data.resolve("filling");
    fill(filling, Files.getFileStore(data).getUsableSpace() - ROOM);
    List<String> differences = new ArrayList<>();
    Child.End end;
    try (Child child = stage.start(IMPATIENT)) {
      end = child.await();
    }
    if (end.exitCode() != 0 && end.exitCode() != 1) {
      differences.add("the run ended with " + end.exitCode() + ": " + end.said());
    }
    Files.delete(filling);
    stage.server().down();
    differences.addAll(stage.recover("Neo4j's disk full", night));
    String result = "exit code " + end.exitCode() + ", " + end.said();
    trials.findings().add("graph", "Neo4j's disk full", result, differences);
  }

  private static void fill(Path file, long bytes) throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(block.length, left));
      }
    }
  }
}
