package io.millrace.embedding.index;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;
import io.millrace.core.table.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.store.Lock;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * A generation under construction, made by {@link Generations}. {@link #apply} may be called by
 * several threads; memory is bounded by {@link IndexSettings#bufferMegabytes} and the largest
 * document of each thread. Nothing can be opened before {@link #commit}, which writes the manifest
 * last; closing without it removes the folder, and what a killed process leaves is removed by the
 * next writer.
 */
public final class GenerationWriter implements Closeable {
  private final Path folder;
  private final long revision;
  private final IndexSettings settings;
  private final @Nullable Manifest parent;
  private final Lock lock;
  private final LuceneDocuments documents;
  private final List<ShardWriter> shards = new ArrayList<>();
  private final AtomicLong applied = new AtomicLong();
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong removed = new AtomicLong();
  private volatile State state = State.OPEN;

  private enum State {
    OPEN,
    FAILED,
    COMMITTED,
    CLOSED
  }

  GenerationWriter(
      Path folder, long revision, IndexSettings settings, @Nullable Manifest parent, Lock lock)
      throws IOException {
    this.folder = folder;
    this.revision = revision;
    this.settings = settings;
    this.parent = parent;
    this.lock = lock;
    this.documents = new LuceneDocuments(settings.encoders(), settings.analysis());
    double buffer = (double) settings.bufferMegabytes() / settings.shards();
    try {
      for (int i = 0; i < settings.shards(); i++) {
        Path shard = Manifest.shard(folder, i);
        shards.add(
            parent == null
                ? ShardWriter.empty(shard, settings.vectors(), buffer)
                : ShardWriter.derived(
                    shard,
                    Manifest.shard(folder.resolveSibling(parent.generation()), i),
                    settings.vectors(),
                    buffer));
      }
    } catch (IOException | RuntimeException e) {
      IOUtils.closeWhileHandlingException(this);
      throw e;
    }
  }

  /** The id of the generation to be. */
  public String generation() {
    return folder.getFileName().toString();
  }

  /** What it is derived from: only documents changed after its revision need to be applied. */
  public Optional<Manifest> parent() {
    return Optional.ofNullable(parent);
  }

  /** What was done so far. */
  public Counts counts() {
    return new Counts(applied.get(), added.get(), removed.get());
  }

  /**
   * Makes the generation hold this state of a document instead of any other: its passages, or why
   * it was rejected, or nothing of what is gone. To be called once a document: a second call wins,
   * but is counted as well.
   *
   * @throws MissingVectorException when a live passage has no vector; nothing can be committed then
   */
  public void apply(Document document, VectorLookup vectors) throws IOException {
    expect(State.OPEN, "apply a document to");
    try {
      boolean live = document.outcome() == Outcome.LIVE;
      List<List<IndexableField>> replacement = documents.of(document, vectors);
      ShardWriter shard = shards.get(shardOf(document.docId(), shards.size()));
      Set<String> before = shard.chunksBefore(document.docId());
      shard.replace(document.docId(), replacement);
      Set<String> after = new HashSet<>();
      if (live) {
        document.chunks().stream().map(Chunk::chunkId).forEach(after::add);
      }
      applied.incrementAndGet();
      added.addAndGet(after.stream().filter(chunk -> !before.contains(chunk)).count());
      removed.addAndGet(before.stream().filter(chunk -> !after.contains(chunk)).count());
    } catch (IOException | RuntimeException e) {
      state = State.FAILED;
      throw e;
    }
  }

  /**
   * Makes the generation durable, and then visible. No other thread may be in {@link #apply}.
   *
   * @throws IllegalStateException when a document could not be applied
   */
  public Manifest commit() throws IOException {
    Prepared prepared = prepare();
    Manifest.show(folder, prepared.staged());
    IOUtils.fsync(folder.toAbsolutePath().getParent(), true);
    return prepared.manifest();
  }

  /**
   * A generation that is whole and durable, but not yet visible.
   *
   * @param manifest what it will be
   * @param staged where its manifest waits, for {@link Generations#show}
   */
  public record Prepared(Manifest manifest, String staged) {}

  /**
   * As {@link #commit}, but leaves it to {@link Generations#show} to make it visible, which may be
   * called by another process, after this writer was closed and before the next one opens.
   */
  public Prepared prepare() throws IOException {
    expect(State.OPEN, "commit");
    state = State.FAILED;
    long documentCount = 0;
    long chunkCount = 0;
    for (ShardWriter shard : shards) {
      shard.commit();
      documentCount += shard.count(Fields.DOCUMENT);
      chunkCount += shard.count(Fields.CHUNK);
    }
    IOUtils.fsync(folder, true);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            generation(),
            revision,
            parent == null ? null : parent.generation(),
            documentCount,
            chunkCount,
            settings.encoders(),
            settings.shards(),
            settings.vectors(),
            settings.analysis(),
            Version.LATEST.toString());
    String staged = manifest.stage(folder);
    IOUtils.fsync(folder.toAbsolutePath().getParent(), true);
    state = State.COMMITTED;
    return new Prepared(manifest, staged);
  }

  /** Releases everything; removes the generation unless it was committed. */
  @Override
  public void close() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    boolean keep = state == State.COMMITTED;
    state = State.CLOSED;
    try {
      IOUtils.close(shards);
      if (!keep && !Files.exists(folder.resolve(Manifest.FILE))) {
        IOUtils.rm(folder);
      }
    } finally {
      lock.close();
    }
  }

  /** Which shard a document belongs to: the same for ever. */
  static int shardOf(String docId, int shards) {
    return Math.floorMod(docId.hashCode(), shards);
  }

  private void expect(State expected, String verb) {
    if (state != expected) {
      throw new IllegalStateException(
          "Cannot " + verb + " generation " + generation() + ": it is " + state);
    }
  }
}
