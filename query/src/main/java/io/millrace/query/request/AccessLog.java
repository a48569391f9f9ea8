package io.millrace.query.request;

import io.millrace.query.access.JsonLog;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for every request, refused and malformed ones too: when, who by the key's name, what by
 * the route, how it ended. Neither the path nor a parameter nor a header is in it, so that neither
 * a question nor a key can be. A line that cannot be written is counted and said on {@code
 * /readyz}; the request was answered.
 */
public final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,10}");

  private final JsonLog log;
  private final Metrics metrics;
  private volatile boolean told;

  /** An access log in a file. */
  public AccessLog(JsonLog log, Metrics metrics) {
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public void log(Request request, Response response) {
    Visit visit =
        request.getAttribute(Visit.ATTRIBUTE) instanceof Visit known ? known : new Visit();
    long nanos = System.nanoTime() - request.getBeginNanoTime();
    metrics.request(visit.route(), response.getStatus(), nanos);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().toString());
    line.put("caller", visit.caller());
    line.put("key", visit.key());
    line.put("address", Request.getRemoteAddr(request));
    line.put("method", METHOD.matcher(request.getMethod()).matches() ? request.getMethod() : "-");
    line.put("route", visit.route());
    line.put("about", visit.about());
    line.put("status", response.getStatus());
    line.put("bytes", Response.getContentBytesWritten(response));
    line.put("ms", nanos / 1_000_000.0);
    try {
      log.write(line);
      told = false;
    } catch (IOException e) {
      if (!told) {
        told = true; // once for each time that it breaks, or this log would fill the next disk
        LOG.error("Requests are answered, but not logged: {}", e.getMessage());
      }
    }
  }
}
