package io.millrace.query.request;

import io.millrace.query.access.Caller;
import io.millrace.query.access.JsonLog;
import io.millrace.query.answer.UnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

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
    write(caller, Map.of("opened", what, "document", document, "release", release));
  }

  /**
   * Notes that the graph is about to be exported.
   *
   * @param entity id of the entity around which, empty for all of it
   * @throws UnavailableException where that cannot be noted
   */
  public void exported(Caller caller, String entity, long revision) {
    write(caller, Map.of("exported", "graph", "entity", entity, "revision", revision));
  }

  /**
   * Notes that an administrator is about to ask the graph database itself.
   *
   * @throws UnavailableException where that cannot be noted
   */
  public void asked(Caller caller, String query) {
    write(caller, Map.of("asked", "graph", "query", query));
  }

  private void write(Caller caller, Map<String, Object> what) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().toString());
    line.put("caller", caller.name());
    line.put("key", caller.key());
    line.putAll(new TreeMap<>(what));
    try {
      log.write(line);
    } catch (IOException e) {
      throw new UnavailableException(
          "Documents are not shown while the audit log cannot be written");
    }
  }
}
