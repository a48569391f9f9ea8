package io.millrace.query.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.millrace.core.release.Release;
import io.millrace.query.access.JsonLog;
import io.millrace.query.answer.Answers;
import io.millrace.query.encode.QuestionEncoders;
import io.millrace.query.release.LiveRelease;
import io.millrace.query.request.Gate;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: 200 where questions are answered, with
 * everything that is wrong all the same, and 503 where they are not. {@code /openapi.json}: what
 * there is to ask. None of them needs a key.
 */
public final class Health {
  private final LiveRelease live;
  private final QuestionEncoders encoders;
  private final Answers answers;
  private final List<JsonLog> logs;

  /** Over the parts of a service. */
  public Health(LiveRelease live, QuestionEncoders encoders, Answers answers, List<JsonLog> logs) {
    this.live = live;
    this.encoders = encoders;
    this.answers = answers;
    this.logs = List.copyOf(logs);
  }

  /** Makes the endpoints known. */
  public void register(RoutesConfig routes) {
    routes.get("/healthz", this::alive);
    routes.head("/healthz", this::alive);
    routes.get("/readyz", this::ready);
    routes.head("/readyz", this::ready);
    routes.get("/openapi.json", Health::describe);
    routes.head("/openapi.json", Health::describe);
  }

  private static void describe(Context context) {
    Gate.visit(context, "/openapi.json");
    InputStream description =
        Objects.requireNonNull(
            Health.class.getResourceAsStream("openapi.json"), "the jar has openapi.json");
    context.contentType("application/json").result(description);
  }

  private void alive(Context context) {
    Gate.visit(context, "/healthz");
    Api.write(context, Map.of("status", "ok"));
  }

  /**
   * How the service is.
   *
   * @param status ready, degraded (questions are answered, and something is wrong) or not ready
   * @param release the release that is served
   * @param problems all that is wrong
   */
  public record State(String status, @Nullable String release, List<String> problems) {
    private static final String NOT_READY = "not ready";

    public State {
      problems = List.copyOf(problems);
    }

    /** Whether questions are answered. */
    @JsonIgnore
    public boolean isReady() {
      return !status.equals(NOT_READY);
    }
  }

  private void ready(Context context) {
    Gate.visit(context, "/readyz");
    State state = state();
    Api.write(context, state);
    context.status(state.isReady() ? 200 : 503);
  }

  /** How the service is now. */
  public State state() {
    List<String> problems = problems();
    String release = answers.served().map(Release::release).orElse(null);
    Optional<String> closed = release == null ? Optional.empty() : answers.closed();
    closed.ifPresent(problems::add);
    boolean ready = release != null && closed.isEmpty() && live.isWarm();
    String status = !ready ? State.NOT_READY : problems.isEmpty() ? "ready" : "degraded";
    return new State(status, release, problems);
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    live.problem().ifPresent(problems::add);
    try (LiveRelease.Share share = live.share().orElse(null)) {
      if (share == null) {
        if (problems.isEmpty()) {
          problems.add("Nothing was published yet");
        }
      } else {
        encoders
            .problem(share.served().searcher().manifest().encoders().distinct())
            .ifPresent(problem -> problems.add("Words only: " + problem));
      }
    }
    for (JsonLog log : logs) {
      if (log.isBroken()) {
        problems.add("The log " + log.name() + " cannot be written");
      }
    }
    return problems;
  }
}
