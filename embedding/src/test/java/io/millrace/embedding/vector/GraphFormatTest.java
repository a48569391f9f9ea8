package io.millrace.embedding.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphFormatTest {
  private static final int DIMENSION = 21;
  private static final int SIZE = 3_000;

  @TempDir Path root;

  @Test
  void theGraphIsTheSameWhereverMergedVectorsAre() throws IOException {
    List<float[]> vectors = vectors();
    Path heap = merged("heap", new GraphFormat(1 << 20), vectors);
    Path file = merged("file", new GraphFormat(1), vectors);

    assertThat(graph(heap)).isEqualTo(graph(file)).isNotEmpty();
  }

  @Test
  void nearlyAllNeighboursAreFoundWithLucenesScores() throws IOException {
    List<float[]> vectors = vectors();
    int found = 0;
    try (Directory directory =
            FSDirectory.open(merged("index", new GraphFormat(1 << 20), vectors));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      for (float[] question : vectors.subList(0, 50)) {
        double[] scores =
            vectors.stream()
                .mapToDouble(
                    vector -> VectorSimilarityFunction.DOT_PRODUCT.compare(question, vector))
                .sorted()
                .toArray();
        double tenth = scores[SIZE - 10];
        KnnFloatVectorQuery query = new KnnFloatVectorQuery("vector", question, 50);
        for (ScoreDoc hit : new IndexSearcher(reader).search(query, 10).scoreDocs) {
          found += hit.score >= tenth - 1e-6 ? 1 : 0;
        }
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(495);
  }

  private static List<float[]> vectors() {
    Random random = new Random(3);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      float[] vector = new float[DIMENSION];
      double squares = 0;
      for (int j = 0; j < DIMENSION; j++) {
        vector[j] = (float) random.nextGaussian();
        squares += vector[j] * vector[j];
      }
      for (int j = 0; j < DIMENSION; j++) {
        vector[j] /= (float) Math.sqrt(squares);
      }
      vectors.add(vector);
    }
    return vectors;
  }

  /** An index of two segments, merged into one. */
  private Path merged(String name, KnnVectorsFormat format, List<float[]> vectors)
      throws IOException {
    Path folder = root.resolve(name);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setMergePolicy(NoMergePolicy.INSTANCE)
            .setCodec(
                new Lucene912Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return format;
                  }
                });
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < vectors.size(); i++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(
                "vector", vectors.get(i), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
        if (i == SIZE / 3) {
          writer.flush();
        }
      }
      writer.flush();
      TieredMergePolicy separateFiles = new TieredMergePolicy();
      separateFiles.setNoCFSRatio(0);
      writer.getConfig().setMergePolicy(separateFiles);
      writer.forceMerge(1);
    }
    return folder;
  }

  /** The bytes of the graph without the segment's own id in header and footer. */
  private static byte[] graph(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(path -> path.toString().endsWith(".vex")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      return Arrays.copyOfRange(bytes, 100, bytes.length - 16);
    }
  }
}
