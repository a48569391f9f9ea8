package io.millrace.evaluation.vector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one encoder by text hash, in one file that only grows:
 *
 * <pre>
 * header   "MRVECS01", dimension, 0                       8 + 4 + 4 bytes
 * record   text hash, vector, CRC-32C of both             16 + 4 × dimension + 4 bytes
 * </pre>
 *
 * All numbers are little-endian. What a killed process left half-written at the end is cut off when
 * the file is next opened; nothing before it is lost. One process at a time, held by a lock of the
 * operating system. May be used by several threads; about 100 bytes of memory a vector.
 */
public final class VectorCache implements AutoCloseable {
  private static final byte[] MAGIC = "MRVECS01".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 16;
  private static final int HASH = 16;
  private static final int CHECK = 4;

  private final Path file;
  private final int dimension;
  private final FileChannel channel;
  private final Map<String, Long> places = new ConcurrentHashMap<>();
  private long end;

  private VectorCache(Path file, int dimension, FileChannel channel) {
    this.file = file;
    this.dimension = dimension;
    this.channel = channel;
  }

  /**
   * Opens a file, or begins it where there is none.
   *
   * @throws IOException where it cannot be read, is no such file or of another dimension, or
   *     another process has it open
   */
  public static VectorCache open(Path file, int dimension) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(file, channel);
      VectorCache cache = new VectorCache(file, dimension, channel);
      cache.read();
      return cache;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    String held = "Cannot open vectors " + file + ": another evaluation is using them";
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException(held);
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException(held, e);
    }
  }

  /** How many vectors there are. */
  public int size() {
    return places.size();
  }

  /** Whether a text's vector is there. */
  public boolean contains(String textHash) {
    return places.containsKey(textHash);
  }

  /**
   * The vector of a text, {@code [dimension]}, or null where there is none.
   *
   * @throws IOException where the file cannot be read
   */
  public float @Nullable [] vector(String textHash) throws IOException {
    Long place = places.get(textHash);
    if (place == null) {
      return null;
    }
    ByteBuffer bytes = buffer(4 * dimension);
    readFully(bytes, place + HASH);
    float[] vector = new float[dimension];
    bytes.flip().asFloatBuffer().get(vector);
    return vector;
  }

  /**
   * Adds the vector of a text; one that is there already stays.
   *
   * @throws IOException where the file cannot be written; the vector is not added then
   */
  public synchronized void add(String textHash, float[] vector) throws IOException {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "Cannot add a vector to "
              + file
              + ": its dimension is "
              + vector.length
              + ", not "
              + dimension);
    }
    if (contains(textHash)) {
      return;
    }
    ByteBuffer bytes = buffer(record());
    bytes.put(HexFormat.of().parseHex(textHash));
    for (float value : vector) {
      bytes.putFloat(value);
    }
    bytes.putInt(check(bytes));
    bytes.flip();
    long place = end;
    for (long at = place; bytes.hasRemaining(); at = place + bytes.position()) {
      channel.write(bytes, at);
    }
    end = place + record();
    places.put(textHash, place);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void read() throws IOException {
    if (channel.size() < HEADER) {
      channel.truncate(0);
      ByteBuffer header = buffer(HEADER).put(MAGIC).putInt(dimension).putInt(0).flip();
      while (header.hasRemaining()) {
        channel.write(header, header.position());
      }
    }
    ByteBuffer header = buffer(HEADER);
    readFully(header, 0);
    header.flip();
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    int found = header.getInt();
    if (!Arrays.equals(magic, MAGIC) || found != dimension) {
      throw new IOException(
          "Cannot open vectors "
              + file
              + ": it holds "
              + (Arrays.equals(magic, MAGIC) ? "dimension " + found : "something else")
              + ", not dimension "
              + dimension);
    }
    end = HEADER;
    ByteBuffer bytes = buffer(record());
    while (end + record() <= channel.size()) {
      bytes.clear();
      readFully(bytes, end);
      bytes.position(record() - CHECK);
      if (bytes.getInt(record() - CHECK) != check(bytes)) {
        break;
      }
      places.put(HexFormat.of().formatHex(bytes.array(), 0, HASH), end);
      end += record();
    }
    channel.truncate(end);
  }

  private int record() {
    return HASH + 4 * dimension + CHECK;
  }

  /** The check sum of everything before the buffer's position. */
  private static int check(ByteBuffer bytes) {
    CRC32C check = new CRC32C();
    check.update(bytes.array(), 0, bytes.position());
    return (int) check.getValue();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void readFully(ByteBuffer bytes, long place) throws IOException {
    long at = place;
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        throw new IOException("Cannot read vectors " + file + ": it ends at " + at);
      }
      at += count;
    }
  }
}
