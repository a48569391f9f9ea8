package io.millrace.cluster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.cluster.cli.UserJob;
import io.millrace.cluster.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repairs of one cluster of Spark's own processes, with workers that come up and some that don't.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS) // less than it would wait for a silent worker
class StandaloneClusterTest {
  private static final ClusterSize SIZE = new ClusterSize(2, 1, "512m");

  /** A worker that never registers; the second does not even stay. */
  private static final String SILENT_WORKER =
      """
      package org.apache.spark.deploy.worker;

      public final class Worker {
        public static void main(String[] arguments) throws Exception {
          if (String.join(" ", arguments).contains("worker-2")) {
            System.err.println("no room for a second worker");
            System.exit(3);
          }
          new java.util.concurrent.CountDownLatch(1).await();
        }
      }
      """;

  @TempDir static Path folder;
  private static Layout silent;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = with(new Layout(Path.of(System.getProperty("millrace.layout"))));
    cluster.up(SIZE, 0);
    silent = new Layout(folder.resolve("silent"));
    Path source = Files.writeString(folder.resolve("Worker.java"), SILENT_WORKER);
    UserJob.jar(source, Files.createDirectories(silent.sparkHome().resolve("jars")));
  }

  @AfterAll
  static void stop() {
    cluster.down();
    assertThat(cluster.status().processes()).isEmpty();
  }

  private static StandaloneCluster with(Layout layout) {
    return new StandaloneCluster(layout, folder.resolve("machines"), message -> {});
  }

  @BeforeEach
  void whole() {
    if (!cluster.status().dead().isEmpty()) {
      assertThat(cluster.up(SIZE, 0).whole()).isTrue();
    }
  }

  private static void kill(String... roles) {
    for (ClusterProcess process : cluster.status().processes()) {
      if (List.of(roles).contains(process.role())) {
        process.handle().destroyForcibly();
        process.handle().onExit().join();
      }
    }
  }

  private static List<Long> pids() {
    return cluster.status().processes().stream().map(ClusterProcess::pid).toList();
  }

  private static ClusterException failure(Layout layout) {
    return catchThrowableOfType(ClusterException.class, () -> with(layout).up(SIZE, 0));
  }

  @Test
  void aRepairThatFailsLeavesWhatLives() {
    kill("worker-2");
    List<Long> alive = pids();

    ClusterException failure = failure(new Layout(folder.resolve("empty")));

    assertThat(failure.code()).isEqualTo(ClusterException.Code.START_FAILED);
    assertThat(failure)
        .hasMessageContaining("worker-2 has ended")
        .hasMessageContaining("Could not find or load main class");
    assertThat(pids()).hasSize(2).isEqualTo(alive);
    assertThat(cluster.status().state()).isPresent();
    assertThat(cluster.up(SIZE, 0).whole()).isTrue();
  }

  @Test
  void waitingEndsWithTheFirstThatDies() {
    kill("worker-1", "worker-2");
    List<Long> master = pids();

    ClusterException failure = failure(silent);

    assertThat(failure)
        .hasMessageContaining("worker-2 has ended")
        .hasMessageContaining("no room for a second worker");
    assertThat(pids()).hasSize(1).isEqualTo(master);
  }

  @Test
  void onlyWorkersThatWereStartedAreWaitedFor() throws IOException {
    kill("worker-1", "worker-2");
    ClusterState state = cluster.status().state().orElseThrow();
    ClusterProcess mute =
        new DaemonStart(silent, folder.resolve("machines")).worker(state, "worker-1", 1);

    StandaloneCluster.Status status = cluster.up(SIZE, 0);

    assertThat(status.processes()).hasSize(3).contains(mute);
    assertThat(status.aliveWorkers()).isEqualTo(1);
    kill("worker-1");
  }

  @Test
  void aMasterThatDoesNotStartLeavesNothing() {
    StandaloneCluster other =
        new StandaloneCluster(new Layout(folder.resolve("empty")), folder.resolve("o"), text -> {});

    ClusterException failure =
        catchThrowableOfType(ClusterException.class, () -> other.up(SIZE, 0));

    assertThat(failure).hasMessageContaining("master has ended");
    assertThat(other.status().processes()).isEmpty();
    assertThat(other.status().state()).isEmpty();
  }
}
