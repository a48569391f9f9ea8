package io.millrace.query.request;

import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses made-up methods before Javalin sees them: it keeps each one that it ever saw, and has
 * names of its own for what is not a request. The header that would put another method in the place
 * of the real one is taken away, since the access log tells the real one.
 */
public final class KnownMethods implements HttpConfiguration.Customizer {
  private static final String OVERRIDE = "X-HTTP-Method-Override";
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  @Override
  public Request customize(Request request, HttpFields.Mutable answer) {
    if (!KNOWN.contains(request.getMethod())) {
      throw new HttpException.RuntimeException(405);
    }
    if (!request.getHeaders().contains(OVERRIDE)) {
      return request;
    }
    HttpFields headers = HttpFields.build(request.getHeaders()).remove(OVERRIDE).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }
}
