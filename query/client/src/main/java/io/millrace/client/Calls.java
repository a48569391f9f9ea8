package io.millrace.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests within a time. Of what is over a limit or cannot be had now, a GET is sent again
 * after the time that the service names, {@value #MOST_TRIES} times in all. Safe for many threads.
 */
final class Calls {
  static final int MOST_TRIES = 3;
  private static final int LONGEST_WAIT_SECONDS = 10;

  private final HttpClient http;

  Calls(Duration connectTimeout) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // the key is for this service alone
            .connectTimeout(connectTimeout)
            .build();
  }

  /** A request, with what an error says of it and the time that it may take. */
  record Call(String what, HttpRequest request, Duration timeout) {}

  /** Sends a request that changes nothing, again where the service says that it may. */
  <T> HttpResponse<T> sendPatiently(Call call, BodyHandler<T> handler) {
    long end = System.nanoTime() + call.timeout().toNanos();
    for (int tries = 1; ; tries++) {
      HttpResponse<T> response = send(call, handler, end);
      int status = response.statusCode();
      if (tries == MOST_TRIES || (status != 429 && status != 503)) {
        return response;
      }
      long wait = wait(response);
      if (wait > LONGEST_WAIT_SECONDS
          || TimeUnit.SECONDS.toNanos(wait) >= end - System.nanoTime()) {
        return response; // it would be too late
      }
      pause(call, wait);
    }
  }

  /** Sends a request once. */
  <T> HttpResponse<T> send(Call call, BodyHandler<T> handler) {
    return send(call, handler, System.nanoTime() + call.timeout().toNanos());
  }

  private <T> HttpResponse<T> send(Call call, BodyHandler<T> handler, long end) {
    // a request's own timeout ends with the headers; this one holds for the body too
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(call.request(), handler);
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw failure(call, MillraceException.TIMEOUT, "no whole answer in " + call.timeout(), e);
    } catch (InterruptedException e) {
      throw interrupted(call, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String said =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw failure(call, MillraceException.UNREACHABLE, said, cause);
    } finally {
      answer.cancel(true); // ends the exchange where it did not end by itself
    }
  }

  /** The seconds that the service asks to wait; one where it does not say so in seconds. */
  private static long wait(HttpResponse<?> response) {
    Optional<String> asked = response.headers().firstValue("Retry-After");
    return asked.filter(text -> text.matches("\\d{1,9}")).map(Long::parseLong).orElse(1L);
  }

  private static void pause(Call call, long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      throw interrupted(call, e);
    }
  }

  private static MillraceException interrupted(Call call, InterruptedException e) {
    Thread.currentThread().interrupt();
    return failure(call, MillraceException.INTERRUPTED, "the thread was interrupted", e);
  }

  private static MillraceException failure(Call call, String code, String detail, Throwable cause) {
    String where =
        String.format(Locale.ROOT, "%s at %s", call.what(), call.request().uri().getRawAuthority());
    return new MillraceException(where, 0, code, detail, List.of(), cause);
  }
}
