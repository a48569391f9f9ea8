package io.millrace.embedding.index;

import io.millrace.core.table.Chunk;
import io.millrace.core.table.Document;

/** A live passage has no vector: the embedding job has not seen its document yet. */
public final class MissingVectorException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  MissingVectorException(Document document, Chunk chunk, IndexedEncoder encoder) {
    super(
        "Cannot index "
            + document.uri()
            + " of revision "
            + document.revision()
            + ": passage "
            + chunk.chunkId()
            + " with text hash "
            + chunk.textHash()
            + " has no vector by encoder "
            + encoder.model()
            + " ("
            + encoder.fingerprint()
            + "); run 'millrace embed'");
  }
}
