package io.millrace.benchmark.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is indexed and asked.
 *
 * @param passages all different, in an order that depends on their texts alone, so that a smaller
 *     set is the beginning of a larger one
 * @param queries as many English as Chinese ones where there are enough of both
 */
record Texts(List<String> passages, List<String> queries) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads the folders: {@code corpus.jsonl} and {@code queries.jsonl} or {@code questions.jsonl}
   * where they are, and {@code .txt} and {@code .md} files at any depth. Where the passages are too
   * few, pairs of them are joined; where there are no queries, passages that are not indexed are
   * asked.
   */
  static Texts read(List<Path> folders, int passages, int queries) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    Set<String> asked = new LinkedHashSet<>();
    for (Path folder : folders) {
      read(folder, found, asked);
    }
    if (found.isEmpty()) {
      throw new IOException("Cannot measure search: there is no text in " + folders);
    }
    List<String> indexed = enough(byHash(found), passages + (asked.isEmpty() ? queries : 0));
    return new Texts(
        indexed.subList(0, passages),
        asked.isEmpty()
            ? indexed.subList(passages, indexed.size())
            : bothLanguages(byHash(asked), queries));
  }

  private static void read(Path folder, Set<String> passages, Set<String> queries)
      throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(folder)) {
      files = walked.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.equals("corpus.jsonl")) {
        for (String line : Files.readAllLines(file)) {
          passages.addAll(ShortPassages.of(JSON.readTree(line).path("text").asText()));
        }
      } else if (name.equals("queries.jsonl") || name.equals("questions.jsonl")) {
        for (String line : Files.readAllLines(file)) {
          JsonNode query = JSON.readTree(line);
          queries.add(query.path("text").asText(query.path("question").asText()).strip());
        }
      } else if (name.endsWith(".txt") || name.endsWith(".md")) {
        passages.addAll(ShortPassages.of(Files.readString(file)));
      }
    }
    queries.remove("");
  }

  private static List<String> byHash(Set<String> texts) {
    record Hashed(String hash, String text) {}
    return texts.stream()
        .map(text -> new Hashed(Ids.text(text), text))
        .sorted(Comparator.comparing(Hashed::hash))
        .map(Hashed::text)
        .toList();
  }

  /**
   * The passages, and after them joined pairs: each with the next, the one after that, and so on.
   */
  private static List<String> enough(List<String> passages, int wanted) {
    Set<String> all = new LinkedHashSet<>(passages);
    int size = passages.size();
    for (int step = 1; all.size() < wanted; step++) {
      if (step >= size) {
        throw new IllegalArgumentException(
            "Cannot make " + wanted + " passages of " + size + ": give more texts with --from");
      }
      for (int i = 0; i < size && all.size() < wanted; i++) {
        all.add(passages.get(i) + " " + passages.get((i + step) % size));
      }
    }
    return List.copyOf(all).subList(0, wanted);
  }

  private static List<String> bothLanguages(List<String> queries, int wanted) {
    List<String> chinese = queries.stream().filter(ShortPassages::isChinese).toList();
    List<String> other = queries.stream().filter(text -> !ShortPassages.isChinese(text)).toList();
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < queries.size() && chosen.size() < wanted; i++) {
      if (i < other.size()) {
        chosen.add(other.get(i));
      }
      if (i < chinese.size() && chosen.size() < wanted) {
        chosen.add(chinese.get(i));
      }
    }
    return chosen;
  }
}
