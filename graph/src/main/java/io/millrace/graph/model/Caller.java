package io.millrace.graph.model;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.table.ModelCall;
import io.millrace.core.tokenize.TokenCounter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls: reserves what each may cost at most, sends it, tries again what the server limits or
 * fails, and tells of each attempt. Safe for many threads.
 *
 * <p><b>The upper bound.</b> No tokenizer makes more tokens than a text has bytes of UTF-8, and
 * what a server adds (the template of a conversation) is short: the input has at most as many
 * tokens as the request has bytes, and {@value #TEMPLATE} more. The output has at most {@code
 * model.max-output}, which the server is told.
 */
final class Caller {
  private static final int TEMPLATE = 256;
  private static final int UNAVAILABLE = 503;

  private final Endpoint endpoint;
  private final ModelSettings settings;
  private final Prompt prompt;
  private final TokenCounter tokens;
  private final Backoff backoff;
  private final Clock clock = Clock.systemUTC();

  Caller(
      Endpoint endpoint,
      ModelSettings settings,
      Prompt prompt,
      TokenCounter tokens,
      Backoff backoff) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.prompt = prompt;
    this.tokens = tokens;
    this.backoff = backoff;
  }

  /** Takes what a model said. */
  @FunctionalInterface
  interface Reader<T> {
    T read(String content) throws Answer.MalformedException;
  }

  /** An answer could not be used. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String content;

    UnusableException(String content, Answer.MalformedException problem) {
      super(problem.getMessage(), problem);
      this.content = content;
    }

    String content() {
      return content;
    }
  }

  /** How many tokens a request has at most, and what it may cost. */
  static long mostInput(String body) {
    return body.getBytes(StandardCharsets.UTF_8).length + (long) TEMPLATE;
  }

  /**
   * Asks until there is an answer.
   *
   * @param calls the calls about one text
   * @throws UnusableException where the reader cannot take it
   * @throws ModelException where there is none
   */
  <T> T call(List<Prompt.Message> messages, Calls calls, Reader<T> reader)
      throws UnusableException, InterruptedException {
    String body = prompt.body(messages);
    long estimated = messages.stream().mapToLong(each -> tokens.count(each.content())).sum();
    BigDecimal most = calls.cost(mostInput(body), settings.maxOutput());
    for (int attempt = 1; ; attempt++) {
      calls.budget().reserve(most);
      Attempt made = new Attempt(calls, estimated, most);
      Duration wait;
      try {
        HttpResponse<String> response = endpoint.post(body);
        if (response.statusCode() == 200) {
          return answer(made, Reply.read(response.body()), reader);
        }
        wait = refused(made, response, attempt);
      } catch (Endpoint.UnreachableException e) {
        made.end(ModelCall.Outcome.FAILED, null, BigDecimal.ZERO, e.getMessage());
        requireMore(attempt, unreachable(e));
        wait = backoff.after(attempt);
      } catch (IOException e) {
        made.end(ModelCall.Outcome.FAILED, null, most, e.getMessage());
        requireMore(attempt, unavailable(attempt, String.valueOf(e.getMessage())));
        wait = backoff.after(attempt);
      } finally {
        made.end(ModelCall.Outcome.FAILED, null, most, "interrupted"); // where nothing else did
      }
      Thread.sleep(wait.toMillis());
    }
  }

  private <T> T answer(Attempt made, Reply reply, Reader<T> reader) throws UnusableException {
    Reply.Usage usage = reply.usage();
    BigDecimal cost = usage == null ? made.most : made.calls.cost(usage.input(), usage.output());
    if (cost.compareTo(made.most) > 0) {
      made.calls.budget().end(beyondBound(cost, made.most));
    }
    if (reply.refusal() != null || reply.finish().equals("content_filter")) {
      String why = reply.refusal() == null ? "its filter" : reply.refusal();
      made.end(ModelCall.Outcome.REFUSED, usage, cost, why);
      throw new ModelException(
          ModelException.Code.MODEL_REFUSED, "Cannot examine a text: the model refuses it: " + why);
    }
    if (reply.finish().equals("length")) {
      made.end(ModelCall.Outcome.INVALID, usage, cost, "cut off");
      throw new ModelException(
          ModelException.Code.MODEL_CUT_OFF,
          "Cannot examine a text: its answer is longer than model.max-output "
              + settings.maxOutput()
              + " tokens; a larger one asks only for the texts that are left");
    }
    try {
      T read = reader.read(reply.content());
      made.end(ModelCall.Outcome.ANSWERED, usage, cost, null);
      return read;
    } catch (Answer.MalformedException e) {
      made.end(ModelCall.Outcome.INVALID, usage, cost, e.getMessage());
      throw new UnusableException(reply.content(), e);
    }
  }

  /** How long to wait where it may be tried again. */
  private Duration refused(Attempt made, HttpResponse<String> response, int attempt) {
    int status = response.statusCode();
    String said = "HTTP " + status + ": " + Reply.error(response.body());
    boolean limited = status == 429 && !said.contains("insufficient_quota");
    boolean failed = status == 408 || status >= 500;
    if (!limited && !failed) {
      made.end(ModelCall.Outcome.REFUSED, null, BigDecimal.ZERO, said);
      throw refusal(status, said);
    }
    // a server that failed in the middle may have worked, and charge for it
    made.end(
        limited ? ModelCall.Outcome.LIMITED : ModelCall.Outcome.FAILED,
        null,
        limited || status == UNAVAILABLE ? BigDecimal.ZERO : made.most,
        said);
    requireMore(attempt, unavailable(attempt, said));
    Optional<Duration> asked = Backoff.asked(response.headers().firstValue("Retry-After"), clock);
    if (asked.filter(wait -> wait.compareTo(backoff.longest()) > 0).isPresent()) {
      throw unavailable(attempt, said + "; it asks to wait for " + asked.get().toSeconds() + " s");
    }
    Duration own = backoff.after(attempt);
    return asked.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }

  private ModelException refusal(int status, String said) {
    String told = "Cannot ask the model at " + endpoint.uri() + ": " + said;
    if (status == 401 || status == 403) {
      return new ModelException(
          ModelException.Code.MODEL_ACCESS, told + ". Check model.key (MILLRACE_MODEL_KEY)");
    }
    if (status == 402 || status == 429) {
      return new ModelException(ModelException.Code.MODEL_ACCESS, told);
    }
    if (status == 404 || (status >= 300 && status < 400)) {
      return new ModelException(
          ModelException.Code.MODEL_NOT_FOUND, told + ". Check model.uri and model.name");
    }
    String lower = said.toLowerCase(Locale.ROOT);
    if (settings.format() == ModelSettings.Format.JSON_SCHEMA
        && List.of("response_format", "schema", "grammar").stream().anyMatch(lower::contains)) {
      return new ModelException(
          ModelException.Code.MODEL_FORMAT,
          told + ". It takes no JSON schema: set model.format to json-object");
    }
    return new ModelException(ModelException.Code.MODEL_REFUSED, told);
  }

  private void requireMore(int attempt, ModelException otherwise) {
    if (attempt >= backoff.attempts()) {
      throw otherwise;
    }
  }

  private ModelException unreachable(IOException e) {
    return new ModelException(
        ModelException.Code.MODEL_UNREACHABLE,
        "Cannot reach the model at "
            + endpoint.uri()
            + ": "
            + e.getMessage()
            + ". Check that the server runs, and model.uri",
        e);
  }

  private ModelException unavailable(int attempt, String said) {
    return new ModelException(
        ModelException.Code.MODEL_UNAVAILABLE,
        "Cannot ask the model at "
            + endpoint.uri()
            + ": "
            + said
            + " ("
            + attempt
            + (attempt == 1 ? " attempt)" : " attempts)"));
  }

  private static ModelException beyondBound(BigDecimal cost, BigDecimal most) {
    return new ModelException(
        ModelException.Code.MODEL_BUDGET,
        "Cannot go on: the server counted "
            + cost.toPlainString()
            + " for a call that can cost "
            + most.toPlainString()
            + " at most: it adds to what is sent, so no budget can be kept");
  }

  /** One request that was made: its end is told once. */
  private final class Attempt {
    private final Calls calls;
    private final long estimated;
    private final BigDecimal most;
    private final Instant started = clock.instant();
    private final long nanos = System.nanoTime();
    private boolean ended;

    Attempt(Calls calls, long estimated, BigDecimal most) {
      this.calls = calls;
      this.estimated = estimated;
      this.most = most;
    }

    void end(
        ModelCall.Outcome outcome,
        Reply.@Nullable Usage usage,
        BigDecimal cost,
        @Nullable String message) {
      if (ended) {
        return;
      }
      ended = true;
      calls.budget().settle(most, cost);
      calls.tell(
          started,
          Duration.ofNanos(System.nanoTime() - nanos),
          outcome,
          estimated,
          usage,
          cost,
          message);
    }
  }
}
