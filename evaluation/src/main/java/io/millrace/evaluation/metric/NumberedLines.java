package io.millrace.evaluation.metric;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a UTF-8 text file that are not blank, with their numbers, so that an error can name
 * file and line. A byte-order mark and carriage returns are dropped. One line at a time is held.
 * For one thread; the caller closes it.
 */
public final class NumberedLines implements AutoCloseable {
  private final Path file;
  private final InputStream input;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
  private int number;

  private NumberedLines(Path file, InputStream input) {
    this.file = file;
    this.input = input;
  }

  /**
   * Opens a file.
   *
   * @throws IOException where it is missing or cannot be read
   */
  public static NumberedLines open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("Cannot read " + file + ": there is no such file");
    }
    return new NumberedLines(file, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
  }

  /**
   * The next line that is not blank, without the white space around it, or null at the end.
   *
   * @throws IOException where it is not UTF-8
   */
  public @Nullable String next() throws IOException {
    while (readBytes()) {
      number++;
      String line = decode().strip();
      if (number == 1 && line.startsWith("\uFEFF")) {
        line = line.substring(1).strip();
      }
      if (!line.isEmpty()) {
        return line;
      }
    }
    return null;
  }

  /** An error about the line read last: {@code Cannot read FILE:LINE: reason}. */
  public IOException failure(String reason) {
    return new IOException("Cannot read " + file + ":" + number + ": " + reason);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private boolean readBytes() throws IOException {
    bytes.reset();
    int unit = input.read();
    if (unit < 0) {
      return false;
    }
    while (unit >= 0 && unit != '\n') {
      bytes.write(unit);
      unit = input.read();
    }
    return true;
  }

  private String decode() throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      IOException failure = failure("the line is not UTF-8");
      failure.initCause(e);
      throw failure;
    }
  }
}
