package io.millrace.graph.explore;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be asked of the graph, by whom it is asked. What a viewer does not see shows
 * in no answer: not in a name, a count, an order, a weight or a cost; an entity that he does not
 * see and one that there is not are the same. May be used by many threads.
 *
 * <p>All methods throw {@link GraphUnavailableException} where the graph cannot be read now.
 */
public final class GraphReader {
  private static final Duration MOST = Duration.ofSeconds(20);

  private final GraphConnection graph;
  private final EntitySearch search;
  private final EntityLinks links;
  private final PassageSearch passages;
  private final EntityNames names;
  private final CardReader cards;
  private final NeighbourReader neighbours;
  private final PathReader paths;
  private final CommunityReader communities;
  private final ChangeReader changes;
  private final GraphExport export;
  private final CypherReader cypher;

  /** A reader; the connection stays its opener's to close. */
  public GraphReader(GraphConnection graph) {
    this.graph = graph;
    this.names = new EntityNames(graph);
    this.search = new EntitySearch(graph, names);
    this.cards = new CardReader(graph, names);
    VisibleDocuments documents = new VisibleDocuments(graph);
    this.links = new EntityLinks(graph);
    this.passages = new PassageSearch(graph, links, documents);
    this.neighbours = new NeighbourReader(graph, names, documents);
    this.paths = new PathReader(graph, names);
    this.communities = new CommunityReader(graph, names);
    this.changes = new ChangeReader(graph, names);
    this.export = new GraphExport(graph);
    this.cypher = new CypherReader(graph);
  }

  /** Which graph is loaded; empty where none is yet. */
  public Optional<LoadedGraph> state() {
    return graph
        .read(
            """
            MATCH (g:Graph {id: 'graph'}) WHERE g.loaded IS NOT NULL
            RETURN g.warehouse AS warehouse, g.loaded AS loaded, g.loading AS loading
            """,
            Map.of(),
            MOST,
            row ->
                new LoadedGraph(
                    row.get("warehouse").asString(""),
                    row.get("loaded").asLong(),
                    row.get("loading").isNull() ? null : row.get("loading").asLong()))
        .stream()
        .findFirst();
  }

  /**
   * Entities by what they are called, in Chinese and English; the best fit first.
   *
   * @param typed a name, a part of it, or its beginning
   * @param types only entities of these types; empty for all
   * @param k how many at most
   */
  public List<FoundEntity> find(Viewer viewer, String typed, Set<String> types, int k) {
    return search.find(viewer, typed, types, k);
  }

  /**
   * The entities that a question names, by any of their names; those that it means most surely
   * first, and longer names before shorter ones.
   *
   * @param question plain text, of which the first {@value QuestionSpans#MOST_TOKENS} words and
   *     Chinese characters are looked at
   * @param k how many at most
   */
  public List<NamedEntity> named(Viewer viewer, String question, int k) {
    List<String> linked =
        links.of(viewer, question).entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(k)
            .map(Map.Entry::getKey)
            .toList();
    EntityNames.Seen seen = names.of(viewer, linked);
    return linked.stream().filter(seen::has).map(id -> seen.known(id).named()).toList();
  }

  /**
   * Passages for a question: those that mention the entities that it names, by any of their names,
   * that state something of them, or that mention what stated facts join to them. Empty where it
   * names none.
   *
   * @param question plain text, of which the first {@value QuestionSpans#MOST_TOKENS} words and
   *     Chinese characters are looked at
   * @return the best first, {@value PassageSearch#MOST_PASSAGES} at most
   */
  public List<FoundPassage> passages(Viewer viewer, String question) {
    return passages.find(viewer, question);
  }

  /** The entity of an id, also of an older one of it; empty where the viewer sees none. */
  public Optional<EntityRef> entity(Viewer viewer, String id) {
    return names.resolve(viewer, id).map(resolved -> resolved.known().entity());
  }

  /** All that the viewer sees of an entity; empty where he does not see it. */
  public Optional<EntityCard> card(Viewer viewer, String id) {
    return cards.read(viewer, id);
  }

  /** What stands beside an entity; empty where the viewer does not see it. */
  public Optional<Neighbours> neighbours(Viewer viewer, String id, NeighbourQuery query) {
    return neighbours.read(viewer, id, query);
  }

  /**
   * The cheapest ways from one entity to another; empty where the viewer does not see both.
   *
   * @param k how many at most
   */
  public Optional<Paths> paths(Viewer viewer, String from, String to, int k) {
    return paths.read(viewer, from, to, k);
  }

  /**
   * Communities of the viewer's groups, those with the most visible members first.
   *
   * @param level 0 is the finest
   * @param k how many at most
   */
  public List<Community> communities(Viewer viewer, int level, int k) {
    return communities.read(viewer, level, k);
  }

  /**
   * What is different between two revisions.
   *
   * @param viewer as of the later one
   * @param from the earlier one
   * @param k how many of each kind at most
   */
  public Changes changes(Viewer viewer, long from, int k) {
    return changes.read(viewer, from, k);
  }

  /** Writes all that the viewer sees; the stream stays open. */
  public void export(Viewer viewer, ExportFormat format, OutputStream out) throws IOException {
    export.all(viewer, format, out);
  }

  /**
   * Writes an entity with what is around it; the stream stays open.
   *
   * @param entity one that the viewer sees, as {@link #entity} has it
   * @param depth how many hops away at most; of what is there, 5,000 entities at most
   */
  public void export(
      Viewer viewer, EntityRef entity, int depth, ExportFormat format, OutputStream out)
      throws IOException {
    export.around(viewer, entity.id(), depth, format, out);
  }

  /**
   * Asks the database itself, for who may see everything in it.
   *
   * @param query in Cypher; it can read the graph and nothing else
   * @throws IllegalArgumentException where it is none, or would do more than read
   */
  public CypherRows cypher(String query, Map<String, Object> parameters) {
    return cypher.read(query, parameters);
  }
}
