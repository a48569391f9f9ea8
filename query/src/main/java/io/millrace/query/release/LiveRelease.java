package io.millrace.query.release;

import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.query.encode.QuestionEncoders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the live release. A thread looks for another one; it is opened beside the served one, read
 * once from end to end (which verifies its checksums and brings it into memory), asked a few
 * questions, and then takes the other's place, which is closed when its last request ends.
 *
 * <p>A release that cannot be opened, or turns out to be damaged, is reported as a problem and the
 * last good one goes on; at a start that is the nearest one before it. It is tried again when
 * another is published, and every minute.
 */
public final class LiveRelease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRelease.class);
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final int LONGEST_TOLD = 500;
  private static final List<String> WARMING =
      List.of("what is the report about", "这份文件的主要内容是什么", "contact 联系方式");

  private final WarehouseFolders folders;
  private final QuestionEncoders encoders;
  private final Duration poll;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(LiveRelease::thread);
  private volatile @Nullable ServedRelease served;
  private volatile @Nullable String problem;
  private volatile @Nullable String suspected;
  private volatile boolean warm;
  private final AtomicLong swaps = new AtomicLong();
  private @Nullable String refused;
  private Instant retryAt = Instant.MAX;

  /**
   * The live release of a warehouse, not yet looked for.
   *
   * @param poll how often to look
   */
  public LiveRelease(WarehouseFolders folders, QuestionEncoders encoders, Duration poll) {
    this.folders = folders;
    this.encoders = encoders;
    this.poll = poll;
  }

  /**
   * Opens the live release, if there is one, starts its encoders in the background, and looks for
   * others from then on. Does not fail: what is wrong is {@link #problem()}.
   */
  public void start() {
    look(false);
    watcher.execute(this::settle);
    var unused =
        watcher.scheduleWithFixedDelay(
            this::watch, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A share of the served release, to be closed by who asked; empty where none is served. */
  public Optional<Share> share() {
    while (true) {
      ServedRelease now = served;
      if (now == null) {
        return Optional.empty();
      }
      if (now.enter()) {
        return Optional.of(new Share(now));
      }
    }
  }

  /** A request's hold on a release. */
  public static final class Share implements AutoCloseable {
    private final ServedRelease served;

    private Share(ServedRelease served) {
      this.served = served;
    }

    /** What is held. */
    public ServedRelease served() {
      return served;
    }

    @Override
    public void close() {
      served.leave();
    }
  }

  /** What is wrong with the live release, where another one, or none, is served. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Whether the first release's encoders have been started, or have failed to. */
  public boolean isWarm() {
    return warm;
  }

  /** How often a release took another's place. */
  public long swaps() {
    return swaps.get();
  }

  /**
   * A request could not read its release: whether it is damaged is found out by the watcher, which
   * reads all of it.
   */
  public void suspect(ServedRelease release, Throwable failure) {
    LOG.error("Release {} could not be read: {}", release.release().release(), failure.toString());
    suspected = release.release().release();
  }

  private void settle() {
    try {
      ServedRelease now = served;
      if (now != null) {
        encoders.prepare(now.searcher().manifest().encoders().distinct());
        warm = true;
        verify(now);
        if (served == now) {
          ask(now.searcher());
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The release could not be warmed: {}", e.toString());
    } finally {
      warm = true;
    }
  }

  /** Nothing may end the watching, or no release would ever be picked up again. */
  private void watch() {
    try {
      ServedRelease now = served;
      if (now != null && now.release().release().equals(suspected)) {
        suspected = null;
        verify(now);
      }
      look(true);
    } catch (RuntimeException | Error e) {
      problem = "Cannot look for releases; the log says why";
      LOG.error("Looking for releases failed", e);
    }
  }

  /** Takes a damaged release out of service. */
  private void verify(ServedRelease now) {
    String damage = damage(now.searcher());
    if (damage != null && !watcher.isShutdown()) {
      refuse(now.release(), damage);
      takeBefore(now.release());
      if (served == now) {
        served = null; // wrong answers are worse than none
        now.leave();
      }
    }
  }

  private void look(boolean warmed) {
    Release live;
    try {
      Optional<Release> found = new Releases(folders.releases()).live();
      if (found.isEmpty()) {
        return;
      }
      live = found.get();
    } catch (IOException | RuntimeException e) {
      String told = "Cannot read which release is live: " + withoutPlaces(said(e));
      if (!told.equals(problem)) {
        problem = told;
        LOG.error("Cannot read which release is live", e);
      }
      return;
    }
    ServedRelease now = served;
    if (now != null && now.release().release().equals(live.release())) {
      if (!live.release().equals(refused)) {
        problem = null;
      }
      return;
    }
    if (live.release().equals(refused) && Instant.now().isBefore(retryAt)) {
      return;
    }
    try {
      ServedRelease next = open(live, warmed);
      problem = null;
      refused = null;
      take(next);
    } catch (IOException | RuntimeException | InternalError e) {
      refuse(live, String.valueOf(e.getMessage()));
      if (served == null) {
        takeBefore(live);
      }
    }
  }

  private void refuse(Release release, String why) {
    refused = release.release();
    retryAt = Instant.now().plus(RETRY);
    LOG.error("Release {} cannot be served: {}", release.release(), why);
    problem = "Release " + release.release() + " cannot be served: " + withoutPlaces(why);
  }

  /** What everyone may read is short, and has places in the warehouse, none on the machine. */
  private String withoutPlaces(String message) {
    String told = message.replace(folders.root() + "/", "").replace(real(folders.root()) + "/", "");
    return told.length() <= LONGEST_TOLD ? told : told.substring(0, LONGEST_TOLD) + "…";
  }

  /** Where a folder is behind links: what opens files names that place. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // it is gone, and no message can name another place
    }
  }

  private static String said(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** Serves the nearest release before a damaged one that can be opened, if there is any. */
  private void takeBefore(Release damaged) {
    Set<String> tried = new HashSet<>(Set.of(damaged.release()));
    Release candidate = damaged;
    while (candidate.previous() != null && tried.add(candidate.previous())) {
      try {
        candidate = new Releases(folders.releases()).release(candidate.previous());
        if (candidate.generation().equals(damaged.generation())) {
          continue;
        }
        take(open(candidate, true));
        return;
      } catch (IOException | RuntimeException | InternalError e) {
        LOG.error("Release {} cannot be served either: {}", candidate.release(), e.toString());
      }
    }
  }

  private ServedRelease open(Release release, boolean warmed) throws IOException {
    Path folder = new Generations(folders.index()).path(release.generation());
    Manifest manifest = Manifest.read(folder);
    if (manifest.format() < Manifest.FORMAT) {
      throw new IOException(
          "Generation "
              + manifest.generation()
              + " has format "
              + manifest.format()
              + ", and the service needs "
              + Manifest.FORMAT
              + "; run 'millrace index' and 'millrace publish'");
    }
    List<QueryEncoder> queryEncoders =
        manifest.encoders().distinct().stream().map(encoders::of).toList();
    Searcher searcher = Searcher.open(folder, SearchSettings.DEFAULT, queryEncoders);
    try {
      if (warmed) {
        String damage = damage(searcher);
        if (damage != null) {
          throw new IOException(damage);
        }
        encoders.prepare(searcher.manifest().encoders().distinct());
        ask(searcher);
      }
      return new ServedRelease(release, searcher);
    } catch (IOException | RuntimeException | Error e) {
      searcher.close();
      throw e;
    }
  }

  /** What is wrong with the files, or null. A file that was cut off while mapped is an Error. */
  private static @Nullable String damage(Searcher searcher) {
    try {
      searcher.check();
      return null;
    } catch (IOException | RuntimeException | InternalError e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void ask(Searcher searcher) throws IOException {
    boolean vectors = encoders.problem(searcher.manifest().encoders().distinct()).isEmpty();
    Mode mode = vectors && !searcher.manifest().encoders().isEmpty() ? Mode.HYBRID : Mode.BM25;
    for (String question : WARMING) {
      searcher.search(SearchRequest.of(question).with(mode));
    }
  }

  private void take(ServedRelease next) {
    ServedRelease before = served;
    served = next;
    if (before != null) {
      swaps.incrementAndGet();
      before.leave();
    }
    LOG.info(
        "Serving release {} (generation {}, revision {})",
        next.release().release(),
        next.release().generation(),
        next.release().revision());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "releases");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    watcher.shutdownNow();
    try {
      watcher.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what is still read then is closed under its reader
    }
    ServedRelease now = served;
    served = null;
    if (now != null) {
      now.leave();
    }
  }
}
