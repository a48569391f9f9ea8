package io.millrace.benchmark.chaos;

import java.io.IOException;
import java.nio.file.Path;

/** Small file systems in memory, where this user may mount one. */
final class Mounts {
  private Mounts() {}

  /**
   * Mounts one, or changes one that is.
   *
   * @return whether that is allowed here
   */
  static boolean mount(Path folder, String options) throws IOException, InterruptedException {
    return run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
  }

  static void unmount(Path folder) throws IOException, InterruptedException {
    if (run("umount", folder.toString()) != 0) {
      throw new IOException("Cannot unmount " + folder);
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
