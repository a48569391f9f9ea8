package io.millrace.graph.model;

import io.millrace.core.table.Span;
import io.millrace.core.tokenize.TokenCounter;
import java.util.List;
import java.util.stream.IntStream;

/** One token for each UTF-16 code unit. */
final class CharacterCount implements TokenCounter {
  @Override
  public int count(String text) {
    return text.length();
  }

  @Override
  public List<Span> spans(String text) {
    return IntStream.range(0, text.length()).mapToObj(at -> new Span(at, at + 1)).toList();
  }

  @Override
  public int specialTokens() {
    return 0;
  }

  @Override
  public String fingerprint() {
    return "characters";
  }
}
