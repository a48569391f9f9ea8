package io.millrace.embedding.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which formats the segments of a shard have. */
class ShardFormatTest {
  private static final EncoderSet ONE = EncoderSet.ofAll(Rows.ENGLISH);
  private static final String FIELD = Rows.ENGLISH.field();

  @TempDir Path root;
  private Generations generations;

  @BeforeEach
  void open() {
    generations = new Generations(root);
  }

  @ParameterizedTest
  @EnumSource(VectorStorage.class)
  void aFirstBuildEndsWithOneGraphOfAllVectors(VectorStorage storage) throws IOException {
    IndexSettings settings = new IndexSettings(ONE, 1, storage, Analysis.AUTO, 1);
    Manifest manifest = Rows.write(generations, 1, settings, documents(3_000));

    assertThat(formats(manifest))
        .containsExactly(
            storage == VectorStorage.INT7
                ? "Lucene99HnswScalarQuantizedVectorsFormat"
                : "MillraceGraph");
    assertThat(graphSizes(manifest)).containsExactly(3_000);
  }

  @Test
  void aGenerationOfLucenesFormatIsSearchedAndDerivedFrom() throws IOException {
    IndexSettings settings = IndexSettings.of(ONE);
    Manifest parent = Rows.write(generations, 1, settings, documents(300));
    rewriteByLucene(parent);
    assertThat(formats(parent)).containsExactly("Lucene99HnswVectorsFormat");

    Document added = Rows.document("added", "new passage");
    Manifest child = Rows.write(generations, 2, settings, added);

    assertThat(child.parent()).isEqualTo(parent.generation());
    assertThat(formats(child)).contains("MillraceGraph");
    String hash = added.chunks().get(0).textHash();
    for (String textHash : List.of(hash, documents(300)[7].chunks().get(0).textHash())) {
      assertThat(nearest(child, Rows.vector(textHash + Rows.ENGLISH.fingerprint())))
          .isEqualTo(textHash);
    }
  }

  private static Document[] documents(int count) {
    Document[] documents = new Document[count];
    for (int i = 0; i < count; i++) {
      documents[i] = Rows.document("d" + i, "passage " + i);
    }
    return documents;
  }

  private Set<String> formats(Manifest manifest) throws IOException {
    Set<String> formats = new HashSet<>();
    try (Generation generation = Generation.open(generations.path(manifest.generation()))) {
      for (LeafReaderContext leaf : generation.reader().leaves()) {
        FieldInfo field = leaf.reader().getFieldInfos().fieldInfo(FIELD);
        formats.add(field.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY));
      }
    }
    return formats;
  }

  private List<Integer> graphSizes(Manifest manifest) throws IOException {
    List<Integer> sizes = new ArrayList<>();
    try (Generation generation = Generation.open(generations.path(manifest.generation()))) {
      for (LeafReaderContext leaf : generation.reader().leaves()) {
        PerFieldKnnVectorsFormat.FieldsReader fields =
            (PerFieldKnnVectorsFormat.FieldsReader) ((CodecReader) leaf.reader()).getVectorReader();
        HnswGraph graph = ((HnswGraphProvider) fields.getFieldReader(FIELD)).getGraph(FIELD);
        sizes.add(graph.size());
      }
    }
    return sizes;
  }

  private String nearest(Manifest manifest, float[] vector) throws IOException {
    try (Generation generation = Generation.open(generations.path(manifest.generation()))) {
      IndexSearcher searcher = new IndexSearcher(generation.reader());
      int document = searcher.search(new KnnFloatVectorQuery(FIELD, vector, 5), 1).scoreDocs[0].doc;
      return searcher.storedFields().document(document).get(Fields.TEXT_HASH);
    }
  }

  /** Gives a generation the segments that Lucene writes by default. */
  private void rewriteByLucene(Manifest manifest) throws IOException {
    Path shard = Manifest.shard(generations.path(manifest.generation()), 0);
    Path old = root.resolve("old-shard");
    Files.move(shard, old);
    try (Directory from = FSDirectory.open(old);
        DirectoryReader reader = DirectoryReader.open(from);
        Directory to = FSDirectory.open(shard);
        IndexWriter writer = new IndexWriter(to, new IndexWriterConfig())) {
      writer.addIndexes((CodecReader) reader.leaves().get(0).reader());
    }
    IOUtils.rm(old);
  }
}
