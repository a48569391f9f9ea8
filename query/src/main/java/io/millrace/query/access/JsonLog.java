package io.millrace.query.access;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON lines in a file a day, {@code NAME-2026-11-24.log} (UTC); files older than {@value
 * #DAYS_KEPT} days are removed. A line is in the file when {@link #write} returns, or an exception
 * says that it is not: a logging library would not say so. Several processes may write one folder;
 * may be used by several threads.
 */
public final class JsonLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JsonLog.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int DAYS_KEPT = 30;

  private final Path folder;
  private final String name;
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean broken;
  private @Nullable FileChannel channel;
  private LocalDate day = LocalDate.EPOCH;
  private boolean torn;

  private JsonLog(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Opens the log of a name in a folder, which is made where it is missing.
   *
   * @throws IOException where it cannot be written
   */
  public static JsonLog open(Path folder, String name) throws IOException {
    try {
      JsonLog log = new JsonLog(Files.createDirectories(folder), name);
      log.today();
      return log;
    } catch (IOException e) {
      throw new IOException("Cannot write the log " + name + " in " + folder + ": " + e, e);
    }
  }

  /**
   * Adds a line.
   *
   * @param fields in their order; strings are escaped, so that no value can make a line of its own
   * @throws IOException where it could not be written
   */
  public void write(Map<String, ?> fields) throws IOException {
    String line = JSON.writeValueAsString(fields) + "\n";
    try {
      append(line);
      broken = false;
    } catch (IOException e) {
      lost.incrementAndGet();
      broken = true;
      throw new IOException("Cannot write the log " + name + " in " + folder + ": " + said(e), e);
    }
  }

  private static String said(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private synchronized void append(String line) throws IOException {
    FileChannel today = today();
    // a line that a full disk has cut off must not take the next one with it
    ByteBuffer bytes =
        ByteBuffer.wrap((torn ? "\n" + line : line).getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        today.write(bytes);
      }
      torn = false;
    } catch (IOException e) {
      torn = torn || bytes.position() > 0;
      throw e;
    }
  }

  private synchronized FileChannel today() throws IOException {
    LocalDate now = LocalDate.now(ZoneOffset.UTC);
    FileChannel open = channel;
    if (open == null || !open.isOpen() || !now.equals(day)) {
      FileChannel next =
          FileChannel.open(file(now), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      close();
      channel = next;
      day = now;
      torn = endsTorn(file(now));
      try {
        removeBefore(now.minusDays(DAYS_KEPT));
      } catch (IOException | UncheckedIOException e) {
        LOG.warn("Old logs in {} cannot be removed: {}", folder, e.toString());
      }
      return next;
    }
    return open;
  }

  /** Whether a line was cut off, as by a full disk, before this process opened the file. */
  private static boolean endsTorn(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (FileChannel written = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return written.size() > 0
          && written.read(last, written.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }

  private Path file(LocalDate date) {
    return folder.resolve(name + "-" + date + ".log");
  }

  private void removeBefore(LocalDate oldest) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.toList();
    }
    for (Path file : files) {
      if (isBefore(file.getFileName().toString(), oldest)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean isBefore(String file, LocalDate oldest) {
    if (!file.startsWith(name + "-") || !file.endsWith(".log")) {
      return false;
    }
    try {
      String date = file.substring(name.length() + 1, file.length() - ".log".length());
      return LocalDate.parse(date).isBefore(oldest);
    } catch (DateTimeException e) {
      return false; // another file of the user's
    }
  }

  /** Lines that could not be written since it was opened. */
  public long lost() {
    return lost.get();
  }

  /** Whether the last line could not be written. */
  public boolean isBroken() {
    return broken;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  @Override
  public synchronized void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
