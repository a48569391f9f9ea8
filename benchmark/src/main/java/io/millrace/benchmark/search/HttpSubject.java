package io.millrace.benchmark.search;

import io.millrace.benchmark.measure.ProcessTree;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** A service under load: started on a free port of the loopback interface, watched, and ended. */
final class HttpSubject implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final ProcessTree tree;
  private final String url;
  private final double readySeconds;

  private HttpSubject(Process process, ProcessTree tree, String url, double readySeconds) {
    this.process = process;
    this.tree = tree;
    this.url = url;
    this.readySeconds = readySeconds;
  }

  /**
   * Starts a service and waits until it is ready.
   *
   * @param command gives its command line for a port
   * @param ready the path that answers 200 when it is
   */
  static HttpSubject start(
      IntFunction<List<String>> command, Map<String, String> environment, String ready, Path log)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    long started = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(command.apply(port))
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String url = "http://127.0.0.1:" + port;
    ProcessTree tree = ProcessTree.watch(process.toHandle(), line -> "service");
    HttpClient client = HttpClient.newHttpClient();
    while (!answers(client, URI.create(url + ready))) {
      if (!process.isAlive() || System.nanoTime() - started > PATIENCE.toNanos()) {
        tree.close();
        process.destroyForcibly();
        throw new IOException("Cannot measure: the service did not come up; see " + log);
      }
      LockSupport.parkNanos(10_000_000);
    }
    return new HttpSubject(process, tree, url, (System.nanoTime() - started) / 1e9);
  }

  private static boolean answers(HttpClient client, URI uri) throws InterruptedException {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  String url() {
    return url;
  }

  /** From the start of its process to the first answer that it is ready. */
  double readySeconds() {
    return readySeconds;
  }

  double cpuSeconds() {
    return tree.cpuSeconds();
  }

  /** The largest resident set of one of its processes. */
  double peakGigabytes() {
    return tree.peakBytes().values().stream().mapToLong(Long::longValue).max().orElse(0) / 1e9;
  }

  @Override
  public void close() {
    tree.close();
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
