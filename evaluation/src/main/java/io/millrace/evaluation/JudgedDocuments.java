package io.millrace.evaluation;

import io.millrace.embedding.index.Fields;
import io.millrace.embedding.index.Generation;
import io.millrace.evaluation.dataset.Question;
import io.millrace.evaluation.metric.Qrels;
import io.millrace.evaluation.report.Excerpt;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a generation as judgments name them. Documents with the same passages are copies
 * of one another: a search shows one of them, so they count as one, under the smallest of their
 * URIs. Holds passage ids and URIs of the whole generation.
 */
final class JudgedDocuments {
  private static final Set<String> READ =
      Set.of(
          Fields.CHUNK_ID, Fields.DOC_ID, Fields.URI, Fields.TITLE, Fields.START, Fields.TEXT_HASH);
  private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]+:(//[^/]*)?");

  private final Map<String, String> uriOfPassage;
  private final Map<String, String> firstCopies;
  private final Map<String, String> titles;

  private JudgedDocuments(
      Map<String, String> uriOfPassage,
      Map<String, String> firstCopies,
      Map<String, String> titles) {
    this.uriOfPassage = uriOfPassage;
    this.firstCopies = firstCopies;
    this.titles = titles;
  }

  /** What is judged, and what is wrong with it. */
  record Judgments(Qrels qrels, List<String> notices) {}

  /** Reads the ids of all passages of a generation. */
  static JudgedDocuments of(Generation generation) throws IOException {
    Map<String, String> uriOfPassage = new HashMap<>();
    Map<String, Map<Integer, String>> hashes = new TreeMap<>();
    Map<String, String> titles = new HashMap<>();
    IndexReader reader = generation.reader();
    for (LeafReaderContext leaf : reader.leaves()) {
      StoredFields stored = leaf.reader().storedFields();
      @Nullable Bits live = leaf.reader().getLiveDocs();
      for (int i = 0; i < leaf.reader().maxDoc(); i++) {
        if (live != null && !live.get(i)) {
          continue;
        }
        Document fields = stored.document(i, READ);
        String passage = fields.get(Fields.CHUNK_ID);
        if (passage == null) {
          continue;
        }
        String uri = fields.get(Fields.URI);
        uriOfPassage.put(passage, uri);
        hashes
            .computeIfAbsent(uri, first -> new TreeMap<>())
            .put(
                fields.getField(Fields.START).numericValue().intValue(),
                fields.get(Fields.TEXT_HASH));
        String title = fields.get(Fields.TITLE);
        titles.putIfAbsent(uri, title == null ? "" : title);
      }
    }
    Map<List<String>, String> firstOf = new HashMap<>();
    Map<String, String> firstCopies = new HashMap<>();
    hashes.forEach(
        (uri, ofUri) ->
            firstCopies.put(
                uri, firstOf.computeIfAbsent(List.copyOf(ofUri.values()), first -> uri)));
    return new JudgedDocuments(uriOfPassage, firstCopies, titles);
  }

  /** Passage id → the URI of its document's first copy. */
  String ofPassage(String passage) {
    String uri = uriOfPassage.get(passage);
    if (uri == null) {
      throw new IllegalArgumentException(
          "Cannot judge passage " + passage + ": the generation has none of this id");
    }
    return firstCopies.getOrDefault(uri, uri);
  }

  /** What a report shows of a document. */
  Excerpt excerpt(String uri) {
    return new Excerpt(titles.getOrDefault(uri, ""), plain(uri));
  }

  /**
   * questions → judgments of grade 1. A name that matches no document is kept as one that cannot be
   * retrieved, and reported; so is a name that matches several different documents.
   */
  Judgments judge(List<Question> questions) {
    Map<String, String> plainToUri = new TreeMap<>();
    titles.keySet().forEach(uri -> plainToUri.put(plain(uri), uri));
    List<String> notices = new ArrayList<>();
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    Map<String, Set<String>> known = new HashMap<>();
    for (Question question : questions) {
      Map<String, Integer> ofQuestion = new LinkedHashMap<>();
      for (String name : question.documents()) {
        Set<String> uris = known.computeIfAbsent(name, any -> matches(name, plainToUri));
        if (uris.isEmpty()) {
          notices.add(
              String.format(
                  Locale.ROOT, "Question %s: no document matches %s.", question.id(), name));
          ofQuestion.put(name, 1);
        }
        if (uris.size() > 1) {
          notices.add(
              String.format(
                  Locale.ROOT,
                  "Question %s: %s matches %d different documents, and all count as right.",
                  question.id(),
                  name,
                  uris.size()));
        }
        uris.forEach(uri -> ofQuestion.put(uri, 1));
      }
      grades.put(question.id(), ofQuestion);
    }
    return new Judgments(new Qrels(grades), notices);
  }

  /** The first copies of the documents with this URI or path, or a path that ends with it. */
  private Set<String> matches(String name, Map<String, String> plainToUri) {
    String wanted = plain(name);
    String end = wanted.startsWith("/") ? wanted : "/" + wanted;
    Set<String> uris = new HashSet<>();
    plainToUri.entrySet().stream()
        .filter(entry -> entry.getKey().equals(wanted) || entry.getKey().endsWith(end))
        .map(Map.Entry::getValue)
        .forEach(uri -> uris.add(firstCopies.getOrDefault(uri, uri)));
    return uris;
  }

  /** A URI or path as a path with its characters decoded and composed (NFC). */
  private static String plain(String name) {
    boolean isUri = SCHEME.matcher(name).find();
    String path = SCHEME.matcher(name).replaceFirst("");
    return Normalizer.normalize(isUri ? decoded(path) : path, Normalizer.Form.NFC);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // a stray per cent sign: not encoded after all
    }
  }
}
