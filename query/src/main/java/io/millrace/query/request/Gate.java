package io.millrace.query.request;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.millrace.core.settings.QuerySettings;
import io.millrace.graph.explore.GraphUnavailableException;
import io.millrace.query.access.AccessKeys;
import io.millrace.query.access.Caller;
import io.millrace.query.access.LimitException;
import io.millrace.query.access.Limits;
import io.millrace.query.answer.UnavailableException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: finds out who asks, holds the limits, and makes a {@link Problem} of whatever goes
 * wrong. A key is taken from {@code Authorization: Bearer KEY}, else from the cookie {@value
 * #COOKIE}, and from nowhere else.
 */
public final class Gate {
  /** The cookie of who signed in on a page. */
  public static final String COOKIE = "millrace_key";

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String BEARER = "Bearer ";

  private final AccessKeys keys;
  private final Limits limits;
  private final QuerySettings settings;

  /** A gate. */
  public Gate(AccessKeys keys, Limits limits, QuerySettings settings) {
    this.keys = keys;
    this.limits = limits;
    this.settings = settings;
  }

  /** What a route does for a caller. */
  @FunctionalInterface
  public interface Work {
    /** Answers, with {@code context} or by an exception. */
    void answer(Context context, Caller caller, Visit visit) throws Exception;
  }

  /** How a problem is told: as JSON to programs, as a page to people. */
  @FunctionalInterface
  public interface Teller {
    /** Writes the problem as the whole answer. */
    void tell(Context context, Problem problem);
  }

  /** Answers GET, and HEAD, at a path. */
  public void get(RoutesConfig routes, String path, Teller teller, Work work) {
    routes.get(path, context -> pass(context, path, teller, work));
    routes.head(path, context -> pass(context, path, teller, work));
  }

  /** Answers POST at a path. */
  public void post(RoutesConfig routes, String path, Teller teller, Work work) {
    routes.post(path, context -> pass(context, path, teller, work));
  }

  /** Answers GET at a path where no key is asked for and none is looked at. */
  public void open(RoutesConfig routes, String path, Teller teller, Work work) {
    routes.get(path, context -> pass(context, path, teller, work, Caller.ANYONE));
  }

  /** The same for POST. */
  public void openPost(RoutesConfig routes, String path, Teller teller, Work work) {
    routes.post(path, context -> pass(context, path, teller, work, Caller.ANYONE));
  }

  /** Notes the route of a request that needs neither a key nor a turn. */
  public static Visit visit(Context context, String route) {
    Visit visit = new Visit();
    visit.route(route);
    context.req().setAttribute(Visit.ATTRIBUTE, visit);
    return visit;
  }

  private void pass(Context context, String route, Teller teller, Work work) {
    pass(context, route, teller, work, null);
  }

  private void pass(
      Context context, String route, Teller teller, Work work, @Nullable Caller known) {
    Visit visit = visit(context, route);
    try {
      Caller caller = known == null ? caller(context) : known;
      visit.caller(caller);
      Limits.Entry entry = limits.enter(caller.hasKey() ? caller.key() : context.ip());
      // not before the last byte is sent: who reads slowly holds a thread
      Request.addCompletionListener(
          ServletContextRequest.getServletContextRequest(context.req()), failure -> entry.close());
      work.answer(context, caller, visit);
    } catch (Exception | InternalError e) {
      Problem problem = problem(e);
      if (problem.status() == 429 || problem.status() == 503) {
        context.header("Retry-After", "1");
      }
      if (problem.status() == 401) {
        context.header("WWW-Authenticate", "Bearer realm=\"millrace\"");
      }
      teller.tell(context, problem);
    }
  }

  /** Who asks. A key that is shown and not valid is refused, and never taken for no key. */
  private Caller caller(Context context) {
    String presented = key(context);
    if (presented == null) {
      if (settings.access() == QuerySettings.Access.KEY) {
        throw new RefusedException("A key is needed: Authorization: Bearer KEY");
      }
      return Caller.ANYONE;
    }
    Optional<Caller> caller = signIn(presented);
    if (caller.isEmpty()) {
      limits.enter(context.ip()).close(); // trying keys has its price, too
      throw new RefusedException("The key is not valid");
    }
    return caller.get();
  }

  /**
   * Whose valid key this is, if anybody's.
   *
   * @throws UnavailableException where the keys cannot be read
   */
  public Optional<Caller> signIn(String key) {
    try {
      return keys.caller(key);
    } catch (IOException e) {
      LOG.error("Nobody is let in with a key while the keys cannot be read: {}", e.getMessage());
      throw new UnavailableException("The keys cannot be read");
    }
  }

  private static @Nullable String key(Context context) {
    String header = context.header("Authorization");
    if (header != null) {
      return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? header.substring(BEARER.length()).strip()
          : header;
    }
    return context.cookie(COOKIE);
  }

  /** No key, or one that is not valid. */
  private static final class RefusedException extends RuntimeException {
    RefusedException(String message) {
      super(message, null, false, false);
    }
  }

  /** What a failure is to who asked. */
  public static Problem problem(Throwable failure) {
    if (failure instanceof BadRequestException bad) {
      return bad.status() == 400
          ? Problem.badRequest(bad.problems())
          : Problem.of(bad.status(), "HTTP_" + bad.status(), String.valueOf(bad.getMessage()));
    }
    if (failure instanceof RefusedException) {
      return Problem.of(401, "KEY_REFUSED", String.valueOf(failure.getMessage()));
    }
    if (failure instanceof LimitException limit) {
      String detail = String.valueOf(limit.getMessage());
      return switch (limit.kind()) {
        case RATE -> Problem.of(429, "TOO_MANY_REQUESTS", detail);
        case CONCURRENT -> Problem.of(429, "TOO_MANY_AT_ONCE", detail);
        case BUSY -> Problem.of(503, "BUSY", detail);
      };
    }
    if (failure instanceof UnavailableException) {
      return Problem.of(503, "UNAVAILABLE", String.valueOf(failure.getMessage()));
    }
    if (failure instanceof GraphUnavailableException) {
      return Problem.of(503, "GRAPH_UNAVAILABLE", String.valueOf(failure.getMessage()));
    }
    if (failure instanceof HttpResponseException http) {
      return Problem.of(http.getStatus(), "HTTP_" + http.getStatus(), said(http));
    }
    LOG.error("A request failed", failure);
    return Problem.of(500, "FAILED", "The service failed; its log says why");
  }

  private static String said(HttpResponseException http) {
    return switch (http.getStatus()) {
      case 404 -> "There is nothing here";
      case 405 -> "This method is not for this path";
      case 413 -> "The request is too large";
      default -> "The request cannot be answered";
    };
  }
}
