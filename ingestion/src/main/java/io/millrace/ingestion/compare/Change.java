package io.millrace.ingestion.compare;

/** How a document of a source differs from the newest state. */
public enum Change {
  /** Listed, and not known or deleted before. */
  NEW,
  /** Listed, and anything in its fingerprint differs. */
  CHANGED,
  /** Listed, and as it was. */
  UNCHANGED,
  /** Known, and not listed any more. */
  GONE,
  /** Known, and must not be there any more, whether its file is or not. */
  FORGOTTEN,
  /** Listed, and known as another source's. */
  FOREIGN
}
