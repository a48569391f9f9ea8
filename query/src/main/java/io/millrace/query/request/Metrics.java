package io.millrace.query.request;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.core.release.Release;
import io.millrace.query.access.JsonLog;
import io.millrace.query.access.Limits;
import io.millrace.query.encode.QuestionEncoders;
import io.millrace.query.release.LiveRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What Prometheus scrapes: requests, latencies by mode, the release, the encoder's queue. */
public final class Metrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Over the parts of a service. */
  public Metrics(
      LiveRelease live,
      QuestionEncoders encoders,
      Limits limits,
      Supplier<Optional<Release>> served,
      JsonLog access) {
    registry.gauge("millrace.requests.inside", limits, Limits::inside);
    registry.gauge("millrace.encoder.queue", encoders, QuestionEncoders::waiting);
    registry.gauge("millrace.release.swaps", live, each -> (double) each.swaps());
    registry.gauge("millrace.release.problem", live, each -> each.problem().isPresent() ? 1 : 0);
    // what the others look at lives as long as the service; a supplier is held here alone
    Gauge.builder(
            "millrace.release.age.seconds", () -> served.get().map(Metrics::age).orElse(Double.NaN))
        .register(registry);
    registry.gauge("millrace.access.log.lost", access, each -> (double) each.lost());
  }

  private static double age(Release release) {
    return Duration.between(release.published(), Instant.now()).toMillis() / 1000.0;
  }

  /** Counts a request. */
  public void request(String route, int status, long nanos) {
    Timer.builder("millrace.requests")
        .description("Requests by route and status")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /** Counts an answer. */
  public void answer(String mode, long nanos) {
    Timer.builder("millrace.search")
        .description("Answers by mode")
        .tag("mode", mode)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /** Counts an answer from the graph. */
  public void graph(String question, long nanos) {
    Timer.builder("millrace.graph")
        .description("Answers from the graph by question")
        .tag("question", question)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /**
   * Everything, in Prometheus' text format.
   *
   * @param release the release that is served, if any
   * @param documents how many documents the caller may see
   * @param passages how many passages those have
   */
  public String scrape(Optional<Release> release, long documents, long passages) {
    StringBuilder text = new StringBuilder(registry.scrape());
    text.append("# TYPE millrace_release_info gauge\n");
    release.ifPresent(
        each ->
            text.append("millrace_release_info{release=\"")
                .append(each.release())
                .append("\",generation=\"")
                .append(each.generation())
                .append("\",revision=\"")
                .append(each.revision())
                .append("\"} 1\n"));
    text.append("# HELP millrace_index_documents Documents that the bearer of this key may see\n")
        .append("# TYPE millrace_index_documents gauge\nmillrace_index_documents ")
        .append(documents)
        .append("\n# HELP millrace_index_passages Passages that the bearer of this key may see\n")
        .append("# TYPE millrace_index_passages gauge\nmillrace_index_passages ")
        .append(passages)
        .append('\n');
    return text.toString();
  }
}
