package io.millrace.evaluation.report;

import java.util.Locale;

/** HTML text under construction: markup is written as it is, everything else escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Appends markup. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Appends text. */
  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** Appends an element that holds text; {@code tag} may carry attributes. */
  Html element(String tag, String text) {
    int space = tag.indexOf(' ');
    return raw("<" + tag + ">")
        .text(text)
        .raw("</" + (space < 0 ? tag : tag.substring(0, space)) + ">");
  }

  /** Four decimals, as papers print a measure. */
  static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Four decimals with a sign. */
  static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value).replace('-', '−');
  }

  /** A whole number with thousands parted. */
  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /**
   * Text that cannot leave its place, in an element or in an attribute. Control characters, which
   * HTML forbids, and lone surrogates become U+FFFD.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int point) {
    boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !isSurrogate && (point == '\n' || point == '\t' || !Character.isISOControl(point));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
