package io.millrace.core.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder for temporary files of this process. It holds a file {@code lock}, which this process
 * locks as long as it uses the folder; the lock of a folder whose process was killed is free, and
 * the next folder of the same kind to be opened removes it. Closing removes the folder. Each is for
 * one thread at a time; any threads may make some.
 */
public final class LockedFolder implements AutoCloseable {
  private static final Duration YOUNG = Duration.ofMinutes(1);

  /**
   * This process's own folders. Their lock files must not even be looked at: where a process closes
   * a file, POSIX takes all its locks on that file away, also those of another channel.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;

  private LockedFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Makes a folder.
   *
   * @param parent where
   * @param prefix how the names of folders of this kind begin
   */
  public static synchronized LockedFolder create(Path parent, String prefix) throws IOException {
    removeAbandoned(parent, prefix);
    return lock(Files.createTempDirectory(parent, prefix).toRealPath());
  }

  /**
   * Takes a folder that was made for this process a moment ago.
   *
   * @param folder the folder
   * @param prefix how its name and the names of its kind begin
   */
  public static synchronized LockedFolder claim(Path folder, String prefix) throws IOException {
    Path root = folder.toRealPath();
    LockedFolder claimed = lock(root);
    Path parent = root.getParent();
    if (parent != null) {
      removeAbandoned(parent, prefix);
    }
    return claimed;
  }

  private static LockedFolder lock(Path root) throws IOException {
    OWN.add(root);
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    // a folder whose lock file is empty may be about to be locked; one with this byte was
    channel.write(ByteBuffer.wrap(new byte[] {'L'}));
    return new LockedFolder(root, channel);
  }

  private static void removeAbandoned(Path parent, String prefix) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          try {
            remove(folder);
          } catch (DirectoryNotEmptyException e) {
            continue; // a child that outlives its parent a little still writes: the next one will
          }
        }
      }
    }
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    if (!Files.isWritable(folder)) {
      return false; // another user's
    }
    Path lockFile = folder.resolve("lock");
    try {
      if (OWN.contains(folder.toRealPath())) {
        return false;
      }
      if (!Files.exists(lockFile)) {
        return isOld(folder); // else perhaps just being made
      }
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        return lock != null && (Files.size(lockFile) > 0 || isOld(folder));
      }
    } catch (NoSuchFileException e) {
      return Files.isDirectory(folder);
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(YOUNG));
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** Removes a file or folder; what vanishes meanwhile, as a dying child's files do, is fine. */
  public static void remove(Path path) throws IOException {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(path)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        remove(path);
        return;
      }
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path entry : entries) {
      Files.deleteIfExists(entry);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    remove(root);
    OWN.remove(root);
  }
}
