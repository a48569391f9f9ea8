package io.millrace.core.maintenance;

import org.apache.iceberg.DataFile;

/**
 * A data file beside what decides whether it is rewritten.
 *
 * @param file the file
 * @param band files of different bands are never put together
 * @param order files that stand side by side in this order are put together
 * @param removable how many of its rows may go
 */
record TableFile(DataFile file, String band, long order, long removable) {
  long bytes() {
    return file.fileSizeInBytes();
  }
}
