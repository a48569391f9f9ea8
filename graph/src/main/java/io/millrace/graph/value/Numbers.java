package io.millrace.graph.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** Numbers as English and Chinese write them. */
final class Numbers {
  /** A number in digits, with or without groups of three. */
  static final String DIGITS = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";

  /** A whole number in Chinese characters. */
  static final String CHARACTERS = "[〇零一二两三四五六七八九十百千万亿]+";

  private static final String ONES = "零一二三四五六七八九";
  private static final Map<String, BigDecimal> SCALES =
      Map.ofEntries(
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("thousand", new BigDecimal("1e3")),
          Map.entry("m", new BigDecimal("1e6")),
          Map.entry("mn", new BigDecimal("1e6")),
          Map.entry("million", new BigDecimal("1e6")),
          Map.entry("bn", new BigDecimal("1e9")),
          Map.entry("billion", new BigDecimal("1e9")),
          Map.entry("trillion", new BigDecimal("1e12")),
          Map.entry("百", new BigDecimal("1e2")),
          Map.entry("千", new BigDecimal("1e3")),
          Map.entry("万", new BigDecimal("1e4")),
          Map.entry("百万", new BigDecimal("1e6")),
          Map.entry("千万", new BigDecimal("1e7")),
          Map.entry("亿", new BigDecimal("1e8")),
          Map.entry("万亿", new BigDecimal("1e12")));

  private Numbers() {}

  /** The value of {@link #DIGITS} or {@link #CHARACTERS}. */
  static BigDecimal parse(String text) {
    return Character.isDigit(text.charAt(0))
        ? new BigDecimal(text.replace(",", ""))
        : BigDecimal.valueOf(characters(text));
  }

  /** A number times its scale, without an exponent and without zeros that say nothing. */
  static String scaled(String number, String scale) {
    BigDecimal factor =
        scale.isEmpty() ? BigDecimal.ONE : SCALES.get(scale.toLowerCase(Locale.ROOT));
    if (factor == null) {
      throw new IllegalArgumentException("Cannot scale a number by " + scale);
    }
    return plain(parse(number).multiply(factor));
  }

  static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.toPlainString();
  }

  /** 二〇二四 digit by digit; 二千零二十四, 十二, 三百万 by place. */
  static long characters(String text) {
    boolean places = text.chars().anyMatch(each -> "十百千万亿".indexOf(each) >= 0);
    long whole = 0; // above 亿 or 万
    long section = 0; // below 万
    long digit = -1;
    for (char each : text.toCharArray()) {
      int one = ONES.indexOf(each == '〇' ? '零' : each == '两' ? '二' : each);
      if (one >= 0) {
        digit = places || digit < 0 ? one : digit * 10 + one;
        continue;
      }
      switch (each) {
        case '十' -> section += Math.max(digit, digit < 0 ? 1 : 0) * 10;
        case '百' -> section += Math.max(digit, digit < 0 ? 1 : 0) * 100;
        case '千' -> section += Math.max(digit, digit < 0 ? 1 : 0) * 1000;
        case '万' -> {
          whole += Math.max(1, section + Math.max(digit, 0)) * 10_000;
          section = 0;
        }
        default -> { // 亿
          whole = Math.max(1, whole + section + Math.max(digit, 0)) * 100_000_000;
          section = 0;
        }
      }
      digit = -1;
    }
    return whole + section + Math.max(digit, 0);
  }
}
