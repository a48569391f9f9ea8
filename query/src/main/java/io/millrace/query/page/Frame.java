package io.millrace.query.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every page shows around its content.
 *
 * @param locale the interface language; any but Chinese is shown as English
 * @param caller who asks, or null where nobody is signed in
 * @param address path and query of this page, to which the language switch leads back
 * @param release id of the release that answers, or null where there is none
 * @param notices what everyone should know now, most important first
 */
public record Frame(
    Locale locale,
    @Nullable Caller caller,
    String address,
    @Nullable String release,
    List<Notice> notices) {

  public Frame {
    notices = List.copyOf(notices);
  }

  /**
   * Who asks.
   *
   * @param name name of the key
   * @param groups the groups whose documents are shown
   */
  public record Caller(String name, List<String> groups) {
    public Caller {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Something to know before reading on.
   *
   * @param kind how the notice begins
   * @param reason the rest of the sentence, in the interface language
   */
  public record Notice(Kind kind, String reason) {
    /** How a notice begins. */
    public enum Kind {
      /** Meaning search is not available: words only. */
      WORDS_ONLY,
      /** The graph cannot be asked: without it. */
      NO_GRAPH,
      /** The service works, but not fully. */
      DEGRADED
    }
  }
}
