package io.millrace.embedding.index;

import io.millrace.embedding.vector.DotProduct;
import io.millrace.embedding.vector.GraphFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Lucene directory of a generation under construction. A first build makes no graph and merges
 * nothing until the end, and then merges everything into one segment, so that each vector enters a
 * graph once; the vectors are on the heap then, where they fit into what the buffer has freed. A
 * derived shard merges small segments as they come and is compacted into one when more than a fifth
 * of it is deleted or it has more than {@value #MOST_SEGMENTS} segments. May be used by several
 * threads.
 */
final class ShardWriter implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);
  private static final int MOST_SEGMENTS = 8;
  private static final double MEGABYTE = 1024 * 1024;
  private static final double MOST_DELETED = 0.2;

  static {
    if (!DotProduct.isSimd()) {
      LOG.warn(
          "Vector graphs are built without Java's vector instructions, which takes more"
              + " processor time; start Java with --add-modules jdk.incubator.vector");
    }
  }

  private final Directory directory;
  private final IndexWriter writer;
  private final ShardCodec codec;
  private final @Nullable DirectoryReader before;

  private ShardWriter(Path folder, @Nullable Path parent, VectorStorage vectors, double buffer)
      throws IOException {
    Files.createDirectories(folder);
    if (parent != null) {
      link(parent, folder);
    }
    double heap = parent == null ? buffer : buffer / 4; // several merges at once, the buffer full
    codec = new ShardCodec(graphFormat(vectors, (long) (heap * MEGABYTE)));
    codec.graphs(parent != null);
    IndexWriterConfig config =
        new IndexWriterConfig(TextAnalysis.byField())
            .setCodec(codec)
            .setRAMBufferSizeMB(buffer)
            .setCommitOnClose(false)
            .setMergePolicy(parent == null ? NoMergePolicy.INSTANCE : mergePolicy())
            .setOpenMode(
                parent == null
                    ? IndexWriterConfig.OpenMode.CREATE
                    : IndexWriterConfig.OpenMode.APPEND);
    directory = FSDirectory.open(folder);
    before = parent == null ? null : DirectoryReader.open(directory);
    writer = new IndexWriter(directory, config);
  }

  static ShardWriter empty(Path folder, VectorStorage vectors, double bufferMegabytes)
      throws IOException {
    return new ShardWriter(folder, null, vectors, bufferMegabytes);
  }

  static ShardWriter derived(
      Path folder, Path parent, VectorStorage vectors, double bufferMegabytes) throws IOException {
    return new ShardWriter(folder, parent, vectors, bufferMegabytes);
  }

  /**
   * Replaces all Lucene documents of a document, at once; an empty list only deletes. They stay
   * side by side in their order, also when segments are merged, and counts by document rely on it.
   */
  void replace(String docId, List<List<IndexableField>> documents) throws IOException {
    Term term = new Term(Fields.DOC_ID, docId);
    if (documents.isEmpty()) {
      writer.deleteDocuments(term);
    } else {
      writer.updateDocuments(term, documents);
    }
  }

  /** The passages that the parent has of a document. */
  Set<String> chunksBefore(String docId) throws IOException {
    Set<String> chunks = new HashSet<>();
    if (before == null) {
      return chunks;
    }
    for (LeafReaderContext leaf : before.leaves()) {
      PostingsEnum documents = leaf.reader().postings(new Term(Fields.DOC_ID, docId));
      if (documents == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      SortedDocValues ids = leaf.reader().getSortedDocValues(Fields.CHUNK_ID);
      int document = documents.nextDoc();
      for (; document != DocIdSetIterator.NO_MORE_DOCS; document = documents.nextDoc()) {
        if ((live == null || live.get(document)) && ids != null && ids.advanceExact(document)) {
          chunks.add(ids.lookupOrd(ids.ordValue()).utf8ToString());
        }
      }
    }
    return chunks;
  }

  /** Compacts by the rule above and makes everything durable. */
  void commit() throws IOException {
    writer.flush();
    if (before == null) {
      codec.graphs(true);
      writer.getConfig().setMergePolicy(new MergeOnce());
      writer.forceMerge(1);
    } else if (tooMuchWaste()) {
      writer.forceMerge(1);
    }
    writer.commit();
  }

  /** How many live Lucene documents are of a kind, after a commit. */
  long count(String kind) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      return new IndexSearcher(reader).count(new TermQuery(new Term(Fields.KIND, kind)));
    }
  }

  /** Drops what was not committed. */
  @Override
  public void close() throws IOException {
    if (before != null) {
      before.close();
    }
    writer.rollback();
    directory.close();
  }

  private boolean tooMuchWaste() throws IOException {
    try (DirectoryReader now = DirectoryReader.open(writer)) {
      return now.numDeletedDocs() > MOST_DELETED * now.maxDoc()
          || now.leaves().size() > MOST_SEGMENTS;
    }
  }

  private static TieredMergePolicy mergePolicy() {
    TieredMergePolicy policy = new TieredMergePolicy();
    policy.setSegmentsPerTier(5);
    policy.setMaxMergedSegmentMB(Double.POSITIVE_INFINITY);
    return policy;
  }

  private static KnnVectorsFormat graphFormat(VectorStorage vectors, long heapBytes) {
    return switch (vectors) {
      case FLOAT32 -> new GraphFormat(heapBytes);
      case INT7 ->
          new Lucene99HnswScalarQuantizedVectorsFormat(
              GraphFormat.MAX_CONNECTIONS, GraphFormat.BEAM_WIDTH, 1, 7, false, null, null);
    };
  }

  /**
   * Gives {@code folder} the files of the last commit in {@code parent}, by hard links where the
   * file system has them and else by copies. Lucene never changes a file it has written, so that
   * the parent stays as it is.
   */
  private static void link(Path parent, Path folder) throws IOException {
    Collection<String> files;
    try (Directory directory = FSDirectory.open(parent)) {
      files = SegmentInfos.readLatestCommit(directory).files(true);
    }
    for (String file : files) {
      Path link = folder.resolve(file);
      try {
        Files.createLink(link, parent.resolve(file));
      } catch (UnsupportedOperationException | FileSystemException noLinks) {
        Files.copy(parent.resolve(file), link);
        IOUtils.fsync(link, false);
      }
    }
    IOUtils.fsync(folder, true);
  }
}
