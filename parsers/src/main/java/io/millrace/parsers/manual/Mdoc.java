package io.millrace.parsers.manual;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The inline macros of mdoc, enough to read a BSD page: each becomes its words and its marks. */
final class Mdoc {
  private static final Set<String> MACROS =
      Set.of(
          "Nm", "Nd", "Ar", "Fl", "Op", "Pa", "Xr", "Em", "Sy", "Li", "Ic", "Cm", "Va", "Vt", "Fn",
          "Fa", "Ft", "Dv", "Er", "Ev", "Ql", "Sq", "Dq", "Pq", "Bq", "Brq", "Aq", "Qq", "No", "Ns",
          "Ad", "An", "At", "Bx", "Fx", "Nx", "Ox", "Ux", "Dl", "D1", "St", "Tn", "Lk", "Mt", "Cd",
          "In", "Ms", "Rv", "Ex", "Oo", "Oc", "Po", "Pc", "Ao", "Ac", "Do", "Dc", "So", "Sc");

  private static final Map<String, String> OPEN =
      Map.ofEntries(
          Map.entry("Op", "["),
          Map.entry("Bq", "["),
          Map.entry("Oo", "["),
          Map.entry("Pq", "("),
          Map.entry("Po", "("),
          Map.entry("Brq", "{"),
          Map.entry("Aq", "<"),
          Map.entry("Ao", "<"),
          Map.entry("Dq", "“"),
          Map.entry("Qq", "\""),
          Map.entry("Do", "“"),
          Map.entry("Sq", "‘"),
          Map.entry("Ql", "‘"),
          Map.entry("So", "‘"),
          Map.entry("Nd", "- "),
          Map.entry("Fl", "-"));

  private static final Map<String, String> CLOSE =
      Map.ofEntries(
          Map.entry("Op", "]"),
          Map.entry("Bq", "]"),
          Map.entry("Pq", ")"),
          Map.entry("Brq", "}"),
          Map.entry("Aq", ">"),
          Map.entry("Dq", "”"),
          Map.entry("Qq", "\""),
          Map.entry("Sq", "’"),
          Map.entry("Ql", "’"),
          Map.entry("Oc", "]"),
          Map.entry("Pc", ")"),
          Map.entry("Ac", ">"),
          Map.entry("Dc", "”"),
          Map.entry("Sc", "’"));

  private Mdoc() {}

  static boolean isInline(String request) {
    return MACROS.contains(request.substring(1));
  }

  /** The text of a line that begins with an inline macro. */
  static String text(List<String> words) {
    StringBuilder result = new StringBuilder();
    StringBuilder closing = new StringBuilder();
    boolean joined = true;
    for (int index = 0; index < words.size(); index++) {
      String word = index == 0 ? words.get(0).substring(1) : words.get(index);
      if (MACROS.contains(word)) {
        if (word.equals("Ns")) {
          joined = true;
        }
        if (OPEN.containsKey(word)) {
          blank(result, joined);
          result.append(OPEN.get(word));
          joined = true;
        }
        if (CLOSE.containsKey(word)) {
          closing.insert(0, CLOSE.get(word));
        }
        if (word.equals("Xr") && index + 2 < words.size()) {
          blank(result, joined);
          result.append(words.get(index + 1)).append('(').append(words.get(index + 2)).append(')');
          joined = false;
          index += 2;
        }
        continue;
      }
      boolean mark = word.length() == 1 && ".,;:!?)]".contains(word);
      blank(result, joined || mark);
      result.append(Troff.plain(word));
      joined = false;
    }
    return result.append(closing).toString();
  }

  private static void blank(StringBuilder text, boolean joined) {
    if (!joined && !text.isEmpty()) {
      text.append(' ');
    }
  }
}
