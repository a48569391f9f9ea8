package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenyList.Forgotten;
import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.embedding.ChosenEncoders;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.index.Generation;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens a generation for searching, with the encoders that its modes need and no others. */
final class LiveSearch {
  private LiveSearch() {}

  /** The release named {@code id}, or the live one where it is null. */
  static Release release(WarehouseFolders warehouse, @Nullable String id) throws IOException {
    Releases releases = new Releases(warehouse.releases());
    return (id == null ? releases.live() : Optional.of(releases.release(id)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot search "
                        + warehouse.root()
                        + ": nothing was published there; run 'millrace run --source DIR'"));
  }

  /** The ids of the documents that who is in {@code groups} must not see in a release. */
  static Set<String> unseen(WarehouseFolders warehouse, Release release, Set<String> groups)
      throws IOException {
    return new DenyList(warehouse.releases()).snapshot().unseen(groups, release.revision());
  }

  /** Which of these documents the live release has. */
  static Set<String> known(Settings settings, List<Forgotten> entries) throws IOException {
    WarehouseFolders warehouse = WarehouseFolders.of(settings);
    Optional<Release> live = new Releases(warehouse.releases()).live();
    if (live.isEmpty()) {
      return Set.of();
    }
    Path folder = new Generations(warehouse.index()).path(live.get().generation());
    try (Generation generation = Generation.open(folder)) {
      Set<String> known = new HashSet<>();
      for (Forgotten entry : entries) {
        if (generation.holds(entry.document())) {
          known.add(entry.document());
        }
      }
      return known;
    }
  }

  /** A searcher over {@code generation}; the caller closes it. */
  static Searcher open(
      WarehouseFolders warehouse, String generation, Settings.Encoder encoder, Set<Mode> modes)
      throws IOException {
    return Searcher.open(
        new Generations(warehouse.index()).path(generation),
        SearchSettings.DEFAULT,
        encoders(warehouse, generation, encoder, modes));
  }

  /** The encoders of a generation that questions in {@code modes} need. */
  static List<QueryEncoder> encoders(
      WarehouseFolders warehouse, String generation, Settings.Encoder encoder, Set<Mode> modes)
      throws IOException {
    Path folder = new Generations(warehouse.index()).path(generation);
    List<QueryEncoder> encoders = new ArrayList<>();
    if (modes.stream().anyMatch(Mode::usesVectors)) {
      ChosenEncoders chosen = ChosenEncoders.of(encoder, Encoders.models());
      for (IndexedEncoder indexed : Manifest.read(folder).encoders().distinct()) {
        encoders.add(chosen.queryEncoder(indexed));
      }
    }
    return encoders;
  }
}
