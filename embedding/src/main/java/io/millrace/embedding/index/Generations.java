package io.millrace.embedding.index;

import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NativeFSLockFactory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * The generations in one folder. One writer at a time, held by a lock of the operating system that
 * ends with its process; any number of readers.
 */
public final class Generations {
  private static final String LOCK = "write.lock";
  private static final String REMOVED = ".removed-";
  private static final long LOOK_NANOS = 250_000_000L;

  private final Path root;

  /** The generations in {@code root}, which need not exist yet. */
  public Generations(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** The folder of a generation. */
  public Path path(String generation) {
    return root.resolve(generation);
  }

  /** All whole generations, oldest first. */
  public List<Manifest> list() throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    for (Path folder : folders()) {
      if (Files.exists(folder.resolve(Manifest.FILE))) {
        manifests.add(Manifest.read(folder));
      }
    }
    return manifests;
  }

  /** The newest whole generation. */
  public Optional<Manifest> newest() throws IOException {
    List<Manifest> manifests = list();
    return manifests.isEmpty()
        ? Optional.empty()
        : Optional.of(manifests.get(manifests.size() - 1));
  }

  /**
   * Begins a generation derived from the newest one that has the same settings and format and is
   * not younger; where there is none, from nothing. {@link GenerationWriter#parent} tells which.
   *
   * @param revision the revision that it will be as of
   * @throws IOException also when another writer is at work
   */
  public GenerationWriter derive(long revision, IndexSettings settings) throws IOException {
    Lock lock = lock();
    try {
      Manifest parent = null;
      for (Manifest candidate : list()) {
        if (candidate.fits(settings) && candidate.revision() <= revision) {
          parent = candidate;
        }
      }
      return begin(revision, settings, parent, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Begins a generation from nothing. As {@link #derive} else. */
  public GenerationWriter rebuild(long revision, IndexSettings settings) throws IOException {
    Lock lock = lock();
    try {
      return begin(revision, settings, null, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Makes a prepared generation visible.
   *
   * @param staged where its manifest waits
   * @throws java.nio.file.NoSuchFileException where another writer has removed it meanwhile
   */
  public void show(String generation, String staged) throws IOException {
    Manifest.show(path(generation), staged);
  }

  /**
   * Removes what killed writers left behind; every new writer does so itself.
   *
   * @return how many folders were removed
   * @throws IOException also when a writer is at work
   */
  public int removeUnfinished() throws IOException {
    if (!Files.isDirectory(root)) {
      return 0;
    }
    try (Lock lock = lock()) {
      lock.ensureValid();
      return removeUnfinishedLocked();
    }
  }

  /**
   * The whole generations that nobody needs: neither the newest, nor named, nor finished since
   * {@code settled}; oldest first.
   *
   * @param named ids of generations that are needed
   */
  public List<Manifest> unneeded(Set<String> named, Instant settled) throws IOException {
    List<Manifest> all = list();
    List<Manifest> unneeded = new ArrayList<>();
    for (Manifest each : all.subList(0, Math.max(0, all.size() - 1))) {
      if (!named.contains(each.generation()) && finished(each).isBefore(settled)) {
        unneeded.add(each);
      }
    }
    return unneeded;
  }

  private Instant finished(Manifest generation) throws IOException {
    return Files.getLastModifiedTime(path(generation.generation()).resolve(Manifest.FILE))
        .toInstant();
  }

  /**
   * Removes generations. Each loses its manifest first, so that what a killed process leaves is
   * unfinished and removed as such. Who has one open can go on reading it where the file system
   * keeps open files (all local ones do); who opens it now is told that it is not whole.
   *
   * @throws IOException also when a writer is at work
   */
  public void remove(List<Manifest> generations) throws IOException {
    if (generations.isEmpty()) {
      return;
    }
    try (Lock lock = lock()) {
      for (Manifest each : generations) {
        lock.ensureValid();
        Files.deleteIfExists(path(each.generation()).resolve(Manifest.FILE));
        IOUtils.rm(path(each.generation()));
      }
    }
  }

  /** The folders without a manifest: of the writer at work, or of killed ones. */
  public List<Path> unfinished() throws IOException {
    List<Path> unfinished = new ArrayList<>();
    for (Path folder : folders()) {
      if (!Files.exists(folder.resolve(Manifest.FILE))) {
        unfinished.add(folder);
      }
    }
    return unfinished;
  }

  /** Whether a writer of any process is at work, or frozen at it. */
  public boolean isBeingWritten() throws IOException {
    Files.createDirectories(root);
    try (FSDirectory directory = FSDirectory.open(root, NativeFSLockFactory.INSTANCE);
        Lock lock = directory.obtainLock(LOCK)) {
      lock.ensureValid();
      return false;
    } catch (LockObtainFailedException e) {
      return true;
    }
  }

  /**
   * Waits for the end of a writer that has lost the lease but lives, frozen or slow: until then
   * nobody else can write or remove a generation. For whoever has the lease now.
   *
   * @param wait what to do while there is one
   * @param messages told once where there is one
   * @throws WarehouseException with code {@code LEASE_HELD} where the caller would not wait
   */
  public void awaitWriter(LeaseWait wait, Consumer<String> messages) throws IOException {
    if (!isBeingWritten()) {
      return;
    }
    String message = "a process that has lost the lease is still writing to " + root;
    if (wait == LeaseWait.FAIL) {
      throw new WarehouseException(
          WarehouseException.Code.LEASE_HELD, "Cannot change the index: " + message);
    }
    messages.accept("waiting to change the index: " + message);
    while (isBeingWritten()) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new WarehouseException(
            WarehouseException.Code.LEASE_HELD,
            "Cannot change the index: interrupted while " + message);
      }
    }
  }

  private GenerationWriter begin(
      long revision, IndexSettings settings, @Nullable Manifest parent, Lock lock)
      throws IOException {
    removeUnfinishedLocked();
    int attempt = 1;
    while (Files.exists(path(id(revision, attempt)))) {
      attempt++;
    }
    Path folder = Files.createDirectory(path(id(revision, attempt)));
    return new GenerationWriter(folder, revision, settings, parent, lock);
  }

  private int removeUnfinishedLocked() throws IOException {
    int removed = 0;
    for (Path folder : unfinished()) {
      // out of the way first, in one step: a late writer must not find the path any more
      Path away = root.resolve(REMOVED + UUID.randomUUID());
      Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
      if (Files.exists(away.resolve(Manifest.FILE))) {
        Files.move(away, folder, StandardCopyOption.ATOMIC_MOVE); // it came in time after all
      } else {
        removed++;
      }
    }
    try (DirectoryStream<Path> away = Files.newDirectoryStream(root, REMOVED + "*")) {
      for (Path folder : away) {
        IOUtils.rm(folder);
      }
    }
    return removed;
  }

  private Lock lock() throws IOException {
    Files.createDirectories(root);
    try (FSDirectory directory = FSDirectory.open(root, NativeFSLockFactory.INSTANCE)) {
      return directory.obtainLock(LOCK);
    } catch (LockObtainFailedException e) {
      throw new IOException(
          "Cannot write to " + root + ": another process is writing a generation there", e);
    }
  }

  /** Folders named like generations, oldest first; nothing else is ever touched. */
  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(Files::isDirectory)
          .filter(entry -> entry.getFileName().toString().matches("g\\d{10,}-\\d{4,}"))
          .sorted(Comparator.comparing(entry -> entry.getFileName().toString()))
          .toList();
    }
  }

  private static String id(long revision, int attempt) {
    return String.format(Locale.ROOT, "g%010d-%04d", revision, attempt);
  }
}
