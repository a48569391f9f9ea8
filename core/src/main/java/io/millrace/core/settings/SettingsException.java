package io.millrace.core.settings;

import java.util.List;

/** The settings cannot be used; every problem found is in {@link #problems()}. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** One message for all {@code problems}. */
  public SettingsException(List<String> problems) {
    super(
        problems.size() == 1
            ? problems.get(0)
            : "Cannot use the settings: " + problems.size() + " problems");
    this.problems = List.copyOf(problems);
  }

  /** Every problem, each with the key, where it was given, and what would be right. */
  public List<String> problems() {
    return problems;
  }
}
