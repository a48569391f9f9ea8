package io.millrace.ingestion.write;

import java.io.Serializable;

/**
 * How documents are processed, as it travels to the executors. Equal values share their processors
 * within a process.
 */
public interface Processing extends Serializable {
  /** Changes whenever the same file may give another text, other blocks or other chunks. */
  String fingerprint();

  /** A processor, for the caller to close. */
  DocumentProcessor open();
}
