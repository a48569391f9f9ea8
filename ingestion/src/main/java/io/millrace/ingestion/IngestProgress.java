package io.millrace.ingestion;

/** What a caller is told while documents are parsed. Called by one thread. */
public interface IngestProgress {
  /** Something a person should know: a wait, a warning. */
  void message(String message);

  /** How far parsing is. */
  void parsed(long done, long total);

  /** Tells nobody. */
  IngestProgress SILENT =
      new IngestProgress() {
        @Override
        public void message(String message) {}

        @Override
        public void parsed(long done, long total) {}
      };
}
