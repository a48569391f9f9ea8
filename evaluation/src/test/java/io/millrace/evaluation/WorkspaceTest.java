package io.millrace.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir Path root;

  @Test
  void leavesNothingAndOthersAlone() throws IOException {
    try (Workspace first = Workspace.open(root)) {
      Files.writeString(first.folder().resolve("file"), "text");
      try (Workspace second = Workspace.open(root)) {
        assertThat(second.folder()).isNotEqualTo(first.folder()).isDirectory();
      }
      assertThat(first.folder().resolve("file")).exists();
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void maintenanceRemovesWhatNoEvaluationHolds() throws IOException {
    Path workspaces = Leftovers.workspaces(root);
    Leftovers leftovers = new Leftovers(root);
    assertThat(leftovers.folders()).isEmpty();
    try (Workspace running = Workspace.open(workspaces)) {
      Files.createDirectories(workspaces.resolve("dead/shard-0"));
      Files.createFile(workspaces.resolve("dead.lock"));

      assertThat(leftovers.folders()).containsExactly(workspaces.resolve("dead"));
      leftovers.remove();

      assertThat(workspaces.resolve("dead")).doesNotExist();
      assertThat(running.folder()).isDirectory();
      assertThat(leftovers.folders()).isEmpty();
    }
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Files.createDirectories(root.resolve("dead/shard-0"));
    Files.createFile(root.resolve("dead.lock"));
    Files.createFile(root.resolve("unrelated"));
    try (Workspace workspace = Workspace.open(root)) {
      assertThat(root.resolve("dead")).doesNotExist();
      assertThat(root.resolve("dead.lock")).doesNotExist();
      assertThat(workspace.folder()).isDirectory();
    }
    assertThat(root).isDirectoryContaining("glob:**/unrelated");
  }
}
