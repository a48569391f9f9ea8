package io.millrace.graph.model;

import io.millrace.core.settings.ModelSettings;
import io.millrace.core.table.Extraction;
import io.millrace.core.table.ModelCall;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run has done and what it has left. {@link #called} by many threads, the rest by one. */
final class Tally {
  private final ModelSettings settings;
  private final Set<String> failed = new HashSet<>();
  private final Map<ModelException.Code, Integer> reasons = new TreeMap<>();
  private @Nullable ModelException firstFailure;
  private long texts;
  private long mentions;
  private long facts;
  private long dropped;
  private long left;
  private long calls;
  private long inputTokens;
  private long outputTokens;

  Tally(ModelSettings settings) {
    this.settings = settings;
  }

  synchronized void called(ModelCall call) {
    calls++;
    inputTokens += call.inputTokens() == null ? 0 : call.inputTokens();
    outputTokens += call.outputTokens() == null ? 0 : call.outputTokens();
  }

  /** So many texts have no row, failed ones included. */
  void left(long count) {
    left = count;
  }

  void done(Workers.Done done) {
    ModelException failure = done.failure();
    if (done.passage() != null && failure != null) {
      failed.add(done.passage().hash());
      reasons.merge(failure.code(), 1, Integer::sum);
      firstFailure = firstFailure == null ? failure : firstFailure;
    }
    if (done.placed() != null) {
      dropped += done.placed().droppedMentions() + done.placed().droppedFacts();
    }
  }

  /** These have rows now. */
  void committed(List<Extraction> extractions) {
    texts += extractions.size();
    left -= extractions.size();
    for (Extraction each : extractions) {
      mentions += each.mentions().size();
      facts += each.facts().size();
    }
  }

  boolean hasFailed(Passage passage) {
    return failed.contains(passage.hash());
  }

  int failed() {
    return failed.size();
  }

  long texts() {
    return texts;
  }

  long total() {
    return texts + left;
  }

  /** Fails where texts are left, and says why and what to do. */
  void requireComplete(Budget budget) {
    RuntimeException end = budget.ended();
    if (end instanceof ModelException model) {
      throw new ModelException(
          model.code(), model.getMessage() + ". " + done(budget) + goesOn(model.code()), model);
    }
    if (end != null) {
      throw end;
    }
    if (firstFailure != null) {
      throw new ModelException(
          ModelException.Code.MODEL_TEXTS,
          "Cannot examine "
              + failed.size()
              + " of "
              + (texts + failed.size())
              + " texts ("
              + reasons()
              + "), the first: "
              + firstFailure.getMessage()
              + ". "
              + done(budget)
              + ". The next run tries these again",
          firstFailure);
    }
  }

  private String done(Budget budget) {
    String cost =
        settings.inputPrice().isPresent()
            ? " for "
                + budget.spent().stripTrailingZeros().toPlainString()
                + " "
                + settings.currency()
            : "";
    return texts + " texts are examined and kept" + cost + ", " + left + " are left";
  }

  private static String goesOn(ModelException.Code code) {
    return code == ModelException.Code.MODEL_BUDGET
        ? ". The next run goes on there with a budget of its own (model.budget, --max-cost)"
        : ". The next run goes on there";
  }

  private String reasons() {
    StringBuilder text = new StringBuilder();
    reasons.forEach(
        (code, count) ->
            text.append(text.length() == 0 ? "" : ", ").append(count).append(" × ").append(code));
    return text.toString();
  }

  synchronized ModelExtractJob.Result result(long revision, BigDecimal cost) {
    return new ModelExtractJob.Result(
        revision, texts, mentions, facts, dropped, calls, inputTokens, outputTokens, cost);
  }
}
