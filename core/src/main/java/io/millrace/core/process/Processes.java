package io.millrace.core.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is asked of processes that somebody else may have started. */
public final class Processes {
  private Processes() {}

  /**
   * The words of a process's command line; empty where they cannot be read. Java drops them where
   * they have more than 4,096 bytes; Linux does not.
   */
  public static List<String> arguments(ProcessHandle process) {
    try {
      Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      // each argument ends with a zero, the last one too
      return Arrays.asList(Files.readString(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      // another system, another user's, or it has ended
      return process.info().arguments().map(Arrays::asList).orElse(List.of());
    }
  }

  /**
   * Ends processes: asks first, and kills what does not listen.
   *
   * @param asked who is asked to end
   * @param all who must have ended, those that are asked among them
   * @param patience how long to wait before killing, and after it
   */
  public static void end(
      Collection<ProcessHandle> asked, Collection<ProcessHandle> all, Duration patience) {
    asked.forEach(ProcessHandle::destroy);
    if (!ended(all, patience)) {
      all.forEach(ProcessHandle::destroyForcibly);
      ended(all, patience);
    }
  }

  private static boolean ended(Collection<ProcessHandle> processes, Duration patience) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return false;
      }
      throw e;
    }
  }

  /** A port of the loopback interface that nobody listens on now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
