package io.millrace.query.request;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What Jetty answers to a request that never reaches a route: malformed, too large, ambiguous. It
 * says the status alone, and nothing of the request or of what went wrong inside.
 */
public final class ProblemErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (response.getStatus() == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
    }
    response.write(true, body(response.getStatus()), callback);
    return true;
  }

  private static ByteBuffer body(int status) {
    String json =
        "{\"type\":\"about:blank\",\"status\":"
            + status
            + ",\"title\":\"The request cannot be read\",\"code\":\"HTTP_"
            + status
            + "\"}";
    return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
  }
}
