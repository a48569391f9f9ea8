package io.millrace.graph.model;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.settings.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server that texts are sent to; no redirect leads them elsewhere. Safe for many threads. The
 * key leaves it in the request's header alone.
 */
final class Endpoint {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private final URI uri;
  private final Optional<Secret> key;
  private final Duration timeout;
  private final HttpClient client;

  Endpoint(String base, ModelSettings settings) {
    this.uri = URI.create(base.replaceFirst("/+$", "") + "/chat/completions");
    this.key = settings.key();
    this.timeout = settings.timeout();
    // servers for local models speak HTTP/1.1, and some stumble over the offer of HTTP/2
    this.client =
        HttpClient.newBuilder()
            .version(
                uri.getScheme().equalsIgnoreCase("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT)
            .build();
  }

  URI uri() {
    return uri;
  }

  /** No connection was made: nothing was sent. */
  static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws UnreachableException where nothing was sent
   * @throws IOException where the connection broke, or the answer was not complete in time
   */
  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.value()));
    // a request's own timeout ends with the headers of the answer; this one with its last byte
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no complete answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static IOException failure(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof ConnectException || each instanceof UnresolvedAddressException) {
        String why = each instanceof UnresolvedAddressException ? "unknown host" : "refused";
        return new UnreachableException(why, cause);
      }
    }
    return cause instanceof IOException io ? io : new IOException(cause.toString(), cause);
  }
}
