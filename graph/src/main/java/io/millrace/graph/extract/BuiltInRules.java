package io.millrace.graph.extract;

import io.millrace.graph.resource.ResourceLines;

/** Which rules and lists are built in. */
final class BuiltInRules {
  private BuiltInRules() {}

  /** A hash of all of them, made when this module is built. */
  static String hash() {
    return String.join(" ", ResourceLines.of(BuiltInRules.class, "rules.hash"));
  }
}
