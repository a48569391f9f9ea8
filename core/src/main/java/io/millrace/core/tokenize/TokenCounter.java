package io.millrace.core.tokenize;

import io.millrace.core.table.Span;
import java.util.List;

/**
 * Counts text in tokens; what a chunker needs to know of a tokenizer. Implementations are safe for
 * many threads.
 */
public interface TokenCounter {

  /** How many tokens {@code text} has, special tokens not counted. */
  int count(String text);

  /**
   * Where the tokens of {@code text} stand: one span of UTF-16 code units for each token, in order,
   * special tokens left out. Spans never cut a surrogate pair.
   */
  List<Span> spans(String text);

  /** How many special tokens an encoder adds around one text. */
  int specialTokens();

  /** Changes whenever counts may change. */
  String fingerprint();
}
