package io.millrace.core.settings;

import java.io.Serializable;

/**
 * A password or key. It prints as {@code ***}, so that no log, error or run ledger shows it. It can
 * be serialised, since executors need some.
 *
 * @param value what must not be shown
 */
public record Secret(String value) implements Serializable {
  @Override
  public String toString() {
    return "***";
  }
}
