package io.millrace.core.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The releases of a warehouse: {@code releases/ID.json} for each, written once, and {@code
 * releases/live}, a file that holds the id of the live one. Both are written beside their place,
 * flushed to disk and renamed into it, the manifest first; so a reader sees the old release or the
 * new one, whole, and a process killed at any moment leaves one of the two. Publishers exclude each
 * other by a lock of the operating system, which ends with its process.
 *
 * <p>Safe for many threads and processes on one file system that renames atomically.
 */
public final class Releases {
  private static final Pattern MANIFEST = Pattern.compile("r\\d{6,}\\.json");

  private final Path folder;
  private final SharedFolder files;

  /** The releases in {@code folder}, which need not exist yet. */
  public Releases(Path folder) {
    this.folder = folder;
    this.files = new SharedFolder(folder);
  }

  /** The live release, or nothing where none was ever published. */
  public Optional<Release> live() throws IOException {
    Path pointer = folder.resolve("live");
    String id;
    try {
      id = Files.readString(pointer).strip();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(release(id));
  }

  /** All releases, oldest first. */
  public List<Release> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .filter(file -> MANIFEST.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(Releases::number))
          .map(Releases::read)
          .toList();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Makes a generation live. Where it is live already, nothing changes; where the newest release is
   * this one, but not live, because its publisher was killed or it was rolled back, it becomes live
   * again.
   *
   * @param evaluation the evaluation run behind the decision, or null
   * @return the release that is live now
   */
  public Release publish(String generation, long revision, @Nullable String evaluation)
      throws IOException {
    return publish(() -> new Candidate(generation, revision, evaluation));
  }

  /**
   * Makes a generation live that is chosen while nothing is published or removed, so that it is
   * still there when it is live. As {@link #publish(String, long, String)} else.
   */
  public Release publish(Change<Candidate> choice) throws IOException {
    return files.alone(() -> publishAlone(choice.make()));
  }

  /**
   * What may become a release.
   *
   * @param generation the index generation
   * @param revision the revision that it was built as of
   * @param evaluation the evaluation run behind the decision, or null
   */
  public record Candidate(String generation, long revision, @Nullable String evaluation) {}

  private Release publishAlone(Candidate candidate) throws IOException {
    Optional<Release> live = live();
    if (live.isPresent() && live.get().generation().equals(candidate.generation())) {
      return live.get();
    }
    List<Release> all = all();
    long next = all.isEmpty() ? 1 : number(all.get(all.size() - 1).release()) + 1;
    String previous = live.map(Release::release).orElse(null);
    if (!all.isEmpty()) {
      Release newest = all.get(all.size() - 1);
      if (newest.generation().equals(candidate.generation())
          && newest.revision() == candidate.revision()
          && Objects.equals(newest.previous(), previous)
          && Objects.equals(newest.evaluation(), candidate.evaluation())) {
        files.replace("live", newest.release() + "\n");
        return newest;
      }
    }
    Release release =
        new Release(
            String.format(Locale.ROOT, "r%06d", next),
            candidate.generation(),
            candidate.revision(),
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            previous,
            candidate.evaluation());
    files.replace(
        release.release() + ".json", SharedFolder.JSON.writeValueAsString(release) + "\n");
    files.replace("live", release.release() + "\n");
    return release;
  }

  /**
   * Makes an earlier release live again.
   *
   * @param release its id, or null for the one that was live before the live one
   * @throws ReleaseException if there is no such release
   */
  public Release rollback(@Nullable String release) throws IOException {
    return files.alone(() -> rollbackAlone(release));
  }

  private Release rollbackAlone(@Nullable String release) throws IOException {
    Release live =
        live()
            .orElseThrow(
                () -> new ReleaseException("Cannot roll back: nothing was published in " + folder));
    String target = release == null ? live.previous() : release;
    if (target == null) {
      throw new ReleaseException(
          "Cannot roll back: " + live.release() + " is live and was the first release");
    }
    Release earlier = release(target);
    files.replace("live", earlier.release() + "\n");
    return earlier;
  }

  /**
   * The releases that are not among the {@code keep} newest, nor among the {@code keep} to which
   * rollback leads from the live one, that one included; oldest first.
   */
  public List<Release> beyond(int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "Cannot keep " + keep + " releases: the live one is always needed");
    }
    List<Release> all = all();
    Set<String> kept = new HashSet<>();
    all.subList(Math.max(0, all.size() - keep), all.size())
        .forEach(release -> kept.add(release.release()));
    Map<String, Release> byId = new HashMap<>();
    all.forEach(release -> byId.put(release.release(), release));
    Release next = live().orElse(null);
    for (int i = 0; i < keep && next != null; i++) {
      kept.add(next.release());
      next = next.previous() == null ? null : byId.get(next.previous());
    }
    return all.stream().filter(release -> !kept.contains(release.release())).toList();
  }

  /**
   * Removes the manifests of releases {@link #beyond} those to keep, and then, while still nothing
   * is published, what the others do not need.
   *
   * @param rest sees the releases that are left
   * @return the releases that were removed
   */
  public List<Release> prune(int keep, Rest rest) throws IOException {
    return files.alone(
        () -> {
          List<Release> removed = beyond(keep);
          for (Release release : removed) {
            Files.deleteIfExists(folder.resolve(release.release() + ".json"));
          }
          rest.remove(all());
          return removed;
        });
  }

  /** Removes what releases do not need. */
  @FunctionalInterface
  public interface Rest {
    /** Removes what none of {@code releases} needs. */
    void remove(List<Release> releases) throws IOException;
  }

  /**
   * The release with an id.
   *
   * @throws ReleaseException if there is none
   */
  public Release release(String id) throws IOException {
    Path manifest = folder.resolve(id + ".json");
    if (!MANIFEST.matcher(id + ".json").matches() || !Files.isRegularFile(manifest)) {
      throw new ReleaseException(
          "Cannot find release '"
              + id
              + "' in "
              + folder
              + ": known are "
              + all().stream().map(Release::release).toList());
    }
    try {
      return read(manifest);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Release read(Path manifest) {
    try {
      Release release = SharedFolder.JSON.readValue(Files.readString(manifest), Release.class);
      if (release == null) {
        throw new IOException("it holds nothing");
      }
      return release;
    } catch (JsonProcessingException e) {
      throw unreadable(manifest, "it is damaged", e);
    } catch (IOException e) {
      throw unreadable(manifest, String.valueOf(e.getMessage()), e);
    }
  }

  private static UncheckedIOException unreadable(Path manifest, String why, IOException cause) {
    return new UncheckedIOException("Cannot read release manifest " + manifest + ": " + why, cause);
  }

  private static long number(Path manifest) {
    String name = manifest.getFileName().toString();
    return number(name.substring(0, name.length() - ".json".length()));
  }

  private static long number(String release) {
    return Long.parseLong(release.substring(1));
  }

  /** Something done while no other process publishes, rolls back, prunes or denies. */
  @FunctionalInterface
  public interface Change<T> {
    /** Does it. */
    T make() throws IOException;
  }
}
