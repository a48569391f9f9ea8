package io.millrace.cluster.cli;

import io.millrace.cluster.service.QueryService;
import io.millrace.core.release.Release;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.SearchHit;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.evaluation.EvaluationResult;
import io.millrace.evaluation.dataset.Question;
import io.millrace.evaluation.dataset.QuestionFile;
import io.millrace.graph.explore.EntityCard;
import io.millrace.graph.explore.EntityRef;
import io.millrace.graph.explore.Paths;
import io.millrace.ingestion.IngestConfig;
import io.millrace.ingestion.IngestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Does everything once on the samples: ingest, embed, index, graph, evaluate, publish, three questions, five entities, and the query service with its pages.",
    footer = {
      "",
      "Example:",
      "  millrace demo",
      "  millrace demo --source ~/documents",
      "  millrace down    (ends the query service that it started)"
    })
final class DemoCommand implements Callable<Integer> {
  /** The questions that are shown with their passages, by id. */
  private static final List<String> SHOWN = List.of("en-01", "en-02", "zh-02");

  /** The entities that are shown; the first two with a path between them. */
  private static final List<String> ENTITIES =
      List.of("何国强", "Sorrel Falls", "Tomás Ferreira", "徐志远", "Ingrid Halvorsen");

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--source",
      paramLabel = "DIR",
      description = "Your own folder instead of the samples.")
  private @Nullable Path source;

  @Option(names = "--no-up", description = "Do not start the query service at the end.")
  private boolean noUp;

  @Option(names = "--no-graph", description = "Make no graph: starts no Neo4j.")
  private boolean noGraph;

  private final Map<String, Object> json = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    Settings settings = common.settings();
    WarehouseFolders warehouse = WarehouseFolders.of(settings);
    Path samples =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("millrace.samples"), "the launcher sets millrace.samples"));
    Path documents = source == null ? samples.resolve("documents") : source;
    Path questions = samples.resolve("questions.jsonl");
    say("Starting Spark. The warehouse is " + warehouse.root() + ".");
    String generation;
    try (JobRun jobs = JobRun.open(settings, "demo", common.err())) {
      generation = build(jobs, documents);
    }
    if (source == null) {
      evaluate(settings, warehouse, questions);
    }
    Release release = PublishCommand.publish(warehouse, generation);
    json.put("publish", RollbackCommand.change(release, release.previous()));
    say("6. publish: release " + release.release() + " is live.");
    if (source == null) {
      answer(settings, warehouse, release, QuestionFile.read(questions));
    }
    if (source == null && !noGraph) {
      explore(settings);
    }
    say("Ask your own: ./millrace search \"…\"" + common.repeated());
    if (!noUp) {
      QueryService.Running service = UpCommand.start(common, settings);
      json.put("service", service.url());
      say(
          "Or in a browser: "
              + service.url()
              + "  (./millrace down"
              + common.repeated()
              + " ends it)");
    }
    common.printJson(json);
    return 0;
  }

  /** Ingest, embed, index; returns the generation. */
  private String build(JobRun jobs, Path documents) throws Exception {
    say("1. ingest: parsing and cutting what is new in " + documents);
    IngestResult ingested =
        Steps.ingest(
            jobs,
            new IngestConfig(
                source == null ? "samples" : null,
                List.of(documents.toString()),
                List.of("public"),
                Map.of(),
                IngestOptions.processing(jobs.settings()),
                IngestConfig.Mode.RUN,
                IngestConfig.Deletes.GUARDED,
                LeaseWait.WAIT));
    json.put("ingest", Steps.ingestJson(ingested));
    say(Steps.ingestText(ingested));
    say("2. embed: computing the vectors that are missing");
    var embedded = Steps.embed(jobs, LeaseWait.WAIT);
    json.put("embed", Steps.embedJson(embedded));
    say(Steps.embedText(embedded));
    say("3. index: building a generation from the last one and the changes");
    var indexed = Steps.index(jobs, LeaseWait.WAIT);
    json.put("index", Steps.indexJson(indexed));
    say(Steps.indexText(indexed));
    if (!noGraph) {
      say("4. graph: finding who and what the passages speak of, and how it hangs together");
      GraphSteps.Done graph = GraphSteps.run(jobs, LeaseWait.WAIT);
      json.put("graph", graph.json());
      say(graph.text());
    }
    return indexed.result().generation();
  }

  private void evaluate(Settings settings, WarehouseFolders warehouse, Path questions)
      throws IOException {
    say("5. evaluate: the samples' judged questions, in every mode");
    EvaluationResult result =
        EvaluateRetrievalCommand.questions(
            settings,
            warehouse,
            questions,
            Mode.ofIndex(),
            Set.of("public"),
            Progress.to(common.err()));
    json.put("evaluate", result);
    say(EvaluationText.of(result));
  }

  private void answer(
      Settings settings, WarehouseFolders warehouse, Release release, List<Question> questions)
      throws IOException {
    Map<String, List<SearchHit>> answers = new LinkedHashMap<>();
    Filters visible = Filters.NONE.without(LiveSearch.unseen(warehouse, release, Set.of("public")));
    try (Searcher searcher =
        LiveSearch.open(warehouse, release.generation(), settings.encoder(), Set.of(Mode.HYBRID))) {
      for (Question question : questions) {
        if (SHOWN.contains(question.id())) {
          List<SearchHit> hits =
              searcher.search(SearchRequest.of(question.text()).withK(2).with(visible));
          answers.put(question.text(), hits);
          say("\n? " + question.text() + "\n" + HitText.of(hits));
        }
      }
    }
    json.put("answers", answers);
    say("");
  }

  /** Cards of some entities in both languages, and how two of them are connected. */
  private void explore(Settings settings) throws IOException {
    Map<String, Object> cards = new LinkedHashMap<>();
    try (GraphOptions.Opened opened = new GraphOptions().open(settings)) {
      for (String name : ENTITIES) {
        Optional<EntityRef> entity = opened.entity(name, common);
        if (entity.isPresent()) {
          EntityCard card = opened.reader().card(opened.viewer(), entity.get().id()).orElseThrow();
          cards.put(name, card);
          say("\n" + EntityText.card(card));
        }
      }
      Optional<EntityRef> one = opened.entity(ENTITIES.get(0), common);
      Optional<EntityRef> other = opened.entity(ENTITIES.get(1), common);
      if (one.isPresent() && other.isPresent()) {
        Paths paths =
            opened
                .reader()
                .paths(opened.viewer(), one.get().id(), other.get().id(), 1)
                .orElseThrow();
        json.put("path", paths);
        say("\n" + EntityText.paths(paths));
      }
    }
    json.put("entities", cards);
    say("\nMore: ./millrace graph show ENTITY, graph path A B" + common.repeated());
  }

  private void say(String line) {
    common.say(line);
  }
}
