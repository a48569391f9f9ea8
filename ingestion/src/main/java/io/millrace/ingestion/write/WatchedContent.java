package io.millrace.ingestion.write;

import io.millrace.core.table.Ids;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file's content on its way to a processor: hashes what passes, so that a row names the bytes
 * that were parsed though the file may change meanwhile, and remembers a failure of the file
 * itself, so that it is told from all others.
 */
final class WatchedContent extends FilterInputStream {
  private final MessageDigest digest = Ids.sha256();
  private @Nullable IOException failure;
  private boolean complete;

  WatchedContent(InputStream content) {
    super(content);
  }

  /** What reading the file failed with, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  /** The SHA-256 of the content where it was read to the end, else {@code otherwise}. */
  String hash(String otherwise) {
    return complete ? HexFormat.of().formatHex(digest.digest()) : otherwise;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int count = super.read(buffer, offset, length);
      if (count < 0) {
        complete = true;
      } else {
        digest.update(buffer, offset, count);
      }
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(count, 1 << 16)];
    return Math.max(0, read(buffer, 0, buffer.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
