package io.millrace.evaluation.report;

/**
 * What a report shows of a document.
 *
 * @param title its title, or empty
 * @param text the beginning of its text
 */
public record Excerpt(String title, String text) {
  private static final int LIMIT = 280;

  /** The first 280 UTF-16 code units or so of a text, never half a character. */
  public static Excerpt of(String title, String text) {
    String flat =
        text.substring(0, Math.min(text.length(), 4 * LIMIT)).strip().replaceAll("\\s+", " ");
    if (flat.length() <= LIMIT) {
      return new Excerpt(title, flat);
    }
    int end = Character.isHighSurrogate(flat.charAt(LIMIT - 1)) ? LIMIT - 1 : LIMIT;
    return new Excerpt(title, flat.substring(0, end) + "…");
  }
}
