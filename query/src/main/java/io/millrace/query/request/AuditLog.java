package io.millrace.query.request;

import io.millrace.query.access.Caller;
import io.millrace.query.access.JsonLog;
import io.millrace.query.answer.UnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who opened which document, one line each. It is written before the document is shown; where it
 * cannot be written the document is not shown, since nobody could tell afterwards who has seen it.
 */
public final class AuditLog {
  private final JsonLog log;

  /** An audit log in a file. */
  public AuditLog(JsonLog log) {
    this.log = log;
  }

  /**
   * Notes that a document is about to be shown.
   *
   * @param what {@code document}, {@code page} or {@code original}
   * @throws UnavailableException where that cannot be noted
   */
  public void opened(Caller caller, String what, String document, String release) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().toString());
    line.put("caller", caller.name());
    line.put("key", caller.key());
    line.put("opened", what);
    line.put("document", document);
    line.put("release", release);
    try {
      log.write(line);
    } catch (IOException e) {
      throw new UnavailableException(
          "Documents are not shown while the audit log cannot be written");
    }
  }
}
