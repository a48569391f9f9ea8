package io.millrace.graph.analyse;

import io.millrace.graph.database.GraphState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.neo4j.driver.Driver;

/**
 * Computes what the graph of each audience is like as a whole.
 *
 * <p><b>Reads</b> mentions, facts and co-occurrences of the graph database. <b>Writes</b> there,
 * for each audience, {@code RANKED}, {@code IN} with {@code Community}, {@code RELATED} and the
 * {@code Audience} itself with its health report; older analyses of the audience go. <b>Key</b>
 * audience and revision. <b>Shuffle</b>: none, one process. <b>Memory</b>: one audience's graph at
 * a time: 40 MB for 100,000 entities with 500,000 edges, and what DL4J needs to learn from it.
 */
public final class AnalyseJob {
  private static final int MOST_AUDIENCES = 8;

  private final Driver driver;
  private final Config config;
  private final Consumer<String> messages;

  /**
   * What to do.
   *
   * @param audiences groups to analyse; none for {@value AudienceGraphs#PUBLIC} and the 8 with the
   *     most mentions
   * @param unseen ids of documents that are denied or forgotten: nothing of theirs is used
   * @param embeddings how vectors of nodes are learned; its seed is that of communities as well
   * @param resolutions of the levels of communities, growing
   * @param related what related nodes are
   */
  public record Config(
      List<String> audiences,
      Set<String> unseen,
      NodeEmbeddings.Config embeddings,
      List<Double> resolutions,
      RelatedNodes.Config related) {
    /** Copies the collections. */
    public Config {
      audiences = List.copyOf(audiences);
      unseen = Set.copyOf(unseen);
      resolutions = List.copyOf(resolutions);
    }

    /** Everything as it is by default. */
    public static Config of(List<String> audiences, Set<String> unseen) {
      return new Config(
          audiences,
          unseen,
          NodeEmbeddings.Config.DEFAULT,
          Communities.RESOLUTIONS,
          RelatedNodes.Config.DEFAULT);
    }
  }

  /**
   * What was done for an audience.
   *
   * @param audience the group
   * @param health what its graph is like
   * @param communities how many of at least two nodes, by level
   * @param modularity of each level
   * @param related how many related nodes were written
   * @param suggested how many links are suggested, pairs that have none
   * @param seconds by part: read, rank, communities, embeddings, related, write
   */
  public record AudienceResult(
      String audience,
      GraphHealth health,
      List<Integer> communities,
      List<Double> modularity,
      long related,
      long suggested,
      Map<String, Double> seconds) {}

  /**
   * What was done.
   *
   * @param revision as of which
   */
  public record Result(long revision, List<AudienceResult> audiences) {}

  /**
   * A job over a database whose driver the caller closes.
   *
   * @param messages hears which part of which audience is next
   */
  public AnalyseJob(Driver driver, Config config, Consumer<String> messages) {
    this.driver = driver;
    this.config = config;
    this.messages = messages;
  }

  /**
   * Analyses the graph as of the revision that is loaded.
   *
   * @throws IllegalStateException if no graph is loaded
   */
  public Result run() {
    AudienceGraphs reader = new AudienceGraphs(driver);
    AnalysisWriter writer = new AnalysisWriter(driver);
    long revision = reader.loaded();
    if (revision == 0) {
      throw new IllegalStateException(
          "Cannot analyse the graph: the database has none, its loaded revision is 0");
    }
    writer.prepare();
    List<String> audiences =
        config.audiences().isEmpty()
            ? reader.audiences(revision, config.unseen(), MOST_AUDIENCES)
            : config.audiences();
    List<AudienceResult> results = new ArrayList<>();
    for (String audience : audiences) {
      results.add(analyse(reader, writer, audience, revision));
    }
    if (config.audiences().isEmpty()) {
      GraphState.noteAnalysed(driver, revision);
    }
    return new Result(revision, results);
  }

  private AudienceResult analyse(
      AudienceGraphs reader, AnalysisWriter writer, String audience, long revision) {
    Timed timed = new Timed(audience);
    WeightedGraph graph =
        timed.part("read", () -> reader.graph(audience, revision, config.unseen()));
    double[] ranks = timed.part("rank", () -> PageRank.of(graph));
    GraphHealth health = GraphHealth.of(graph);
    List<Communities> communities =
        timed.part(
            "communities",
            () -> Communities.of(graph, config.resolutions(), config.embeddings().seed()));
    NodeEmbeddings embeddings =
        timed.part("embeddings", () -> NodeEmbeddings.learn(graph, config.embeddings()));
    RelatedNodes related =
        timed.part("related", () -> RelatedNodes.of(graph, embeddings, config.related()));
    Analysis analysis =
        new Analysis(audience, revision, graph, ranks, communities, related, health);
    timed.part(
        "write",
        () -> {
          writer.write(analysis);
          return analysis;
        });
    return result(analysis, timed.seconds);
  }

  private static AudienceResult result(Analysis analysis, Map<String, Double> seconds) {
    long related = 0;
    long suggested = 0;
    for (int node = 0; node < analysis.graph().nodes(); node++) {
      List<RelatedNodes.Related> others = analysis.related().of(node);
      related += others.size();
      int here = node;
      suggested += others.stream().filter(each -> each.suggested() && here < each.node()).count();
    }
    return new AudienceResult(
        analysis.audience(),
        analysis.health(),
        analysis.communities().stream().map(Communities::countOfSeveral).toList(),
        analysis.communities().stream().map(Communities::modularity).toList(),
        related,
        suggested,
        seconds);
  }

  /** Says which part is next and how long each took. */
  private final class Timed {
    private final String audience;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    Timed(String audience) {
      this.audience = audience;
    }

    <T> T part(String name, Supplier<T> work) {
      messages.accept(audience + ": " + name);
      long started = System.nanoTime();
      T done = work.get();
      seconds.put(name, (System.nanoTime() - started) / 1e9);
      return done;
    }
  }
}
