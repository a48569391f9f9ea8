package io.millrace.embedding.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * An open generation. It never changes, may be used by several threads, and is closed by who opened
 * it; the files are mapped into memory, not read into it.
 */
public final class Generation implements Closeable {
  private final Manifest manifest;
  private final IndexReader reader;
  private final List<Closeable> resources;

  private Generation(Manifest manifest, IndexReader reader, List<Closeable> resources) {
    this.manifest = manifest;
    this.reader = reader;
    this.resources = resources;
  }

  /**
   * Opens the generation in a folder.
   *
   * @throws IOException when it is not whole, of a newer format, or damaged
   */
  public static Generation open(Path folder) throws IOException {
    Manifest manifest = Manifest.read(folder);
    List<Closeable> resources = new ArrayList<>();
    try {
      DirectoryReader[] shards = new DirectoryReader[manifest.shards()];
      for (int i = 0; i < shards.length; i++) {
        Directory directory = FSDirectory.open(Manifest.shard(folder, i));
        resources.add(0, directory);
        shards[i] = DirectoryReader.open(directory);
        resources.add(0, shards[i]);
      }
      return new Generation(manifest, new MultiReader(shards, false), resources);
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(resources);
      throw e;
    }
  }

  /** What it is. */
  public Manifest manifest() {
    return manifest;
  }

  /** All shards as one, closed with the generation. */
  public IndexReader reader() {
    return reader;
  }

  /** Whether it has a document with this id. */
  public boolean holds(String document) throws IOException {
    Query whole =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(Fields.DOC_ID, document)), BooleanClause.Occur.FILTER)
            .add(new TermQuery(new Term(Fields.KIND, Fields.DOCUMENT)), BooleanClause.Occur.FILTER)
            .build();
    return new IndexSearcher(reader).count(whole) > 0;
  }

  /**
   * Reads every byte and compares checksums.
   *
   * @throws IOException when something is not as it was written
   */
  public void check() throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      try {
        ((CodecReader) leaf.reader()).checkIntegrity();
      } catch (IOException e) {
        throw new IOException(
            "Cannot read generation " + manifest.generation() + ": " + e.getMessage(), e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    IOUtils.close(resources);
  }
}
