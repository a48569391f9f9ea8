package io.millrace.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server that was started and says on its output when it is ready. Closing it ends the process;
 * so does the end of this one, in the usual way.
 */
final class ServerProcess implements AutoCloseable {
  private static final int LONGEST_START_SECONDS = 300;
  private static final int LONGEST_STOP_SECONDS = 20;

  private final Process process;
  private final StringBuffer output = new StringBuffer();
  private final Thread hook = new Thread(this::stop, "stop-server");

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command and waits until a line of its output contains {@code ready}.
   *
   * @throws IllegalStateException with the output where it ends before, or takes five minutes
   */
  static ServerProcess start(ProcessBuilder command, String ready) {
    try {
      ServerProcess server = new ServerProcess(command.redirectErrorStream(true).start());
      Runtime.getRuntime().addShutdownHook(server.hook);
      if (!server.follow(ready)) {
        server.close();
        throw new IllegalStateException(
            "Cannot start " + command.command().get(0) + ": it said " + server.output);
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the output on a thread of its own; true once the line has come. */
  private boolean follow(String ready) {
    CountDownLatch seen = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = lines.readLine()) != null) {
                  output.append(line).append('\n');
                  if (line.contains(ready)) {
                    seen.countDown();
                    over.countDown();
                  }
                }
              } catch (IOException e) {
                output.append(e);
              } finally {
                over.countDown();
              }
            },
            "server-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return over.await(LONGEST_START_SECONDS, TimeUnit.SECONDS) && seen.getCount() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A port of the loopback interface that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
