package io.millrace.benchmark.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts that documents are made of: paragraphs of both languages, each once, {@value
 * #MOST_CHARACTERS} characters at most. Read-only, for any number of threads.
 */
final class Passages {
  private static final int MOST_CHARACTERS = 64 << 20;
  private static final int SHORTEST = 30;
  private static final int LONGEST = 2_000;
  private static final Pattern SENTENCE = Pattern.compile("(?<=[。！？])|(?<=[.!?])\\s+");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\x{10000}-\\x{10FFFF}]");

  private final Map<Language, List<String>> paragraphs = new EnumMap<>(Language.class);

  private Passages() {}

  /**
   * Reads every HTML, text, Markdown and JSON lines file below the folders, in the order of their
   * paths.
   *
   * @throws IllegalArgumentException if there is no paragraph in them
   */
  static Passages read(List<Path> folders) throws IOException {
    Passages passages = new Passages();
    Set<String> known = new HashSet<>();
    int[] characters = {0};
    for (Path folder : folders) {
      TextFiles.read(
          folder,
          text -> {
            String paragraph = plain(text);
            if (paragraph.length() >= SHORTEST
                && characters[0] < MOST_CHARACTERS
                && known.add(paragraph)) {
              characters[0] += paragraph.length();
              passages
                  .paragraphs
                  .computeIfAbsent(Language.of(paragraph), language -> new ArrayList<>())
                  .add(paragraph);
            }
          });
    }
    if (passages.paragraphs.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot make a corpus: there is no paragraph in html, txt, md or jsonl files below "
              + folders);
    }
    return passages;
  }

  private static String plain(String text) {
    String line = UNPRINTABLE.matcher(text.replaceAll("\\s+", " ")).replaceAll("").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip();
  }

  /** The languages there are texts of. */
  List<Language> languages() {
    return List.copyOf(paragraphs.keySet());
  }

  /** One paragraph as it was found. */
  String paragraph(Language language, Random random) {
    List<String> all = paragraphs.getOrDefault(language, List.of());
    return all.get(random.nextInt(all.size()));
  }

  /** One sentence of some paragraph. */
  String sentence(Language language, Random random) {
    List<String> sentences = SENTENCE.splitAsStream(paragraph(language, random)).toList();
    return sentences.get(random.nextInt(sentences.size())).strip();
  }

  /** Some words out of a sentence, as a title or a label. */
  String phrase(Language language, Random random) {
    String sentence = sentence(language, random).replaceAll("[|#*_<>\\[\\]`]", "").strip();
    if (language == Language.CHINESE) {
      int length = Math.min(sentence.length(), 4 + random.nextInt(10));
      int start = random.nextInt(sentence.length() - length + 1);
      String phrase =
          sentence.substring(start, start + length).replaceAll("[\\s\\p{Punct}。，、；：（）]", "");
      return phrase.isEmpty() ? "说明" : phrase;
    }
    String[] words = sentence.split(" +", -1);
    int count = Math.min(words.length, 2 + random.nextInt(5));
    int start = random.nextInt(words.length - count + 1);
    String phrase = String.join(" ", List.of(words).subList(start, start + count)).strip();
    return phrase.isEmpty()
        ? "Notes"
        : Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1);
  }
}
