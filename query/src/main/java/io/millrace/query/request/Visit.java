package io.millrace.query.request;

import io.javalin.http.Context;
import io.millrace.query.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What the access log says of a request, as far as it is known; an attribute of the request. Used
 * by one thread at a time.
 */
public final class Visit {
  static final String ATTRIBUTE = Visit.class.getName();

  private @Nullable Caller caller;
  private String route = "-";
  private String about = "";

  /** Who asks, as far as it is known: without a key where a key was refused or not looked at. */
  public static Caller caller(Context context) {
    return context.req().getAttribute(ATTRIBUTE) instanceof Visit visit && visit.caller != null
        ? visit.caller
        : Caller.ANYONE;
  }

  void caller(Caller who) {
    caller = who;
  }

  void route(String pattern) {
    route = pattern;
  }

  /** The mode of a search or the id of a document; never what was asked. */
  public void about(String what) {
    about = what;
  }

  String caller() {
    return caller == null ? "-" : caller.name();
  }

  String key() {
    return caller == null ? "" : caller.key();
  }

  String route() {
    return route;
  }

  String about() {
    return about;
  }
}
