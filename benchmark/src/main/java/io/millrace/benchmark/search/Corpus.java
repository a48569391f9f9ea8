package io.millrace.benchmark.search;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.embedding.index.EncoderSet;
import io.millrace.embedding.index.IndexedEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Texts with their vectors in one folder, which every subject reads, whatever it is written in:
 *
 * <pre>
 * passages.txt, queries.txt    UTF-8, a text a line
 * LANGUAGE-passages.txt        numbers of the passages in that language, from 0, one a line
 * LANGUAGE-passages.f32        vectors of the passages in that language, in their order
 * LANGUAGE-queries.f32         vectors of all queries by that language's encoder
 * encoders.json                the encoders by language, written last
 * </pre>
 *
 * @param passages what is indexed
 * @param queries what is asked
 * @param encoders by language, as production has them
 * @param folder where it lies
 */
record Corpus(List<String> passages, List<String> queries, EncoderSet encoders, Path folder) {
  private static final String ENCODERS = "encoders.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Whether a folder holds a whole corpus of these texts. */
  static boolean holds(Path folder, Texts texts) throws IOException {
    return Files.exists(folder.resolve(ENCODERS))
        && Files.readAllLines(folder.resolve("passages.txt")).equals(texts.passages())
        && Files.readAllLines(folder.resolve("queries.txt")).equals(texts.queries());
  }

  static Corpus open(Path folder) throws IOException {
    SortedMap<String, IndexedEncoder> encoders =
        JSON.readValue(Files.readAllBytes(folder.resolve(ENCODERS)), new TypeReference<>() {});
    return new Corpus(
        Files.readAllLines(folder.resolve("passages.txt")),
        Files.readAllLines(folder.resolve("queries.txt")),
        new EncoderSet(encoders),
        folder);
  }

  /** Writes a corpus; vectors are asked for once a text. */
  static void write(Path folder, Texts texts, Map<String, Vectors> byLanguage) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(ENCODERS));
    Files.write(folder.resolve("passages.txt"), texts.passages());
    Files.write(folder.resolve("queries.txt"), texts.queries());
    Map<String, IndexedEncoder> encoders = new LinkedHashMap<>();
    for (Map.Entry<String, Vectors> entry : byLanguage.entrySet()) {
      String name = fileName(entry.getKey());
      Vectors vectors = entry.getValue();
      encoders.put(entry.getKey(), vectors.encoder());
      List<float[]> rows = new ArrayList<>();
      List<String> numbers = new ArrayList<>();
      for (int i = 0; i < texts.passages().size(); i++) {
        String passage = texts.passages().get(i);
        if (language(passage).equals(entry.getKey())) {
          rows.add(vectors.passage(passage));
          numbers.add(Integer.toString(i));
        }
      }
      Files.write(folder.resolve(name + "-passages.txt"), numbers);
      Matrix.write(folder.resolve(name + "-passages.f32"), rows);
      List<float[]> queries = new ArrayList<>();
      for (String query : texts.queries()) {
        queries.add(vectors.query(query));
      }
      Matrix.write(folder.resolve(name + "-queries.f32"), queries);
    }
    Files.write(folder.resolve(ENCODERS), JSON.writeValueAsBytes(encoders));
  }

  /** Gives vectors of texts. */
  interface Vectors {
    /** Whose they are. */
    IndexedEncoder encoder();

    /** The vector of a passage. */
    float[] passage(String text) throws IOException;

    /** The vector of a query. */
    float[] query(String text) throws IOException;
  }

  /** The key of the encoder of a passage: Chinese, or any other language. */
  static String language(String passage) {
    return ShortPassages.isChinese(passage) ? "zh" : EncoderSet.ANY;
  }

  /** The vectors of passages in a language, in the order of those passages. */
  List<float[]> passageVectors(String language) throws IOException {
    return vectors(language, "passages");
  }

  /** The vectors of all queries by the encoder of a language. */
  List<float[]> queryVectors(String language) throws IOException {
    return vectors(language, "queries");
  }

  private List<float[]> vectors(String language, String what) throws IOException {
    IndexedEncoder encoder = encoders.of(language, "");
    Path file = folder.resolve(fileName(language) + "-" + what + ".f32");
    return Matrix.read(file, encoder.dimension());
  }

  private static String fileName(String language) {
    return language.equals(EncoderSet.ANY) ? "en" : language;
  }
}
