package io.millrace.query;

import io.millrace.query.api.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Finds out whether a service of this process is well: waits until it is ready, and asks it. */
final class SelfCheck {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LEAST_ERROR = 500;

  /** A page and a search: what most requests are. Who needs a key is answered with 401. */
  private static final List<String> ASKED =
      List.of("/", "/api/search?q=report%20%E6%8A%A5%E5%91%8A");

  private SelfCheck() {}

  /**
   * Whether all is well.
   *
   * @param report hears what was found, good and bad
   */
  static boolean of(QueryServer server, Consumer<String> report)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Health.State state = server.state();
    while (state.release() != null && !state.isReady() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
      state = server.state();
    }
    report.accept(state.status() + (state.release() == null ? "" : ", release " + state.release()));
    state.problems().forEach(report);
    // a certificate is for another name than this loopback address
    boolean answered = server.url().startsWith("https:") || asked(server.url(), report);
    return answered && state.isReady() && state.problems().isEmpty();
  }

  private static boolean asked(String url, Consumer<String> report)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    boolean well = true;
    for (String path : ASKED) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE).build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      report.accept("GET " + path + " " + status);
      well &= status < LEAST_ERROR;
    }
    return well;
  }
}
