package io.millrace.query.graph;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.core.release.Release;
import io.millrace.core.settings.QuerySettings;
import io.millrace.graph.explore.Changes;
import io.millrace.graph.explore.Community;
import io.millrace.graph.explore.CypherRows;
import io.millrace.graph.explore.EntityCard;
import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.FoundEntity;
import io.millrace.graph.explore.GraphReader;
import io.millrace.graph.explore.LoadedGraph;
import io.millrace.graph.explore.NamedEntity;
import io.millrace.graph.explore.Neighbours;
import io.millrace.graph.explore.Paths;
import io.millrace.graph.explore.Viewer;
import io.millrace.query.access.Caller;
import io.millrace.query.answer.Answers;
import io.millrace.query.answer.ServedGraph;
import io.millrace.query.answer.UnavailableException;
import io.millrace.query.request.BadRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Answers callers from the graph. Everything passes through here, so that groups and the deny list
 * hold for all of it, as they do for {@link Answers}. May be used by many threads; two exports run
 * at a time.
 */
public final class GraphAnswers {
  private static final int MOST_EXPORTS = 2;
  private static final int MOST_NAMED = 3;

  private final ServedGraph served;
  private final GraphReader graph;
  private final Answers answers;
  private final QuerySettings settings;
  private final Semaphore exports = new Semaphore(MOST_EXPORTS);

  /** Answers from a graph. */
  public GraphAnswers(ServedGraph graph, Answers answers, QuerySettings settings) {
    this.served = graph;
    this.graph = graph.reader();
    this.answers = answers;
    this.settings = settings;
  }

  /** Entities that were found. */
  public record Found(long revision, List<FoundEntity> entities) {}

  /** An entity as of a revision. */
  public record Card(long revision, @JsonUnwrapped EntityCard card) {}

  /** Neighbours as of a revision. */
  public record Near(long revision, @JsonUnwrapped Neighbours neighbours) {}

  /** Paths as of a revision. */
  public record Between(long revision, @JsonUnwrapped Paths paths) {}

  /** Communities as of a revision. */
  public record Communities(long revision, List<Community> communities) {}

  /**
   * The revisions that can be asked for.
   *
   * @param served the one that answers have where none is asked for
   * @param loading the one that is being loaded, or null
   * @param revisions the newest first
   */
  public record Revisions(long served, @Nullable Long loading, List<KeptRevision> revisions) {}

  /**
   * A revision that can be asked for.
   *
   * @param revision its number
   * @param release the newest release of it, or null
   */
  public record KeptRevision(long revision, @Nullable String release) {}

  Found find(Caller caller, GraphQuestion.Find asked) {
    Viewer viewer = viewer(caller, asked.revision());
    return new Found(viewer.revision(), graph.find(viewer, asked.name(), asked.types(), asked.k()));
  }

  /** The entities that a question names, {@value #MOST_NAMED} at most. */
  public List<NamedEntity> named(Caller caller, String question) {
    return graph.named(viewer(caller, null), question, MOST_NAMED);
  }

  Optional<Card> card(Caller caller, String id, @Nullable Long revision) {
    Viewer viewer = viewer(caller, revision);
    return graph.card(viewer, id).map(card -> new Card(viewer.revision(), card));
  }

  Optional<Near> near(Caller caller, String id, GraphQuestion.Near asked) {
    Viewer viewer = viewer(caller, asked.revision());
    return graph
        .neighbours(viewer, id, asked.query())
        .map(found -> new Near(viewer.revision(), found));
  }

  Optional<Between> between(Caller caller, GraphQuestion.Between asked) {
    Viewer viewer = viewer(caller, asked.revision());
    return graph
        .paths(viewer, asked.from(), asked.to(), asked.k())
        .map(found -> new Between(viewer.revision(), found));
  }

  Communities communities(Caller caller, GraphQuestion.Groups asked) {
    Viewer viewer = viewer(caller, asked.revision());
    return new Communities(viewer.revision(), graph.communities(viewer, asked.level(), asked.k()));
  }

  Changes changes(Caller caller, GraphQuestion.Since asked) {
    long from = revision("from", asked.from());
    long to = asked.to() == null ? served() : revision("to", asked.to());
    if (from >= to) {
      throw new BadRequestException(
          List.of("Cannot compare revision " + from + " to " + to + ": the first must be lower"));
    }
    // what is hidden as of the earlier revision is more
    Viewer earlier = new Viewer(caller.groups(), answers.unseen(caller, from), from);
    return graph.changes(earlier.asOf(to), from, asked.k());
  }

  Revisions revisions() {
    LoadedGraph loaded = loaded();
    List<KeptRevision> readable = new ArrayList<>();
    readable().forEach((revision, release) -> readable.add(0, new KeptRevision(revision, release)));
    return new Revisions(served(), loaded.loading(), readable);
  }

  /** What an export is of, once it is known that it can be written. */
  record Exporting(Viewer viewer, @Nullable EntityRef entity) {}

  /** Finds out what is exported; empty where the caller does not see the entity. */
  Optional<Exporting> exporting(Caller caller, GraphQuestion.Export asked) {
    Viewer viewer = viewer(caller, asked.revision());
    if (asked.entity() == null) {
      return Optional.of(new Exporting(viewer, null));
    }
    return graph.entity(viewer, asked.entity()).map(entity -> new Exporting(viewer, entity));
  }

  void export(Exporting what, GraphQuestion.Export asked, OutputStream out) throws IOException {
    if (!exports.tryAcquire()) {
      throw new UnavailableException(
          MOST_EXPORTS + " exports are being written already; try again later");
    }
    try {
      if (what.entity() == null) {
        graph.export(what.viewer(), asked.format(), out);
      } else {
        graph.export(what.viewer(), what.entity(), asked.depth(), asked.format(), out);
      }
    } finally {
      exports.release();
    }
  }

  CypherRows cypher(String query, Map<String, Object> parameters) {
    try {
      return graph.cypher(query, parameters);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(List.of(String.valueOf(e.getMessage())));
    }
  }

  /** Whether a caller may ask the database itself, where all groups' documents are. */
  boolean isAdministrator(Caller caller) {
    return caller.hasKey()
        && settings.administrators().filter(caller.groups()::contains).isPresent();
  }

  private Viewer viewer(Caller caller, @Nullable Long asked) {
    long revision = asked == null ? served() : revision("revision", asked);
    return new Viewer(caller.groups(), answers.unseen(caller, revision), revision);
  }

  /**
   * The revision that is read where none is asked for: the release's own, so that the graph does
   * not change under a release while the next is loaded; an older one where no more is loaded.
   */
  private long served() {
    long loaded = loaded().loaded();
    return answers.served().map(release -> Math.min(release.revision(), loaded)).orElse(loaded);
  }

  /** A revision that was asked for. Older ones than any release's may show too much. */
  private long revision(String name, long asked) {
    NavigableMap<Long, @Nullable String> readable = readable();
    if (asked < readable.firstKey() || asked > readable.lastKey()) {
      throw new BadRequestException(
          List.of(
              "Parameter '"
                  + name
                  + "' is '"
                  + asked
                  + "', and must be from "
                  + readable.firstKey()
                  + " to "
                  + readable.lastKey()));
    }
    return asked;
  }

  /** The loaded revision and those of the releases; what lost a group since is known for these. */
  private NavigableMap<Long, @Nullable String> readable() {
    long loaded = loaded().loaded();
    NavigableMap<Long, @Nullable String> readable = new TreeMap<>();
    readable.put(loaded, null);
    for (Release release : answers.releases()) {
      if (release.revision() <= loaded && readable.get(release.revision()) == null) {
        readable.put(release.revision(), release.release());
      }
    }
    return readable;
  }

  private LoadedGraph loaded() {
    return served.loaded();
  }
}
