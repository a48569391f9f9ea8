package io.millrace.core.tokenize;

/** Where a long text can be cut so that its parts have the tokens of the whole. */
final class Pieces {
  private Pieces() {}

  /**
   * The end of a piece from {@code start}, of at most {@code size} code units: before white space,
   * else before an ideograph, both looked for in the second half, else between two code points.
   */
  static int end(String text, int start, int size) {
    int last = (int) Math.min((long) start + size, text.length());
    if (last == text.length()) {
      return last;
    }
    int half = start + size / 2;
    for (int i = last; i > half; i--) {
      if (isWhiteSpace(text.charAt(i))) {
        return i;
      }
    }
    for (int i = last; i > half; i--) {
      if (isIdeograph(text.charAt(i))) {
        return i;
      }
    }
    boolean splits =
        Character.isLowSurrogate(text.charAt(last))
            && Character.isHighSurrogate(text.charAt(last - 1));
    return splits && last - 1 > start ? last - 1 : last;
  }

  static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  /** Ideographs of the basic plane that BERT makes words of their own. */
  static boolean isIdeograph(char c) {
    return c >= 0x3400
        && ((c >= 0x4E00 && c <= 0x9FFF) || c <= 0x4DBF || (c >= 0xF900 && c <= 0xFAFF));
  }

  /** Text without lone surrogates, which native code cannot read: each becomes U+FFFD. */
  static String wellFormed(String text) {
    int length = text.length();
    int i = 0;
    while (i < length && !isLone(text, i)) {
      i += Character.isSurrogate(text.charAt(i)) ? 2 : 1;
    }
    if (i == length) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    while (i < length) {
      if (isLone(text, i)) {
        clean.setCharAt(i, '\uFFFD');
        i++;
      } else {
        i += Character.isSurrogate(text.charAt(i)) ? 2 : 1;
      }
    }
    return clean.toString();
  }

  /** Whether a surrogate without its partner stands at {@code i}, which starts a code point. */
  private static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    return Character.isSurrogate(c)
        && !(Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1)));
  }
}
