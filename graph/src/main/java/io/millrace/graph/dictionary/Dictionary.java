package io.millrace.graph.dictionary;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.hankcs.hanlp.collection.AhoCorasick.AhoCorasickDoubleArrayTrie;
import io.millrace.core.settings.SettingsException;
import io.millrace.core.table.Ids;
import io.millrace.graph.event.EventRules;
import io.millrace.graph.mention.Found;
import io.millrace.graph.relation.RelationRules;
import io.millrace.graph.resource.YamlMapping;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a user knows: names, with their types and other ways to write them, patterns of what is
 * known by its form, and patterns of relations and events. Names are found as they are written, all
 * at once (Aho and Corasick, "Efficient String Matching", 1975); a Latin one not within a word.
 * Patterns are RE2's, whose time is linear in the text. Immutable, safe for many threads.
 */
public final class Dictionary implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double CONFIDENCE = 0.98;
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final List<String> FIELDS = List.of("names", "patterns", "relations", "events");

  /** A dictionary with nothing in it. */
  public static final Dictionary EMPTY =
      new Dictionary(new TreeMap<>(), List.of(), RelationRules.none(), EventRules.none());

  private final TreeMap<String, Entry> names;
  private final List<Form> forms;
  private final RelationRules relations;
  private final EventRules events;
  private final String fingerprint;
  private transient volatile @Nullable AhoCorasickDoubleArrayTrie<Entry> trie;

  /** What a name stands for. */
  private record Entry(String name, String type) implements Serializable {}

  /** A type by its form. */
  private record Form(String type, Pattern pattern) implements Serializable {}

  private Dictionary(
      TreeMap<String, Entry> names, List<Form> forms, RelationRules relations, EventRules events) {
    this.names = names;
    this.forms = forms;
    this.relations = relations;
    this.events = events;
    List<String> parts = new ArrayList<>(List.of("dictionary"));
    names.forEach((way, entry) -> parts.addAll(List.of(way, entry.name(), entry.type())));
    forms.forEach(form -> parts.addAll(List.of(form.type(), form.pattern().pattern())));
    parts.addAll(List.of(relations.fingerprint(), events.fingerprint()));
    this.fingerprint = Ids.hash(parts.toArray(new String[0]));
  }

  /** Names, each with its type. */
  public static Dictionary of(Map<String, String> types) {
    TreeMap<String, Entry> names = new TreeMap<>();
    types.forEach((name, type) -> names.put(name, new Entry(name, type)));
    return new Dictionary(names, List.of(), RelationRules.none(), EventRules.none());
  }

  /**
   * Reads dictionaries: YAML with {@code names}, each {@code {name, type, aliases}}, {@code
   * patterns}, each {@code {type, pattern}}, {@code relations} in the form of the built-in
   * relations.yaml, and {@code events} in that of events.yaml.
   *
   * @throws SettingsException where a file cannot be read, is not like this, or gives a name two
   *     meanings: all that is wrong with all files
   */
  public static Dictionary read(List<Path> files) {
    List<String> problems = new ArrayList<>();
    TreeMap<String, Entry> names = new TreeMap<>();
    List<Form> forms = new ArrayList<>();
    RelationRules relations = RelationRules.none();
    EventRules events = EventRules.none();
    for (Path file : files) {
      Consumer<String> wrong =
          what -> problems.add("Cannot read the dictionary " + file + ": " + what);
      JsonNode root = tree(file, wrong);
      if (root == null) {
        continue;
      }
      YamlMapping yaml = new YamlMapping(root, "", wrong).only(FIELDS);
      for (YamlMapping each : yaml.mappings("names")) {
        each.only(List.of("name", "type", "aliases"));
        Entry entry = new Entry(each.text("name"), each.text("type"));
        put(names, entry.name(), entry, each);
        each.texts("aliases").forEach(alias -> put(names, alias, entry, each));
      }
      for (YamlMapping each : yaml.mappings("patterns")) {
        each.only(List.of("type", "pattern"));
        form(each).ifPresent(forms::add);
      }
      relations = relations.and(RelationRules.read(yaml));
      events = events.and(EventRules.read(yaml));
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return new Dictionary(names, List.copyOf(forms), relations, events);
  }

  private static @Nullable JsonNode tree(Path file, Consumer<String> wrong) {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      if (root != null && root.isObject()) {
        return root;
      }
      wrong.accept("it has neither names nor patterns nor relations nor events");
    } catch (JsonProcessingException e) {
      wrong.accept("it is no YAML: " + e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      wrong.accept("there is no such file");
    } catch (IOException e) {
      wrong.accept(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private static void put(
      TreeMap<String, Entry> names, String way, Entry entry, YamlMapping place) {
    Entry before = way.isEmpty() ? null : names.putIfAbsent(way, entry);
    if (before != null && !before.equals(entry)) {
      place.problem(
          "says twice what "
              + way
              + " is: "
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

  private static Optional<Form> form(YamlMapping yaml) {
    String pattern = yaml.text("pattern");
    try {
      return Optional.of(new Form(yaml.text("type"), Pattern.compile(pattern)));
    } catch (PatternSyntaxException e) {
      yaml.problem("has the pattern " + pattern + ", which is wrong: " + e.getDescription());
      return Optional.empty();
    }
  }

  /** The user's relations. */
  public RelationRules relations() {
    return relations;
  }

  /** The user's events. */
  public EventRules events() {
    return events;
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
