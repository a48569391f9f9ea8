package io.millrace.core.settings;

/**
 * A password or key. It prints as {@code ***}, so that no log, error or run ledger shows it.
 *
 * @param value what must not be shown
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
