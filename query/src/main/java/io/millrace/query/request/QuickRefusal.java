package io.millrace.query.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.query.access.Limits;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses programs while the service is full, with an answer that was made beforehand, and before
 * anything is parsed: ten times too many requests must not take the time of those that were let in.
 * People, who ask for a page, get the {@link Gate}'s. Safe for many threads.
 */
public final class QuickRefusal extends Handler.Wrapper {
  private static final String GUARDED = "/api/";

  private final Limits limits;
  private final byte[] body;

  /** In front of everything that limits hold for. */
  public QuickRefusal(Limits limits) {
    this.limits = limits;
    try {
      this.body = JsonMapper.builder().build().writeValueAsBytes(Gate.problem(limits.busy()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A problem is no JSON", e);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!limits.isFull() || !Request.getPathInContext(request).startsWith(GUARDED)) {
      return super.handle(request, response, callback);
    }
    Visit visit = new Visit();
    visit.route(GUARDED);
    request.setAttribute(Visit.ATTRIBUTE, visit);
    response.setStatus(503);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
