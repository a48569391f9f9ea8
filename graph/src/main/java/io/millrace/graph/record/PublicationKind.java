package io.millrace.graph.record;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What something was published as, told by what its venue is called. A work that is printed in
 * proceedings and again in a journal has the same title and authors both times; the kind tells the
 * two apart however their venues are shortened.
 */
enum PublicationKind {
  THESIS(Set.of("thesis", "dissertation", "phd", "diplomarbeit"), Pattern.compile("学位论文|硕士|博士")),
  REPORT(
      Set.of("report", "reports", "rept", "tr", "memo", "memorandum", "techreport"),
      Pattern.compile("报告")),
  MEETING(
      Set.of(
          "proceedings",
          "proc",
          "procs",
          "conference",
          "conf",
          "workshop",
          "symposium",
          "symp",
          "congress",
          "meeting",
          "colloquium",
          "tagung"),
      Pattern.compile("会议|论文集|研讨会|大会|年会")),
  PERIODICAL(
      Set.of(
          "journal",
          "j",
          "jour",
          "transactions",
          "trans",
          "letters",
          "magazine",
          "annals",
          "review",
          "bulletin",
          "quarterly",
          "zeitschrift",
          "revue"),
      Pattern.compile("学报|杂志|期刊|通报")),
  UNPUBLISHED(
      Set.of("unpublished", "manuscript", "submitted", "preprint", "draft", "communication"),
      Pattern.compile("未发表|预印本|手稿"));

  /** "In ECML-95": what is in another thing and has a year is of a meeting. */
  private static final Pattern MEETING_OF_A_YEAR =
      Pattern.compile("in:? .*|.*\\p{L}{3,}[ -]*['’]?\\d\\d\\b.*");

  private final Set<String> words;
  private final Pattern chinese;

  PublicationKind(Set<String> words, Pattern chinese) {
    this.words = words;
    this.chinese = chinese;
  }

  /** Whether a value names a kind. */
  static boolean isNamed(String normal) {
    String[] words = words(normal);
    return Arrays.stream(values()).anyMatch(kind -> kind.isNamed(normal, words));
  }

  /**
   * The kind of a venue's normal form, which is not empty: the first that it names; journals are
   * often called by their subject alone.
   */
  static PublicationKind of(String normal) {
    String[] words = words(normal);
    for (PublicationKind kind : values()) {
      if (kind.isNamed(normal, words)) {
        return kind;
      }
    }
    return MEETING_OF_A_YEAR.matcher(normal).matches() ? MEETING : PERIODICAL;
  }

  private boolean isNamed(String normal, String[] own) {
    return Arrays.stream(own).anyMatch(words::contains) || chinese.matcher(normal).find();
  }

  private static String[] words(String normal) {
    return NormalText.words(normal).toArray(String[]::new);
  }
}
