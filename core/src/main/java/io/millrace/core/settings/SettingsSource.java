package io.millrace.core.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Values by key ({@code section.key}) from one place.
 *
 * @param name where the values come from, as a person would say it
 * @param values texts by key
 * @param problems what is wrong with the place itself
 * @param spell how the place writes a key
 */
record SettingsSource(
    String name, Map<String, String> values, List<String> problems, UnaryOperator<String> spell) {

  private static final String PREFIX = "MILLRACE_";

  /** Variables of the launcher and its build, which are no settings. */
  private static final Set<String> LAUNCHER =
      Set.of(
          "MILLRACE_HOME",
          "MILLRACE_JAVA_HOME",
          "MILLRACE_MEMORY",
          "MILLRACE_JAVA_OPTIONS",
          "MILLRACE_STACK_TRACE",
          "MILLRACE_MAVEN_OPTIONS");

  /** How this place writes {@code key}. */
  String spelling(String key) {
    return spell.apply(key);
  }

  /** What flags gave; picocli has already refused unknown ones. */
  static SettingsSource flags(Map<String, String> values) {
    return new SettingsSource("the command line", Map.copyOf(values), List.of(), key -> key);
  }

  /** Variables named {@code MILLRACE_SECTION_KEY}. */
  static SettingsSource environment(Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(PREFIX) && !LAUNCHER.contains(variable)) {
            values.put(key(variable), value);
          }
        });
    return new SettingsSource("the environment", values, List.of(), SettingsSource::variable);
  }

  /** A YAML file of sections; scalars at the top level are keys without a section. */
  static SettingsSource file(Path file) {
    Map<String, String> values = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readString(file));
      if (root.isObject()) {
        flatten("", root, values, problems, file);
      } else if (!root.isMissingNode() && !root.isNull()) {
        problems.add(
            "Cannot read " + file + ": it must hold sections with keys, and holds " + root);
      }
    } catch (NoSuchFileException e) {
      problems.add("Cannot read settings: there is no file " + file);
    } catch (JsonProcessingException e) {
      problems.add(
          "Cannot read "
              + file
              + ": not YAML at line "
              + e.getLocation().getLineNr()
              + ": "
              + e.getOriginalMessage());
    } catch (IOException e) {
      problems.add("Cannot read " + file + ": " + e);
    }
    return new SettingsSource(file.toString(), values, problems, key -> key);
  }

  private static void flatten(
      String prefix, JsonNode node, Map<String, String> values, List<String> problems, Path file) {
    node.fields()
        .forEachRemaining(
            field -> {
              String key = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject()) {
                flatten(key, value, values, problems, file);
              } else if (value.isValueNode()) {
                values.put(key, value.asText());
              } else {
                problems.add(
                    "Cannot read setting " + key + " in " + file + ": a list is no value for it");
              }
            });
  }

  private static String variable(String key) {
    return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * {@code MILLRACE_PARSER_MAX_FILE} is {@code parser.max-file}; the first word is the section if
   * there is one.
   */
  private static String key(String variable) {
    String words = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    int section = words.indexOf('_');
    return section < 0
        ? words
        : words.substring(0, section) + "." + words.substring(section + 1).replace('_', '-');
  }
}
