package io.millrace.benchmark.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds paragraphs in HTML, text, Markdown and JSON lines files. */
final class TextFiles {
  private static final long LARGEST = 32L << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern HTML_TEXT =
      Pattern.compile("<(p|li|dd|h[1-6])\\b[^>]*>(.*?)</\\1>", Pattern.DOTALL);
  private static final Pattern BLANK_LINE = Pattern.compile("\\n[ \\t]*\\n");

  private TextFiles() {}

  /** Hands over every paragraph below a folder, file by file in the order of their paths. */
  static void read(Path folder, Consumer<String> paragraphs) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files =
          walk.filter(Files::isRegularFile)
              .sorted(
                  (a, b) ->
                      folder.relativize(a).toString().compareTo(folder.relativize(b).toString()))
              .toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".jsonl")) {
        jsonLines(file, paragraphs);
      } else if (Files.size(file) <= LARGEST) {
        whole(name, file, paragraphs);
      }
    }
  }

  private static void whole(String name, Path file, Consumer<String> paragraphs)
      throws IOException {
    if (name.endsWith(".html") || name.endsWith(".htm")) {
      html(text(file), paragraphs);
    } else if (name.endsWith(".txt") || name.endsWith(".md")) {
      for (String paragraph : BLANK_LINE.split(text(file), -1)) {
        if (!paragraph.startsWith("    ") && !paragraph.contains("|--")) {
          paragraphs.accept(paragraph.replaceFirst("^#+ ", ""));
        }
      }
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void html(String page, Consumer<String> paragraphs) {
    Matcher matcher = HTML_TEXT.matcher(page);
    while (matcher.find()) {
      paragraphs.accept(
          matcher
              .group(2)
              .replaceAll("<[^>]*>", "")
              .replace("&nbsp;", " ")
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&quot;", "\"")
              .replace("&amp;", "&"));
    }
  }

  /** The texts of a corpus in BEIR's layout; questions and answers are too short to be taken. */
  private static void jsonLines(Path file, Consumer<String> paragraphs) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode text = line.isBlank() ? null : JSON.readTree(line).get("text");
        if (text != null && text.isTextual()) {
          paragraphs.accept(text.textValue());
        }
      }
    }
  }
}
