package io.millrace.ingestion.write;

import io.millrace.ingestion.parse.RejectedException;
import java.io.InputStream;

/**
 * Makes text, blocks and chunks of one file after the other: what one executor slot holds. For one
 * thread at a time; whoever opened it closes it.
 */
public interface DocumentProcessor extends AutoCloseable {
  /**
   * Processes one document. Only what is wrong with this document is thrown as {@link
   * RejectedException}; anything else stops the job.
   *
   * @param docId the document's id
   * @param fileName its name, for what the content does not tell
   * @param content its bytes, not closed
   */
  ProcessedDocument process(String docId, String fileName, InputStream content)
      throws RejectedException;

  @Override
  void close();
}
