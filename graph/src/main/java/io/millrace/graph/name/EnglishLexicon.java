package io.millrace.graph.name;

import io.millrace.graph.mention.MentionTypes;
import io.millrace.graph.resource.ResourceLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of English words: which are common ones, and which names are known. From WordNet
 * 3.1 (Fellbaum 1998), the countries of CLDR, the census of the United States, and a list of
 * technologies. Read once, 0.5 s, 30 MB; immutable.
 */
final class EnglishLexicon {
  private static final String WORDNET = "/net/sf/extjwnl/data/wordnet/wn31/data.";
  private static final String GROUPS = "14";
  private static final Map<String, String> TYPES =
      Map.of(
          "15",
          MentionTypes.PLACE,
          "17",
          MentionTypes.PLACE,
          GROUPS,
          MentionTypes.ORGANIZATION,
          "18",
          MentionTypes.PERSON);
  private static final List<String> PREFERENCE =
      List.of(MentionTypes.PLACE, MentionTypes.ORGANIZATION, MentionTypes.PERSON);

  private final Set<String> common = new HashSet<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> heads = new HashMap<>();
  private final Map<String, Integer> firstNames = ranks("first-names.txt");
  private final Map<String, Integer> surnames = ranks("surnames.txt");
  private final Map<String, Set<String>> contexts = new HashMap<>();
  private final Set<String> titles = new HashSet<>();
  private final Set<String> notNames = Set.copyOf(lines("not-names.txt"));

  private static final class Holder {
    private static final EnglishLexicon LEXICON = new EnglishLexicon();
  }

  /** The one of this process. */
  static EnglishLexicon get() {
    return Holder.LEXICON;
  }

  private EnglishLexicon() {
    for (String part : List.of("noun", "verb", "adj", "adv")) {
      read(part);
    }
    lines("countries.txt").forEach(country -> names.put(country, MentionTypes.PLACE));
    for (List<String> row : ResourceLines.rows(EnglishLexicon.class, "technologies.tsv")) {
      row.forEach(way -> names.put(way, MentionTypes.PRODUCT));
    }
    for (List<String> row : ResourceLines.rows(EnglishLexicon.class, "heads.tsv")) {
      row.stream().skip(1).forEach(word -> heads.putIfAbsent(word, row.get(0)));
    }
    for (List<String> row : ResourceLines.rows(EnglishLexicon.class, "contexts.tsv")) {
      contexts.put(row.get(0), Set.copyOf(row.subList(1, row.size())));
    }
    for (List<String> row : ResourceLines.rows(EnglishLexicon.class, "titles.tsv")) {
      titles.addAll(row);
    }
  }

  private static List<String> lines(String name) {
    return ResourceLines.of(EnglishLexicon.class, name);
  }

  private static Map<String, Integer> ranks(String name) {
    Map<String, Integer> ranks = new HashMap<>();
    for (String line : lines(name)) {
      ranks.put(line, ranks.size());
    }
    return ranks;
  }

  /** A line is a synset: offset, file number, part of speech, count of words, words, pointers. */
  private void read(String part) {
    try (InputStream input = EnglishLexicon.class.getResourceAsStream(WORDNET + part)) {
      if (input == null) {
        throw new IllegalStateException(
            "Cannot read WordNet: " + part + " is not on the class path");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
      String line;
      while ((line = lines.readLine()) != null) {
        if (!line.startsWith(" ")) {
          synset(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read WordNet", e);
    }
  }

  private void synset(String line) {
    String[] fields = line.substring(0, Math.max(0, line.indexOf(" | "))).split(" ");
    if (fields.length < 4) {
      return;
    }
    int words = Integer.parseInt(fields[3], 16);
    boolean instance = Arrays.asList(fields).contains("@i");
    String type = instance ? TYPES.get(fields[1]) : null;
    for (int i = 0; i < words; i++) {
      String word = fields[4 + 2 * i].replace('_', ' ');
      int mark = word.indexOf('('); // the position of an adjective
      String plain = mark > 0 ? word.substring(0, mark) : word;
      if (Character.isUpperCase(plain.charAt(0))) {
        String kind =
            type == null && fields[1].equals(GROUPS) && isOrganization(plain)
                ? MentionTypes.ORGANIZATION
                : type;
        if (kind != null) {
          names.merge(plain, kind, EnglishLexicon::preferred);
        }
      } else if (plain.indexOf(' ') < 0) {
        common.add(plain);
      }
    }
  }

  /** United Nations, NATO; the other groups with a capital are peoples. */
  private static boolean isOrganization(String name) {
    return name.indexOf(' ') > 0 || name.length() > 2 && name.equals(name.toUpperCase(Locale.ROOT));
  }

  private static String preferred(String one, String other) {
    return PREFERENCE.indexOf(one) <= PREFERENCE.indexOf(other) ? one : other;
  }

  /** Whether a word, in small letters, is in the dictionary, or an inflection of one that is. */
  boolean isCommon(String lower) {
    if (notNames.contains(lower) || common.contains(lower)) {
      return true;
    }
    for (String ending : List.of("s", "es", "ed", "d", "ing", "er", "ly", "n't")) {
      if (lower.length() > ending.length() + 2 && lower.endsWith(ending)) {
        String stem = lower.substring(0, lower.length() - ending.length());
        if (common.contains(stem)
            || common.contains(stem + "e")
            || isDoubled(stem) && common.contains(stem.substring(0, stem.length() - 1))) {
          return true;
        }
      }
    }
    return lower.endsWith("ies") && common.contains(lower.substring(0, lower.length() - 3) + "y");
  }

  private static boolean isDoubled(String stem) {
    int length = stem.length();
    return length > 2 && stem.charAt(length - 1) == stem.charAt(length - 2);
  }

  boolean namesNothing(String lower) {
    return notNames.contains(lower);
  }

  /** The type of a known name, written like this. */
  @Nullable String type(String name) {
    return names.get(name);
  }

  /** The type of names with this word, in small letters, at their end. */
  @Nullable String head(String lower) {
    return heads.get(lower);
  }

  boolean isFirstName(String lower) {
    return firstNames.containsKey(lower);
  }

  boolean isSurname(String lower) {
    return surnames.containsKey(lower);
  }

  /** Whether a word, in small letters, tells by its place what a name is: "before place". */
  boolean tells(String context, String lower) {
    return contexts.getOrDefault(context, Set.of()).contains(lower);
  }

  boolean isTitle(String lower) {
    return titles.contains(lower);
  }
}
