package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.embedding.retrieve.RankedPassage;
import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.FoundEntity;
import io.millrace.graph.explore.GraphConnection;
import io.millrace.graph.explore.GraphReader;
import io.millrace.graph.explore.GraphUnavailableException;
import io.millrace.graph.explore.LoadedGraph;
import io.millrace.graph.explore.Viewer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose eyes read the graph, and as of when. */
final class GraphOptions {
  private static final int MOST_CANDIDATES = 20;

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "G",
      description = "Whose eyes: documents of these groups are seen. Default public.")
  private Set<String> groups = Set.of("public");

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "Read as of this revision. Default the newest that is loaded.")
  private @Nullable Long revision;

  /** The graph as somebody sees it; whoever opened it closes it. */
  record Opened(GraphConnection connection, GraphReader reader, Viewer viewer)
      implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }

    /** The passages that the graph finds for a question. */
    List<RankedPassage> rank(String question) {
      return reader.passages(viewer, question).stream()
          .map(passage -> new RankedPassage(passage.chunk(), passage.score()))
          .toList();
    }

    /**
     * The entity of an id or a name; empty where several have the name, which are then printed.
     *
     * @throws IllegalArgumentException where there is none
     */
    Optional<EntityRef> entity(String idOrName, CommonOptions common) {
      Optional<EntityRef> byId = reader.entity(viewer, idOrName);
      if (byId.isPresent()) {
        return byId;
      }
      List<FoundEntity> found = reader.find(viewer, idOrName, Set.of(), MOST_CANDIDATES);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "Cannot find '" + idOrName + "': no document that " + who() + " may see names it so");
      }
      List<FoundEntity> same =
          found.stream().filter(each -> each.matched().equalsIgnoreCase(idOrName)).toList();
      List<FoundEntity> candidates = same.isEmpty() ? found : same;
      if (candidates.size() == 1) {
        FoundEntity one = candidates.get(0);
        return Optional.of(new EntityRef(one.id(), one.name(), one.type()));
      }
      common.print(Map.of("candidates", candidates), EntityText.candidates(idOrName, candidates));
      return Optional.empty();
    }

    private String who() {
      return viewer.groups().stream().sorted().collect(Collectors.joining(", "));
    }
  }

  /**
   * Opens the graph.
   *
   * @throws GraphUnavailableException where there is none
   */
  Opened open(Settings settings) throws IOException {
    return open(settings, groups, loaded -> revision == null ? loaded : revision);
  }

  /**
   * Opens the graph as it was in a release, or in the newest revision before it that is loaded.
   *
   * @throws GraphUnavailableException where there is none
   */
  static Opened open(Settings settings, Set<String> groups, long release) throws IOException {
    return open(settings, groups, loaded -> Math.min(loaded, release));
  }

  private static Opened open(Settings settings, Set<String> groups, LongUnaryOperator asOf)
      throws IOException {
    GraphConnection connection = GraphConnection.of(settings);
    try {
      GraphReader reader = new GraphReader(connection);
      LoadedGraph loaded =
          reader
              .state()
              .orElseThrow(() -> new GraphUnavailableException("There is no graph here yet", null));
      long read = asOf.applyAsLong(loaded.loaded());
      if (read > loaded.loaded()) {
        throw new IllegalArgumentException(
            "Cannot read revision " + read + ": the newest that is loaded is " + loaded.loaded());
      }
      Set<String> denied =
          new DenyList(WarehouseFolders.of(settings).releases()).snapshot().unseen(groups, read);
      return new Opened(connection, reader, new Viewer(groups, denied, read));
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
