package io.millrace.parsers.plain;

import java.util.Arrays;
import java.util.List;

/** How wide text is on a terminal: Chinese, Japanese and Korean characters take two columns. */
final class Width {
  private static final int UNWRAPPED = 200;

  private Width() {}

  static int of(String text) {
    int width = 0;
    for (int index = 0; index < text.length(); index++) {
      width += isWide(text.charAt(index)) ? 2 : 1;
    }
    return width;
  }

  static boolean isWide(char character) {
    return character >= 0x1100
        && (character <= 0x115F
            || character >= 0x2E80 && character <= 0xA4CF
            || character >= 0xAC00 && character <= 0xD7A3
            || character >= 0xF900 && character <= 0xFAFF
            || character >= 0xFE30 && character <= 0xFE6F
            || character >= 0xFF00 && character <= 0xFF60);
  }

  /** The column at which the lines were wrapped; 0 if they were not. */
  static int wrap(List<String> lines) {
    int[] widths =
        lines.stream().mapToInt(Width::of).filter(width -> width >= 40).sorted().toArray();
    if (widths.length < 3) {
      return 80;
    }
    int wrap = widths[(int) (widths.length * 0.97)];
    return wrap > UNWRAPPED || Arrays.stream(widths).max().orElse(0) > 4 * UNWRAPPED && wrap > 120
        ? 0
        : wrap;
  }
}
