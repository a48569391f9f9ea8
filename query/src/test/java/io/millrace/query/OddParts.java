package io.millrace.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The lists in {@code attacks.txt}, whose first lines say how they are written. */
final class OddParts {
  private static final Pattern CODE_UNIT = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final Pattern REPEATED = Pattern.compile("«([^»|]*)(?:\\|([^»]*))?»×(\\d+)");

  private final Map<String, List<String>> lists;

  private OddParts(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  static OddParts read(String key, String right) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    List<String> last = new ArrayList<>();
    try (InputStream in = OddParts.class.getResourceAsStream("attacks.txt")) {
      byte[] all = Objects.requireNonNull(in, "attacks.txt").readAllBytes();
      for (String line : new String(all, StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("== ")) {
          last = new ArrayList<>();
          lists.put(line.substring(3), last);
        } else if (!line.isEmpty() && !line.startsWith("# ")) {
          last.add(
              repeated(unescaped(line))
                  .replace("${empty}", "")
                  .replace("${key}", key)
                  .replace("${upper}", key.toUpperCase(Locale.ROOT))
                  .replace("${right}", right));
        }
      }
    }
    return new OddParts(lists);
  }

  private static String unescaped(String line) {
    return CODE_UNIT
        .matcher(line)
        .replaceAll(
            unit ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(unit.group(1), 16))))
        .translateEscapes();
  }

  private static String repeated(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    IntStream.range(0, Integer.parseInt(part.group(3)))
                        .mapToObj(i -> part.group(1).replace("#", Integer.toString(i)))
                        .collect(Collectors.joining(part.group(2) == null ? "" : part.group(2)))));
  }

  List<String> of(String name) {
    return Objects.requireNonNull(lists.get(name), name);
  }
}
