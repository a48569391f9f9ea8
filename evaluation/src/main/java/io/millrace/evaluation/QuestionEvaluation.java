package io.millrace.evaluation;

import io.millrace.embedding.index.Generation;
import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.index.Manifest;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.PassageRanking;
import io.millrace.embedding.retrieve.QueryEncoder;
import io.millrace.embedding.retrieve.SearchSettings;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.evaluation.dataset.Query;
import io.millrace.evaluation.dataset.Question;
import io.millrace.evaluation.dataset.QuestionFile;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Measures how well a generation answers questions whose documents are known. Passages found count
 * for their documents, each by its best passage; the asker is in the given groups, so that what
 * they may not see counts as not retrieved.
 *
 * <p>Reads: a question file and one generation. Writes: a report folder; nothing else. Memory: ids
 * and URIs of all passages.
 */
public final class QuestionEvaluation {
  private final Config config;
  private final Progress progress;

  /**
   * What is evaluated.
   *
   * @param questions the question file
   * @param generation folder of the generation
   * @param modes how passages are found, at least one
   * @param groups the groups of the asker
   * @param search constants of BM25 and fusion
   * @param encoders the generation's encoders, for the modes that need them
   * @param graph what the asker's graph says of a question, for the modes that use it
   * @param cache folder for reports
   */
  public record Config(
      Path questions,
      Path generation,
      List<Mode> modes,
      Set<String> groups,
      SearchSettings search,
      Collection<? extends QueryEncoder> encoders,
      PassageRanking graph,
      Path cache) {
    public Config {
      modes = List.copyOf(modes);
      groups = Set.copyOf(groups);
      encoders = List.copyOf(encoders);
      if (modes.isEmpty() || modes.stream().distinct().count() < modes.size()) {
        throw new IllegalArgumentException(
            "Cannot evaluate modes " + modes + ": one or more are needed, each once");
      }
    }
  }

  public QuestionEvaluation(Config config, Progress progress) {
    this.config = config;
    this.progress = progress;
  }

  /**
   * Measures. The data set's name is the file's, its split the generation's id.
   *
   * @throws IOException where the questions are wrong (file:line) or the generation is not whole
   * @throws IllegalStateException where a mode needs vectors or an encoder that are not there
   */
  public EvaluationResult run() throws IOException {
    List<Question> questions = QuestionFile.read(config.questions());
    JudgedDocuments documents;
    try (Generation generation = Generation.open(config.generation())) {
      documents = JudgedDocuments.of(generation);
    }
    JudgedDocuments.Judgments judgments = documents.judge(questions);
    try (Searcher searcher =
        Searcher.open(config.generation(), config.search(), config.encoders())) {
      List<ModeResult> modes = search(searcher, documents, questions, judgments);
      RetrievalReport report = report(searcher.manifest(), questions, judgments, modes);
      Map<String, Excerpt> excerpts = new HashMap<>();
      report.shownDocuments().forEach(uri -> excerpts.put(uri, documents.excerpt(uri)));
      return new ReportFolder(config.cache().resolve("reports")).write(report, excerpts);
    }
  }

  /** questions → one result a mode. */
  private List<ModeResult> search(
      Searcher searcher,
      JudgedDocuments documents,
      List<Question> questions,
      JudgedDocuments.Judgments judgments)
      throws IOException {
    List<Query> queries =
        questions.stream().map(question -> new Query(question.id(), question.text())).toList();
    String model =
        searcher.manifest().encoders().distinct().stream()
            .map(IndexedEncoder::model)
            .collect(Collectors.joining("+"));
    Rankings rankings =
        new Rankings(searcher, config.groups(), config.graph(), documents::ofPassage);
    List<ModeResult> results = new ArrayList<>();
    for (Mode mode : config.modes()) {
      Run run = rankings.of(mode, queries, progress);
      Scores scores = Scores.of(run, judgments.qrels(), Metric.REPORTED);
      results.add(
          new ModeResult(
              mode.label(), mode.usesVectors() ? model : null, scores, run, mode.label() + ".run"));
    }
    return results;
  }

  private RetrievalReport report(
      Manifest manifest,
      List<Question> questions,
      JudgedDocuments.Judgments judgments,
      List<ModeResult> modes) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Generation", manifest.generation());
    facts.put("Revision", Long.toString(manifest.revision()));
    facts.put("Documents", String.format(Locale.ROOT, "%,d", manifest.documents()));
    facts.put("Passages", String.format(Locale.ROOT, "%,d", manifest.chunks()));
    facts.put("Questions", String.format(Locale.ROOT, "%,d", questions.size()));
    facts.put("Asked by groups", String.join(", ", new TreeSet<>(config.groups())));
    facts.putAll(RetrievalEvaluation.searchFacts(config.search()));
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> languages = new LinkedHashMap<>();
    for (Question question : questions) {
      texts.put(question.id(), question.text());
      languages.put(question.id(), question.language() == null ? "und" : question.language());
    }
    Path file = config.questions().getFileName();
    return new RetrievalReport(
        file == null ? "questions" : file.toString(),
        manifest.generation(),
        Instant.now(),
        facts,
        judgments.notices(),
        texts,
        languages,
        judgments.qrels(),
        modes);
  }
}
