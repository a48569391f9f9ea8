package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A disk that is full at some write, and then has room again. The warehouse lies on a small file
 * system in memory; where this user may not mount one, a limit on the size of each file stands in.
 */
final class FullDisks {
  private static final int TIMES = 4;
  private static final long BLOCK = 4096;

  private final Trials trials;
  private final Stage stage;

  FullDisks(Trials trials) {
    this.trials = trials;
    this.stage = trials.stage();
  }

  void run() throws IOException, SQLException, InterruptedException {
    for (int time = 0; time < TIMES; time++) {
      int night = trials.anyLaterNight();
      trials.evening(night);
      long used = bytes(stage.kept(Integer.toString(night - 1)));
      long growth = bytes(stage.kept(Integer.toString(night))) - used;
      long room = 2 * BLOCK + trials.random().nextLong(growth);
      Corpus.remove(stage.warehouse());
      Files.createDirectories(stage.warehouse());
      if (Mounts.mount(stage.warehouse(), "size=" + (used + room))) {
        try {
          stage.restoreInto(Integer.toString(night - 1), stage.warehouse());
          full(night, room >> 10, List.of());
        } finally {
          Mounts.unmount(stage.warehouse());
        }
      } else {
        stage.restore(Integer.toString(night - 1));
        long blocks = 8 + trials.random().nextLong(64);
        full(
            night,
            blocks >> 1,
            List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$0\" \"$@\""));
        trials.findings().skip("a full disk: no file system could be mounted; ulimit -f instead");
      }
    }
  }

  private void full(int night, long kilobytes, List<String> limited)
      throws IOException, SQLException, InterruptedException {
    List<String> differences = new ArrayList<>();
    Child.End end;
    String what = "disk full";
    try (LiveReader reader = LiveReader.start(stage.warehouse());
        Child child = stage.start(Stage.ofSource("run", stage), limited, Map.of())) {
      end = child.await();
      if (end.exitCode() != 0 && end.exitCode() != 1) {
        differences.add("the run ended with " + end.exitCode() + ": " + end.said());
      }
      if (limited.isEmpty()) {
        Mounts.mount(stage.warehouse(), "remount,size=512m");
      }
      differences.addAll(
          Comparison.whole(trials.night(night - 1), trials.night(night), trials.now()));
      differences.addAll(trials.recover(what, night));
      differences.addAll(reader.differences());
      trials.findings().answers(reader.count());
    }
    String result = kilobytes + " KiB of room: exit code " + end.exitCode() + ", " + end.said();
    if (end.exitCode() == 0 && differences.isEmpty()) {
      trials.findings().skip(what + ": " + kilobytes + " KiB were room enough");
      return;
    }
    trials.findings().add("disk", what, result, differences);
    trials.say(what + ", " + result + ": " + differences.size() + " differences");
  }

  /** What a folder takes on a disk; hard links count once. */
  private static long bytes(Path folder) throws IOException {
    Set<Object> seen = new HashSet<>();
    long bytes = 0;
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.toList()) {
        Object key = Objects.requireNonNull(Files.readAttributes(file, "fileKey").get("fileKey"));
        if (seen.add(key)) {
          bytes += (Files.size(file) + BLOCK - 1) / BLOCK * BLOCK;
        }
      }
    }
    return bytes;
  }
}
