package io.millrace.graph.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of English verbs; irregular ones are WordNet's (Fellbaum 1998). Immutable. */
final class EnglishVerbs {
  private static final String EXCEPTIONS = "/net/sf/extjwnl/data/wordnet/wn31/verb.exc";
  private static final String VOWELS = "aeiou";

  private final Map<String, List<String>> irregular = new HashMap<>();

  /** A form of a verb. */
  enum Form {
    /** acquire */
    BASE,
    /** acquires */
    PRESENT,
    /** acquiring */
    ONGOING,
    /** acquired, bought, taken */
    PAST
  }

  EnglishVerbs() {
    try (InputStream input = EnglishVerbs.class.getResourceAsStream(EXCEPTIONS)) {
      if (input == null) {
        throw new IllegalStateException("Cannot read WordNet's verbs: not on the class path");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
      String line;
      while ((line = lines.readLine()) != null) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
          irregular.computeIfAbsent(words[i], absent -> new ArrayList<>()).add(words[0]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read WordNet's verbs", e);
    }
  }

  /** All forms of a verb; the first word of several is inflected. */
  Map<String, Form> forms(String verb) {
    int blank = verb.indexOf(' ');
    String word = blank < 0 ? verb : verb.substring(0, blank);
    String rest = blank < 0 ? "" : verb.substring(blank);
    Map<String, Form> forms = new LinkedHashMap<>();
    if (word.equals("be")) {
      for (String each : List.of("was", "were", "is", "are")) {
        forms.put(each + rest, Form.PAST);
      }
      return forms;
    }
    boolean past = false;
    boolean ongoing = false;
    for (String form : irregular.getOrDefault(word, List.of())) {
      boolean ing = form.endsWith("ing");
      forms.put(form + rest, ing ? Form.ONGOING : Form.PAST);
      past |= !ing;
      ongoing |= ing;
    }
    boolean consonantY =
        word.endsWith("y")
            && word.length() > 1
            && VOWELS.indexOf(word.charAt(word.length() - 2)) < 0;
    String stem = word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
    String yLess = word.substring(0, word.length() - 1);
    if (!past) {
      forms.putIfAbsent((consonantY ? yLess + "ied" : stem + "ed") + rest, Form.PAST);
    }
    if (!ongoing) {
      forms.putIfAbsent((word.endsWith("ee") ? word : stem) + "ing" + rest, Form.ONGOING);
    }
    boolean hisses =
        word.endsWith("s") || word.endsWith("x") || word.endsWith("ch") || word.endsWith("sh");
    forms.putIfAbsent(
        (consonantY ? yLess + "ies" : word + (hisses ? "es" : "s")) + rest, Form.PRESENT);
    forms.putIfAbsent(word + rest, Form.BASE);
    return forms;
  }
}
