package io.millrace.ingestion.write;

import io.millrace.core.table.Document;
import io.millrace.core.table.RejectCode;
import io.millrace.ingestion.parse.RejectedException;
import io.millrace.ingestion.source.CanonicalUri;
import io.millrace.ingestion.source.SourceFiles;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes a row of a file: live, or rejected with its reason. What is not this document's own fault
 * is thrown. For one thread.
 */
final class DocumentReading {
  private final DocumentProcessor processor;
  private final RowMaker rows;

  DocumentReading(DocumentProcessor processor, RowMaker rows) {
    this.processor = processor;
    this.rows = rows;
  }

  Document read(WorkItem item) {
    try (InputStream file = SourceFiles.open(item.uri())) {
      return read(item, new WatchedContent(file));
    } catch (IOException e) {
      return unreadable(item, e);
    }
  }

  private Document read(WorkItem item, WatchedContent content) {
    try {
      ProcessedDocument parsed =
          processor.process(item.docId(), CanonicalUri.fileName(item.uri()), content);
      String hash = content.hash(item.contentHash());
      if (parsed.text().isBlank()) {
        return rows.rejected(
            item,
            hash,
            RejectCode.NO_TEXT,
            "the document has no text; a scan would need text recognition");
      }
      return rows.live(item, hash, parsed);
    } catch (RejectedException e) {
      IOException failure = content.failure();
      return failure == null
          ? rows.rejected(item, content.hash(item.contentHash()), e)
          : unreadable(item, failure);
    } catch (RuntimeException e) {
      IOException failure = content.failure();
      if (failure == null) {
        throw e;
      }
      return unreadable(item, failure);
    }
  }

  private Document unreadable(WorkItem item, IOException e) {
    return rows.rejected(item, "", RejectCode.UNREADABLE, "the file cannot be read: " + e);
  }
}
