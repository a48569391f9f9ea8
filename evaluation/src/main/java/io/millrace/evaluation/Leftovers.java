package io.millrace.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What killed evaluations left in their cache: their working indexes. Those of running ones are
 * locked and stay, as do the vectors, which the next evaluation would have to compute again, and
 * the reports.
 */
public final class Leftovers {
  private final Path workspaces;

  /** The leftovers in an evaluation's {@code cache} folder, which need not exist. */
  public Leftovers(Path cache) {
    this.workspaces = workspaces(cache);
  }

  /** Where evaluations work. */
  static Path workspaces(Path cache) {
    return cache.resolve("generations");
  }

  /** The folders that may go. */
  public List<Path> folders() throws IOException {
    return Workspace.abandoned(workspaces).stream().filter(Files::isDirectory).toList();
  }

  /** Removes them. */
  public void remove() throws IOException {
    Workspace.removeAbandoned(workspaces);
  }
}
