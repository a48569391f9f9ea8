package io.millrace.query.release;

import io.millrace.core.release.Release;
import io.millrace.embedding.retrieve.Searcher;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A release that is open, shared by the requests that read it. Who serves it holds one share, each
 * request another; it is closed when the last share is given back, so that a swap never takes an
 * index away from a running query.
 */
public final class ServedRelease {
  private static final Logger LOG = LoggerFactory.getLogger(ServedRelease.class);

  private final Release release;
  private final Searcher searcher;
  private final Instant opened = Instant.now();
  private final AtomicInteger shares = new AtomicInteger(1);

  ServedRelease(Release release, Searcher searcher) {
    this.release = release;
    this.searcher = searcher;
  }

  /** What it is. */
  public Release release() {
    return release;
  }

  /** Its index. */
  public Searcher searcher() {
    return searcher;
  }

  /** When it was opened here. */
  public Instant opened() {
    return opened;
  }

  /** Takes a share; false where it is closed already. */
  boolean enter() {
    return shares.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Gives a share back. */
  void leave() {
    if (shares.decrementAndGet() == 0) {
      try {
        searcher.close();
      } catch (IOException e) {
        // whose answer is done must not be told of it
        LOG.error("Release {} could not be closed", release.release(), e);
      }
    }
  }
}
