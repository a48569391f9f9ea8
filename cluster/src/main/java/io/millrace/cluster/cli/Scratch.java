package io.millrace.cluster.cli;

import io.millrace.core.scratch.LockedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;

/**
 * The folder for this process's temporary files: the blocks of Spark, the folders of parsers,
 * unpacked native libraries. The launcher makes it and lets Java's {@code java.io.tmpdir} be it;
 * this process locks it, and removes it at its end. What a killed process left is removed by the
 * next command. Under {@code spark-submit} there is none: there the cluster looks after them.
 */
final class Scratch {
  private static final String FOLDER = "millrace.scratch";
  private static final String PREFIX = "millrace-scratch-";

  private Scratch() {}

  /** Takes the folder, if the launcher made one. */
  static void claim() {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      return;
    }
    try {
      LockedFolder claimed = LockedFolder.claim(Path.of(folder), PREFIX);
      // spark-submit calls the main class in this process: it is claimed already
      System.clearProperty(FOLDER);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(claimed), "remove-scratch"));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot use " + folder + " for temporary files: " + e.getMessage(), e);
    }
  }

  private static void remove(LockedFolder folder) {
    try {
      folder.close();
    } catch (DirectoryNotEmptyException e) {
      // another hook still writes or removes there; what stays is removed by the next command
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder.root() + ": " + e.getMessage(), e);
    }
  }
}
