package io.millrace.query.request;

import io.millrace.query.access.Caller;

/**
 * What the access log says of a request, as far as it is known; an attribute of the request. Used
 * by one thread at a time.
 */
public final class Visit {
  static final String ATTRIBUTE = Visit.class.getName();

  private String caller = "-";
  private String key = "";
  private String route = "-";
  private String about = "";

  void caller(Caller who) {
    caller = who.name();
    key = who.key();
  }

  void route(String pattern) {
    route = pattern;
  }

  /** The mode of a search or the id of a document; never what was asked. */
  public void about(String what) {
    about = what;
  }

  String caller() {
    return caller;
  }

  String key() {
    return key;
  }

  String route() {
    return route;
  }

  String about() {
    return about;
  }
}
