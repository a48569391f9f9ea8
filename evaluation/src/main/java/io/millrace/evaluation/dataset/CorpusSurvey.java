package io.millrace.evaluation.dataset;

import java.util.Set;

/**
 * What one pass over a corpus tells before any work is spent on it.
 *
 * @param documents how many documents it has
 * @param language what it is written in
 * @param judgedButMissing judged documents that the corpus lacks: they count as not retrieved
 */
public record CorpusSurvey(long documents, CorpusLanguage language, Set<String> judgedButMissing) {
  public CorpusSurvey {
    judgedButMissing = Set.copyOf(judgedButMissing);
  }
}
