package io.millrace.ingestion;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.release.DenySnapshot;
import io.millrace.core.table.Ids;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.ingestion.source.ListedFile;
import io.millrace.ingestion.source.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the deny list and a run have to do with each other: forgotten documents stay out, and what
 * loses a group is entered before the revision that says so, so that releases from before hide it
 * at once. A run that is killed in between leaves a stricter entry, which the next one settles.
 *
 * <p>A warehouse whose settings name no folder for releases has none to narrow: nothing is entered,
 * and whoever runs it is told.
 */
final class Denials {
  private final @Nullable DenyList list;
  private final DenySnapshot snapshot;
  private final IngestProgress progress;

  private Denials(@Nullable DenyList list, DenySnapshot snapshot, IngestProgress progress) {
    this.list = list;
    this.snapshot = snapshot;
    this.progress = progress;
  }

  /** The warehouse's list as it is now. */
  static Denials of(Warehouse warehouse, IngestProgress progress) {
    DenyList list = warehouse.releasesIfAny().map(DenyList::new).orElse(null);
    try {
      return new Denials(list, list == null ? DenySnapshot.EMPTY : list.snapshot(), progress);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the deny list: " + e, e);
    }
  }

  /** listing → the same without the files that are forgotten, which count as skipped. */
  Listing without(Listing listing) {
    if (snapshot.forgotten().isEmpty()) {
      return listing;
    }
    List<ListedFile> kept =
        listing.files().stream()
            .filter(file -> !snapshot.isForgotten(Ids.document(file.uri())))
            .toList();
    long skipped = listing.skipped() + listing.files().size() - kept.size();
    return new Listing(kept, skipped, listing.warnings());
  }

  /** The ids of the documents that must not be in the base. */
  List<String> forgotten() {
    return snapshot.forgotten().stream().map(DenyList.Forgotten::document).toList();
  }

  /** Enters documents that lose a group; before the commit. */
  void narrow(List<Narrowed> documents, Lease lease) {
    if (documents.isEmpty()) {
      return;
    }
    if (list == null) {
      progress.message(
          documents.size()
              + " documents lost a group, and no setting index.folder says where releases are: those"
              + " from before go on showing them to it");
      return;
    }
    try {
      list.narrow(documents, lease::requireHeld);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot enter documents into the deny list: " + e, e);
    }
  }

  /**
   * Says of every listed document that is entered who may see it now; after the commit. Also of one
   * that gained a group, and of what a run that was killed before its commit has entered. The run
   * stands whether or not this is done: what is entered already is stricter.
   *
   * @param groups the groups of all listed documents
   * @param revision the newest one
   */
  void settle(Listing listing, List<String> groups, long revision, Lease lease) {
    if (list == null) {
      return;
    }
    try {
      DenySnapshot now = list.snapshot();
      if (now.narrowed().isEmpty()) {
        return;
      }
      List<Narrowed> settled = new ArrayList<>();
      for (ListedFile file : listing.files()) {
        now.narrowed(Ids.document(file.uri()))
            .filter(entry -> !entry.groups().equals(groups))
            .map(
                entry ->
                    new Narrowed(entry.document(), groups, Math.max(revision, entry.revision())))
            .ifPresent(settled::add);
      }
      list.narrow(settled, lease::requireHeld);
    } catch (IOException | RuntimeException e) {
      progress.message(
          "cannot settle the deny list, so it stays stricter until the next run: " + e);
    }
  }
}
