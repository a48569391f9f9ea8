package io.millrace.benchmark.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Spark cluster with one worker on this machine, as {@code cluster up} starts it. */
final class SmallCluster implements AutoCloseable {
  private final Stage stage;
  private final Path folder;
  private final String master;
  private final List<Long> pids;

  private SmallCluster(Stage stage, Path folder, String master, List<Long> pids) {
    this.stage = stage;
    this.folder = folder;
    this.master = master;
    this.pids = pids;
  }

  static SmallCluster up(Stage stage) throws IOException, InterruptedException {
    Path folder = stage.work().resolve("cluster");
    JsonNode state =
        JsonMapper.builder()
            .build()
            .readTree(
                stage
                    .plain(
                        List.of(
                            "cluster",
                            "up",
                            "--workers",
                            "1",
                            "--cores",
                            "1",
                            "--memory",
                            "1g",
                            "--port",
                            "0",
                            "--folder",
                            folder.toString(),
                            "--json"))
                    .output());
    List<Long> pids = new ArrayList<>();
    state.get("processes").forEach(process -> pids.add(process.get("pid").asLong()));
    return new SmallCluster(stage, folder, state.get("master").asText(), pids);
  }

  String master() {
    return master;
  }

  /** The executors: what the worker has started. */
  List<ProcessHandle> executors() {
    return pids.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(ProcessHandle::children)
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stage.plain(List.of("cluster", "down", "--folder", folder.toString(), "--json"));
  }
}
