package io.millrace.core.scratch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFolderTest {
  @TempDir Path parent;

  private Path killed() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("own-killed"));
    Files.writeString(folder.resolve("lock"), ""); // its lock ended with its process
    Files.createDirectories(folder.resolve("blockmgr-1/0a"));
    Files.writeString(folder.resolve("blockmgr-1/0a/block"), "x");
    return folder;
  }

  @Test
  void theNextFolderRemovesWhatAKilledProcessLeft() throws IOException {
    Path killed = killed();
    Path foreign = Files.createDirectories(parent.resolve("other-1"));
    try (LockedFolder folder = LockedFolder.create(parent, "own-")) {
      assertThat(killed).doesNotExist();
      assertThat(foreign).exists();
      Files.writeString(folder.root().resolve("file"), "x");
      try (LockedFolder second = LockedFolder.create(parent, "own-")) {
        assertThat(folder.root().resolve("file")).as("a folder in use").exists();
        assertThat(second.root()).isNotEqualTo(folder.root());
      }
    }
    assertThat(parent).isDirectoryNotContaining(path -> path.toString().contains("own-"));
  }

  @Test
  void aSecondFolderOfAProcessLeavesTheLockOfTheFirst() throws IOException {
    try (LockedFolder first = LockedFolder.create(parent, "own-");
        LockedFolder second = LockedFolder.create(parent, "own-")) {
      for (LockedFolder each : new LockedFolder[] {first, second}) {
        Object inode = Files.getAttribute(each.root().resolve("lock"), "unix:ino");
        // as the system sees it: pid, then major:minor:inode
        assertThat(Files.readAllLines(Path.of("/proc/locks")))
            .anyMatch(
                line ->
                    line.contains(" " + ProcessHandle.current().pid() + " ")
                        && line.contains(":" + inode + " "));
      }
    }
  }

  @Test
  void aFolderOfAProcessKilledBeforeItsLockOrInMidRemovalGoesToo() throws IOException {
    Path neverLocked = Files.createDirectories(parent.resolve("own-empty"));
    Path halfRemoved = Files.createDirectories(parent.resolve("own-1.abandoned/scratch"));
    Path mine = Files.createDirectories(parent.resolve("own-mine"));
    try (LockedFolder claimed = LockedFolder.claim(mine, "own-")) {
      assertThat(claimed.root()).exists();
      assertThat(neverLocked).doesNotExist();
      assertThat(halfRemoved.getParent()).doesNotExist();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFolderThatAnotherTookBeforeItWasLockedIsMadeAgain() throws IOException {
    Path mine = Files.createDirectories(parent.resolve("own-mine"));
    LockedFolder.create(parent, "own-").close();
    assertThat(mine).doesNotExist();
    try (LockedFolder claimed = LockedFolder.claim(mine, "own-")) {
      assertThat(claimed.root().toRealPath()).isEqualTo(mine.toRealPath());
      assertThat(mine.resolve("lock")).exists();
    }
  }

  @Test
  void aFolderNamedByALivingProcessIsLeftToIt() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path dead = Files.createDirectory(parent.resolve("own-" + ended.pid() + "-x"));
    long self = ProcessHandle.current().pid();
    Path living = Files.createDirectory(parent.resolve("own-" + self + "-x"));
    Path killed = Files.createDirectory(parent.resolve("own-" + self + "-y"));
    Files.writeString(killed.resolve("lock"), ""); // an earlier process of the same number
    LockedFolder.create(parent, "own-").close();
    assertThat(living).exists();
    assertThat(dead).doesNotExist();
    assertThat(killed).doesNotExist();
  }

  @Test
  void aStrangersFolderIsNeitherUsedNorRemoved() throws Exception {
    Path foreign = Files.createDirectory(parent.resolve("own-foreign"));
    assumeTrue(Files.getAttribute(foreign, "unix:uid").equals(0), "only root can give files away");
    Files.setAttribute(foreign, "unix:uid", 12_345);
    assertThatThrownBy(() -> LockedFolder.claim(foreign, "own-")).hasMessageContaining("12345");
    LockedFolder.create(parent, "own-").close();
    assertThat(foreign).exists();
  }

  @Test
  void manyProcessesAtOnceTakeNoFolderInUseAndLeaveNone() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Rival.class.getName(),
                  parent.toString())
              .redirectErrorStream(true)
              .start());
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }
    assertThat(parent).isEmptyDirectory();
  }

  /** Makes, claims and closes folders as fast as it can; ends with an error if one is taken. */
  static final class Rival {
    public static void main(String[] arguments) throws IOException {
      Path parent = Path.of(arguments[0]);
      for (int i = 0; i < 200; i++) {
        Path made = Files.createTempDirectory(parent, "own-");
        try (LockedFolder claimed = LockedFolder.claim(made, "own-");
            LockedFolder created = LockedFolder.create(parent, "own-")) {
          Files.writeString(claimed.root().resolve("file"), "x");
          Files.writeString(created.root().resolve("file"), "x");
        }
      }
    }
  }

  @Test
  void whatCannotBeRemovedStopsNobody() throws IOException {
    Files.writeString(parent.resolve("own-file"), "no folder");
    Path broken = Files.createDirectories(parent.resolve("own-broken"));
    Files.createDirectories(broken.resolve("lock/folder"));
    try (LockedFolder folder = LockedFolder.create(parent, "own-")) {
      assertThat(folder.root()).exists();
      assertThat(broken).exists();
    }
  }
}
