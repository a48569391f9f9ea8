package io.millrace.query.answer;

import io.millrace.embedding.index.IndexedEncoder;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.Searcher;
import io.millrace.query.encode.QuestionEncoders;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes the vectors that a search needs, before it. For any thread. */
final class QuestionVectors {
  private final QuestionEncoders encoders;

  QuestionVectors(QuestionEncoders encoders) {
    this.encoders = encoders;
  }

  /** Makes the question's vectors; where that cannot be, says why words alone must do. */
  SearchAnswer.@Nullable Fallback make(Searcher searcher, Question question) {
    if (!question.mode().usesVectors()) {
      return null;
    }
    List<IndexedEncoder> needed =
        searcher.manifest().encoders().isEmpty()
            ? List.of()
            : searcher.encodersFor(question.text(), question.mode());
    String problem =
        needed.isEmpty() ? "the release has no vectors" : encoders.problem(needed).orElse(null);
    if (problem != null) {
      if (question.mode() == Mode.DENSE) {
        throw new UnavailableException("Cannot search by vectors: " + problem);
      }
      return new SearchAnswer.Fallback(question.mode().label(), problem);
    }
    try {
      encoders.encode(question.text(), needed);
      return null;
    } catch (RejectedExecutionException e) {
      throw new UnavailableException(String.valueOf(e.getMessage()));
    }
  }

  /** Puts a question into the encoders' queues, so that those of a batch are encoded together. */
  void enqueue(Searcher searcher, Question question) {
    if (!question.mode().usesVectors() || searcher.manifest().encoders().isEmpty()) {
      return;
    }
    List<IndexedEncoder> needed = searcher.encodersFor(question.text(), question.mode());
    if (encoders.problem(needed).isEmpty()) {
      try {
        encoders.enqueue(question.text(), needed);
      } catch (RejectedExecutionException e) {
        throw new UnavailableException(String.valueOf(e.getMessage()));
      }
    }
  }
}
