package io.millrace.graph.record;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** Numbers in a normal form: "1,299.00" is 1299; "pages 322-331" are 322 and 331. */
final class Numbers {
  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d{1,12}(?:\\.\\d{1,6})?");
  private static final int MOST = 40;

  private Numbers() {}

  /** Sorted, without duplicates. */
  static double[] in(String normal) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    Matcher matcher = NUMBER.matcher(normal);
    for (int i = 0; i < MOST && matcher.find(); i++) {
      numbers.add(Double.parseDouble(matcher.group().replace(",", "")));
    }
    return numbers.build().sorted().distinct().toArray();
  }
}
