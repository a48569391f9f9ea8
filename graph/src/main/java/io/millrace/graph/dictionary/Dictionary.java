package io.millrace.graph.dictionary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.hankcs.hanlp.collection.AhoCorasick.AhoCorasickDoubleArrayTrie;
import io.millrace.core.table.Ids;
import io.millrace.graph.mention.Found;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names that a user knows, with their types and other ways to write them, and patterns of what is
 * known by its form. Names are found as they are written, all at once (Aho and Corasick, "Efficient
 * String Matching", 1975); a Latin one not within a word. Patterns are RE2's, whose time is linear
 * in the text. Immutable, safe for many threads.
 */
public final class Dictionary implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double CONFIDENCE = 0.98;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** A dictionary with nothing in it. */
  public static final Dictionary EMPTY = new Dictionary(new TreeMap<>(), List.of());

  private final TreeMap<String, Entry> names;
  private final List<Form> forms;
  private final String fingerprint;
  private transient volatile @Nullable AhoCorasickDoubleArrayTrie<Entry> trie;

  /** What a name stands for. */
  private record Entry(String name, String type) implements Serializable {}

  /** A type by its form. */
  private record Form(String type, Pattern pattern) implements Serializable {}

  private Dictionary(TreeMap<String, Entry> names, List<Form> forms) {
    this.names = names;
    this.forms = forms;
    List<String> parts = new ArrayList<>(List.of("dictionary"));
    names.forEach((way, entry) -> parts.addAll(List.of(way, entry.name(), entry.type())));
    forms.forEach(form -> parts.addAll(List.of(form.type(), form.pattern().pattern())));
    this.fingerprint = Ids.hash(parts.toArray(new String[0]));
  }

  /** Names, each with its type. */
  public static Dictionary of(Map<String, String> types) {
    TreeMap<String, Entry> names = new TreeMap<>();
    types.forEach((name, type) -> names.put(name, new Entry(name, type)));
    return new Dictionary(names, List.of());
  }

  /**
   * Reads dictionaries: YAML with {@code names}, each {@code {name, type, aliases}}, and {@code
   * patterns}, each {@code {type, pattern}}.
   *
   * @throws IOException where a file cannot be read, is not like this, or gives a name two meanings
   */
  public static Dictionary read(List<Path> files) throws IOException {
    TreeMap<String, Entry> names = new TreeMap<>();
    List<Form> forms = new ArrayList<>();
    for (Path file : files) {
      JsonNode root = tree(file);
      for (JsonNode each : root.path("names")) {
        Entry entry = new Entry(text(file, each, "name"), text(file, each, "type"));
        put(file, names, entry.name(), entry);
        for (JsonNode alias : each.path("aliases")) {
          put(file, names, alias.asText(), entry);
        }
      }
      for (JsonNode each : root.path("patterns")) {
        forms.add(new Form(text(file, each, "type"), pattern(file, text(file, each, "pattern"))));
      }
    }
    return new Dictionary(names, List.copyOf(forms));
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root == null || !root.isObject()) {
        throw new IOException(
            "Cannot read the dictionary " + file + ": it has neither names nor patterns");
      }
      for (String field : (Iterable<String>) root::fieldNames) {
        if (!field.equals("names") && !field.equals("patterns")) {
          throw new IOException(
              "Cannot read the dictionary "
                  + file
                  + ": it has "
                  + field
                  + ", known are names and patterns");
        }
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IOException(
          "Cannot read the dictionary " + file + ": it is no YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static void put(Path file, TreeMap<String, Entry> names, String way, Entry entry)
      throws IOException {
    if (way.isBlank()) {
      throw new IOException(
          "Cannot read the dictionary " + file + ": " + entry.name() + " has an empty alias");
    }
    Entry before = names.putIfAbsent(way, entry);
    if (before != null && !before.equals(entry)) {
      throw new IOException(
          "Cannot read the dictionary "
              + file
              + ": "
              + way
              + " is both "
              + before.name()
              + " ("
              + before.type()
              + ") and "
              + entry.name()
              + " ("
              + entry.type()
              + ")");
    }
  }

  private static String text(Path file, JsonNode node, String field) throws IOException {
    String text = node.path(field).asText("");
    if (text.isBlank()) {
      throw new IOException(
          "Cannot read the dictionary " + file + ": " + node + " has no " + field);
    }
    return text;
  }

  private static Pattern pattern(Path file, String pattern) throws IOException {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IOException(
          "Cannot read the dictionary "
              + file
              + ": the pattern "
              + pattern
              + " is wrong: "
              + e.getDescription(),
          e);
    }
  }

  /** A hash of everything in it. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Calls {@code found} with each name and each match of a pattern, also with overlapping ones. */
  public void find(String text, Consumer<Found> found) {
    if (!names.isEmpty()) {
      trie()
          .parseText(
              text,
              (begin, end, entry) -> {
                if (!splitsWord(text, begin) && !splitsWord(text, end)) {
                  found.accept(
                      new Found(begin, end, entry.type(), entry.name(), CONFIDENCE, "dictionary"));
                }
              });
    }
    for (Form form : forms) {
      Matcher matcher = form.pattern().matcher(text);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          found.accept(
              new Found(
                  matcher.start(),
                  matcher.end(),
                  form.type(),
                  matcher.group(),
                  CONFIDENCE,
                  "pattern"));
        }
      }
    }
  }

  private AhoCorasickDoubleArrayTrie<Entry> trie() {
    AhoCorasickDoubleArrayTrie<Entry> built = trie;
    if (built == null) {
      built = new AhoCorasickDoubleArrayTrie<>();
      built.build(names);
      trie = built;
    }
    return built;
  }

  private static boolean splitsWord(String text, int at) {
    return at > 0 && at < text.length() && isLatin(text.charAt(at - 1)) && isLatin(text.charAt(at));
  }

  private static boolean isLatin(char character) {
    return character < 0x250 && Character.isLetterOrDigit(character);
  }
}
