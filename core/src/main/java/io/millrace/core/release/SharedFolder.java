package io.millrace.core.release;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.Set;

/**
 * How files in a folder that several processes use change, as that of the releases: one writer at a
 * time, and each file as a whole. Safe for many threads and processes on one file system that
 * renames atomically.
 */
public final class SharedFolder {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Object IN_PROCESS = new Object();

  private final Path folder;

  /** A folder, which is made where something is written. */
  public SharedFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a change while nobody else makes one here. The file lock keeps other processes out, the
   * monitor other threads of this one.
   */
  public <T> T alone(Releases.Change<T> change) throws IOException {
    Files.createDirectories(folder);
    synchronized (IN_PROCESS) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        return change.make();
      }
    }
  }

  /**
   * Writes a file so that it appears whole or not at all, also after a power cut. It is newer than
   * the one it replaces, whatever the clock says: who remembers a file's time sees every change.
   *
   * @param attributes of the file, such as who may read it
   */
  public void replace(String name, String content, FileAttribute<?>... attributes)
      throws IOException {
    Path file = folder.resolve(name);
    Path temporary = folder.resolve("." + name + ".new");
    Files.deleteIfExists(temporary); // of a killed writer; one that was frozen goes on with its own
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (Files.exists(file)) {
      FileTime before = Files.getLastModifiedTime(file);
      if (Files.getLastModifiedTime(temporary).compareTo(before) <= 0) {
        Files.setLastModifiedTime(temporary, FileTime.fromMillis(before.toMillis() + 1));
      }
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
