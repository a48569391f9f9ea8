package io.millrace.core.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for temporary files of this process. It holds a file {@code lock}, which this process
 * locks as long as it uses the folder. A folder whose lock is free belonged to a process that was
 * killed: whoever next opens a folder of the same kind takes its lock, gives the folder a name
 * ending in {@code .abandoned}, which no process uses, and removes it. A process whose folder was
 * taken so before it was locked makes it again; one named {@code prefixPID-…} is left to that
 * process, if it lives, until then. Closing removes the folder. Each is for one thread at a time;
 * any threads may make some.
 */
public final class LockedFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LockedFolder.class);
  private static final String LOCK = "lock";
  private static final int MOST_LOOKS = 20;
  private static final int MOST_DIGITS = 9;
  private static final String ABANDONED = ".abandoned";

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
    LockedFolder created = lock(Files.createTempDirectory(parent.toRealPath(), prefix));
    created.removeAbandoned(prefix);
    return created;
  }

  /**
   * Takes a folder that was made for this process a moment ago.
   *
   * @param folder the folder
   * @param prefix how its name and the names of its kind begin
   */
  public static synchronized LockedFolder claim(Path folder, String prefix) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("Cannot use " + folder + " for temporary files");
    }
    LockedFolder claimed = lock(parent.toRealPath().resolve(folder.getFileName()));
    claimed.removeAbandoned(prefix);
    return claimed;
  }

  private static LockedFolder lock(Path root) throws IOException {
    OWN.add(root);
    while (true) {
      makeIfTaken(root);
      try {
        Object lockFile = lockFile(root);
        FileChannel channel = open(root);
        channel.lock();
        if (lockFile.equals(lockFile(root))) {
          requireOwn(root);
          return new LockedFolder(root, channel);
        }
        channel.close();
      } catch (NoSuchFileException e) {
        LOG.debug("{} was taken for abandoned", root, e);
      }
    }
  }

  private static void makeIfTaken(Path root) throws IOException {
    try {
      Files.createDirectory(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      LOG.trace("{} is still there", root, e);
    }
  }

  /** Where a folder was taken, somebody else may have made one of its name in a shared parent. */
  private static void requireOwn(Path root) throws IOException {
    Path mine = Files.createTempFile(root, "mine", "");
    Object user = owner(mine);
    Files.delete(mine);
    if (!user.equals(owner(root))) {
      throw new IOException(
          root + " belongs to the user " + owner(root) + ", and this process runs as " + user);
    }
  }

  private static Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Which file the lock of a folder is, made if there is none. A lock that was opened and then
   * locked may be that of a folder removed meanwhile, and folder and lock may have been made again.
   */
  private static Object lockFile(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      LOG.trace("{} is there", file, e);
    }
    return Files.getAttribute(file, "unix:ino");
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
  }

  private void removeAbandoned(String prefix) throws IOException {
    Object user = owner(root);
    Path parent = root.resolveSibling("");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder)
            && !isBeingMade(folder, prefix)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && isOf(user, folder)) {
          removeIfAbandoned(folder);
        }
      }
    }
  }

  private static boolean isOf(Object user, Path folder) throws IOException {
    try {
      return user.equals(owner(folder));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Whether a living process, whose number the folder is named by, has still to lock it. */
  private static boolean isBeingMade(Path folder, String prefix) {
    String rest = folder.getFileName().toString().substring(prefix.length());
    int digits = rest.indexOf('-');
    return digits > 0
        && digits <= MOST_DIGITS
        && rest.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')
        && !Files.exists(folder.resolve(LOCK))
        && ProcessHandle.of(Long.parseLong(rest.substring(0, digits))).isPresent();
  }

  private static void removeIfAbandoned(Path folder) {
    try {
      if (folder.toString().endsWith(ABANDONED)) {
        remove(folder);
        return;
      }
      Object lockFile = lockFile(folder);
      try (FileChannel channel = open(folder);
          FileLock lock = channel.tryLock()) {
        if (lock != null && lockFile.equals(lockFile(folder))) {
          removeLocked(folder);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} was removed by another process", folder, e);
    } catch (IOException e) {
      LOG.warn("Cannot remove {}, which a killed process left: {}", folder, e.toString());
    }
  }

  private static void removeLocked(Path folder) throws IOException {
    Path abandoned =
        folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ABANDONED);
    try {
      Files.move(folder, abandoned);
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone, as where the folder it was in was removed", folder, e);
      return;
    }
    remove(abandoned);
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /**
   * Removes a file or folder; what vanishes meanwhile, as a dying child's files do, is fine. A
   * listing may miss a file while another process removes others beside it, so that a folder that
   * is not empty is looked at again.
   */
  public static void remove(Path path) throws IOException {
    for (int look = 1; ; look++) {
      try {
        for (Path entry : entries(path)) {
          Files.deleteIfExists(entry);
        }
        return;
      } catch (DirectoryNotEmptyException e) {
        if (look == MOST_LOOKS) {
          throw e;
        }
        LOG.debug("{} was not empty yet", path, e);
      }
    }
  }

  /** What is in a folder, and it, the innermost first; nothing where it is gone. */
  private static List<Path> entries(Path path) throws IOException {
    while (true) {
      try (Stream<Path> walk = Files.walk(path)) {
        return walk.sorted(Comparator.reverseOrder()).toList();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) {
          throw e.getCause();
        }
        LOG.debug("{} changed while it was listed", path, e);
      } catch (NoSuchFileException e) {
        return List.of();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      removeLocked(root);
    } finally {
      OWN.remove(root);
    }
  }
}
