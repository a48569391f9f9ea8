package io.millrace.evaluation;

import io.millrace.embedding.encode.Compute;
import io.millrace.embedding.encode.EncoderOptions;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.index.Script;
import io.millrace.embedding.retrieve.FusionSettings;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.evaluation.dataset.BeirFolder;
import io.millrace.evaluation.dataset.CorpusSurvey;
import io.millrace.evaluation.dataset.Query;
import io.millrace.evaluation.metric.Metric;
import io.millrace.evaluation.metric.Run;
import io.millrace.evaluation.metric.Scores;
import io.millrace.evaluation.report.Excerpt;
import io.millrace.evaluation.report.ModeResult;
import io.millrace.evaluation.report.RetrievalReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Measures retrieval on a judged data set with the encoders, the index and the search of
 * production.
 *
 * <p>Reads: a BEIR folder, three times (survey, index, excerpts). Writes: vectors, a report folder,
 * and for its duration a generation, all under its own cache folder; no table, generation or
 * release of a warehouse. Memory: all ids and queries, a thousand hits a query and mode, a few
 * hundred documents.
 */
public final class RetrievalEvaluation {
  private final Config config;
  private final Progress progress;

  /**
   * What is evaluated.
   *
   * @param folder the BEIR folder
   * @param split which judgments, usually {@code test}
   * @param modes how passages are found, at least one
   * @param model name of a built-in encoder or path of a folder for all texts; null for the ones
   *     that the corpus's language asks for
   * @param maxTokens where passages are cut off, 0 for the encoder's own limit
   * @param precision how encoders calculate
   * @param search constants of BM25 and fusion
   * @param models folder of the built-in encoders
   * @param cache folder for vectors and reports
   */
  public record Config(
      Path folder,
      String split,
      List<Mode> modes,
      @Nullable String model,
      int maxTokens,
      Precision precision,
      SearchSettings search,
      Path models,
      Path cache) {
    public Config {
      modes = List.copyOf(modes);
      if (modes.isEmpty() || modes.stream().distinct().count() < modes.size()) {
        throw new IllegalArgumentException(
            "Cannot evaluate modes " + modes + ": one or more are needed, each once");
      }
      if (modes.stream().anyMatch(Mode::usesGraph)) {
        throw new IllegalArgumentException(
            "Cannot evaluate modes "
                + modes
                + " on "
                + folder
                + ": its documents are in no graph; ingest them, and ask with a question file");
      }
    }

    /**
     * All modes without a graph, the encoder that the corpus asks for, the defaults of production.
     */
    public static Config of(Path folder, Path models, Path cache) {
      return new Config(
          folder,
          "test",
          Mode.ofIndex(),
          null,
          0,
          Precision.AUTO,
          SearchSettings.DEFAULT,
          models,
          cache);
    }
  }

  public RetrievalEvaluation(Config config, Progress progress) {
    this.config = config;
    this.progress = progress;
  }

  /**
   * Measures.
   *
   * @throws IOException where the data set is wrong (file:line) or the cache cannot be written
   * @throws IllegalArgumentException where the encoder cannot be opened
   */
  public EvaluationResult run() throws IOException {
    BeirFolder data = BeirFolder.open(config.folder(), config.split());
    CorpusSurvey survey = data.survey();
    try (Workspace workspace = Workspace.open(Leftovers.workspaces(config.cache()));
        CorpusEncoders encoders = encoders(survey)) {
      Path generation =
          CorpusIndex.build(data, survey.documents(), encoders, workspace.folder(), progress);
      List<ModeResult> modes = search(data, encoders, generation);
      RetrievalReport report = report(data, survey, encoders, modes);
      return new ReportFolder(config.cache().resolve("reports"))
          .write(report, excerpts(data, report.shownDocuments()));
    }
  }

  /** survey → encoders: none where no mode needs vectors. */
  private CorpusEncoders encoders(CorpusSurvey survey) throws IOException {
    if (config.modes().stream().noneMatch(Mode::usesVectors)) {
      return CorpusEncoders.none();
    }
    EncoderOptions options =
        new EncoderOptions(config.precision(), Compute.AUTO, config.maxTokens(), 0);
    return CorpusEncoders.open(
        config.model(),
        survey.language(),
        options,
        config.models(),
        config.cache().resolve("vectors"));
  }

  /** generation → one result a mode. */
  private List<ModeResult> search(BeirFolder data, CorpusEncoders encoders, Path generation)
      throws IOException {
    List<Query> queries = data.queries();
    encoders.prepareQueries(
        queries.stream().map(Query::text).filter(text -> !text.isBlank()).toList());
    List<ModeResult> results = new ArrayList<>();
    try (Searcher searcher = Searcher.open(generation, config.search(), encoders.queryEncoders())) {
      Rankings rankings =
          new Rankings(searcher, Set.of("public"), question -> List.of(), Function.identity());
      for (Mode mode : config.modes()) {
        Run run = rankings.of(mode, queries, progress);
        Scores scores = Scores.of(run, data.qrels(), Metric.REPORTED);
        String model = mode.usesVectors() ? encoders.model() : null;
        results.add(new ModeResult(mode.label(), model, scores, run, mode.label() + ".run"));
      }
    }
    return results;
  }

  private RetrievalReport report(
      BeirFolder data, CorpusSurvey survey, CorpusEncoders encoders, List<ModeResult> modes) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Documents", String.format(Locale.ROOT, "%,d", survey.documents()));
    facts.put("Judged queries", String.format(Locale.ROOT, "%,d", data.queries().size()));
    facts.put("Corpus", survey.language().name().toLowerCase(Locale.ROOT));
    facts.putAll(searchFacts(config.search()));
    if (encoders.model() != null) {
      facts.put("Encoder", encoders.description());
    }
    List<String> notices = new ArrayList<>();
    if (!survey.judgedButMissing().isEmpty()) {
      notices.add(
          survey.judgedButMissing().size()
              + " judged documents are not in the corpus and count as not retrieved.");
    }
    Map<String, String> queries = new LinkedHashMap<>();
    Map<String, String> languages = new LinkedHashMap<>();
    for (Query query : data.queries()) {
      queries.put(query.id(), query.text());
      languages.put(query.id(), Script.cjkShare(query.text()) >= 0.5 ? "zh" : "en");
    }
    return new RetrievalReport(
        data.name(),
        data.split(),
        Instant.now(),
        facts,
        notices,
        queries,
        languages,
        data.qrels(),
        modes);
  }

  /** The constants that a number depends on. */
  static Map<String, String> searchFacts(SearchSettings settings) {
    FusionSettings fusion = settings.fusion();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("BM25", "k1 " + settings.k1() + ", b " + settings.b());
    facts.put(
        "Fusion",
        "reciprocal ranks, constant "
            + fusion.rankConstant()
            + "; BM25 : dense "
            + fusion.english().bm25()
            + " : "
            + fusion.english().dense()
            + " (en), "
            + fusion.chinese().bm25()
            + " : "
            + fusion.chinese().dense()
            + " (zh)");
    return facts;
  }

  /** ids → excerpts of those documents, by one pass over the corpus. */
  private static Map<String, Excerpt> excerpts(BeirFolder data, Set<String> wanted)
      throws IOException {
    Map<String, Excerpt> excerpts = new HashMap<>();
    data.forEachPassage(
        passage -> {
          if (wanted.contains(passage.id())) {
            excerpts.put(passage.id(), Excerpt.of(passage.title(), passage.text()));
          }
        });
    return excerpts;
  }
}
