package io.millrace.core.process;

import java.util.List;

/** How a process is started that outlives the command which starts it. */
public final class Detached {
  /**
   * Starts the command that follows, in the same process. Signals that are ignored stay so for the
   * command: Java leaves a SIGHUP and a SIGINT alone that it finds ignored. A session of its own
   * also keeps signals to the process group away, where there is a program for it (macOS has none).
   */
  public static final List<String> COMMAND =
      List.of(
          "/bin/sh",
          "-c",
          "trap '' HUP INT; if command -v setsid >/dev/null; then exec setsid \"$@\"; fi;"
              + " exec \"$@\"",
          "sh");

  private Detached() {}
}
