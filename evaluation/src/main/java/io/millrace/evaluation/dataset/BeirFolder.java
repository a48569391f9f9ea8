package io.millrace.evaluation.dataset;

import io.millrace.embedding.index.Script;
import io.millrace.evaluation.metric.NumberedLines;
import io.millrace.evaluation.metric.Qrels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A judged data set in BEIR's layout (Thakur et al. 2021):
 *
 * <pre>
 * corpus.jsonl       {"_id", "title", "text"}  a line a document
 * queries.jsonl      {"_id", "text"}           a line a query
 * qrels/SPLIT.tsv    query-id TAB corpus-id TAB score, with a header
 * </pre>
 *
 * Queries and judgments are held in memory, the corpus is streamed. Ids may be numbers; a title may
 * be missing; a byte-order mark, blank lines and CRLF are fine; an id that stands twice is not.
 */
public final class BeirFolder {
  private final Path folder;
  private final String split;
  private final List<Query> queries;
  private final Qrels qrels;

  private BeirFolder(Path folder, String split, List<Query> queries, Qrels qrels) {
    this.folder = folder;
    this.split = split;
    this.queries = List.copyOf(queries);
    this.qrels = qrels;
  }

  /** What takes the documents of a corpus. */
  @FunctionalInterface
  public interface PassageReceiver {
    /** Takes one document. */
    void accept(Passage passage) throws IOException;
  }

  /**
   * Opens a folder and reads the queries and judgments of one split.
   *
   * @throws IOException where a file is missing, unreadable or wrong (file:line), or nothing is
   *     judged
   */
  public static BeirFolder open(Path folder, String split) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("Cannot open data set " + folder + ": there is no such folder");
    }
    if (!Files.isRegularFile(folder.resolve("corpus.jsonl"))) {
      throw new IOException("Cannot open data set " + folder + ": it has no corpus.jsonl");
    }
    Map<String, String> texts = texts(folder.resolve("queries.jsonl"));
    Path judgments = folder.resolve("qrels").resolve(split + ".tsv");
    if (!Files.isRegularFile(judgments)) {
      throw new IOException(
          "Cannot open split " + split + " of data set " + folder + ": it has no " + judgments);
    }
    Qrels qrels = qrels(judgments, texts);
    List<Query> queries = new ArrayList<>();
    for (String id : qrels.queries()) {
      queries.add(new Query(id, texts.getOrDefault(id, "")));
    }
    if (queries.isEmpty()) {
      throw new IOException(
          "Cannot open data set " + folder + ": " + judgments + " judges nothing");
    }
    return new BeirFolder(folder, split, queries, qrels);
  }

  /** The folder's own name. */
  public String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? "corpus" : name.toString();
  }

  /** Which split the judgments are of. */
  public String split() {
    return split;
  }

  /** The judged queries, in the order of the judgments. */
  public List<Query> queries() {
    return queries;
  }

  /** The judgments. */
  public Qrels qrels() {
    return qrels;
  }

  /**
   * Hands over every document, in order; one is held at a time.
   *
   * @throws IOException where a line is wrong (file:line), or the receiver throws it
   */
  public void forEachPassage(PassageReceiver receiver) throws IOException {
    try (JsonLines lines = JsonLines.open(folder.resolve("corpus.jsonl"))) {
      while (lines.next()) {
        String title = lines.optional("title");
        receiver.accept(
            new Passage(
                lines.id("_id"), title == null ? "" : title.strip(), lines.required("text")));
      }
    }
  }

  /**
   * Reads the corpus once, so that its errors show before work is spent. Holds all ids in memory,
   * about 100 bytes a document.
   *
   * @throws IOException where a line is wrong or an id stands twice (file:line), or there is no
   *     document
   */
  public CorpusSurvey survey() throws IOException {
    Set<String> missing = new TreeSet<>();
    qrels.grades().values().forEach(grades -> missing.addAll(grades.keySet()));
    Set<String> ids = new HashSet<>();
    long chinese = 0;
    try (JsonLines lines = JsonLines.open(folder.resolve("corpus.jsonl"))) {
      while (lines.next()) {
        String id = lines.id("_id");
        if (!ids.add(id)) {
          throw lines.failure("document " + id + " stands twice");
        }
        missing.remove(id);
        String text = lines.required("text");
        chinese += Script.cjkShare(text) >= 0.5 ? 1 : 0;
      }
    }
    if (ids.isEmpty()) {
      throw new IOException("Cannot evaluate on data set " + folder + ": its corpus is empty");
    }
    return new CorpusSurvey(ids.size(), CorpusLanguage.of(chinese, ids.size()), missing);
  }

  private static Map<String, String> texts(Path file) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonLines lines = JsonLines.open(file)) {
      while (lines.next()) {
        String id = lines.id("_id");
        if (texts.put(id, lines.required("text")) != null) {
          throw lines.failure("query " + id + " stands twice");
        }
      }
    }
    return texts;
  }

  private static Qrels qrels(Path file, Map<String, String> texts) throws IOException {
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    try (NumberedLines lines = NumberedLines.open(file)) {
      boolean first = true;
      for (String line = lines.next(); line != null; line = lines.next(), first = false) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 3) {
          throw lines.failure("the line has " + columns.length + " columns between tabs, not 3");
        }
        String query = columns[0].strip();
        String document = columns[1].strip();
        if (first && columns[2].strip().equals("score")) {
          continue;
        }
        if (!texts.containsKey(query)) {
          throw lines.failure("query " + query + " is not in queries.jsonl");
        }
        int grade = grade(columns[2].strip(), lines);
        Integer before =
            grades.computeIfAbsent(query, id -> new LinkedHashMap<>()).put(document, grade);
        if (before != null && before != grade) {
          throw lines.failure(
              "document " + document + " is judged " + before + " and " + grade + " for " + query);
        }
      }
    }
    return new Qrels(grades);
  }

  private static int grade(String text, NumberedLines lines) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      IOException failure = lines.failure("score " + text + " is not an integer");
      failure.initCause(e);
      throw failure;
    }
  }
}
