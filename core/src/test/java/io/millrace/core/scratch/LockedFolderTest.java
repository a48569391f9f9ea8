package io.millrace.core.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFolderTest {
  @TempDir Path parent;

  private Path killed() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("own-killed"));
    Files.writeString(folder.resolve("lock"), "L"); // its lock ended with its process
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
  void aFolderThatIsJustBeingMadeIsLeftAlone() throws IOException {
    Path young = Files.createDirectories(parent.resolve("own-young"));
    Path old = Files.createDirectories(parent.resolve("own-old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    Path mine = Files.createDirectories(parent.resolve("own-mine"));
    Path killed = killed();
    try (LockedFolder claimed = LockedFolder.claim(mine, "own-")) {
      assertThat(claimed.root()).exists();
      assertThat(young).exists();
      assertThat(old).doesNotExist();
      assertThat(killed).doesNotExist();
    }
    assertThat(mine).doesNotExist();
  }
}
