package io.millrace.evaluation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the duration of one evaluation, so that several may run at once. It is locked by a
 * file beside it; what a killed process left is removed by the next evaluation.
 */
final class Workspace implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path folder;
  private final FileChannel channel;

  private Workspace(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** A new folder under {@code root}. */
  static Workspace open(Path root) throws IOException {
    Files.createDirectories(root);
    removeAbandoned(root);
    Path folder = root.resolve(UUID.randomUUID().toString());
    FileChannel channel =
        FileChannel.open(lockOf(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Workspace workspace = new Workspace(folder, channel);
    if (tryLock(channel) == null) {
      throw new IOException("Cannot work in " + folder + ": another process took it");
    }
    Files.createDirectory(folder);
    return workspace;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      remove(folder);
    }
  }

  /** The folders under {@code root} whose evaluation was killed; they may have none any more. */
  static List<Path> abandoned(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<Path> locks;
    try (Stream<Path> entries = Files.list(root)) {
      locks = entries.filter(entry -> entry.toString().endsWith(LOCK)).toList();
    }
    List<Path> abandoned = new ArrayList<>();
    for (Path lock : locks) {
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        if (tryLock(channel) != null) {
          abandoned.add(folderOf(lock));
        }
      } catch (NoSuchFileException e) {
        // that evaluation has just ended
      }
    }
    return abandoned;
  }

  /** Removes them. */
  static void removeAbandoned(Path root) throws IOException {
    for (Path folder : abandoned(root)) {
      try (FileChannel channel =
          FileChannel.open(lockOf(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (tryLock(channel) != null) {
          remove(folder);
        }
      }
    }
  }

  private static Path folderOf(Path lock) {
    String name = lock.toString();
    return Path.of(name.substring(0, name.length() - LOCK.length()));
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by another evaluation of this process
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      IOUtils.rm(folder);
    }
    Files.deleteIfExists(lockOf(folder));
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }
}
