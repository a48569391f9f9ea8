package io.millrace.core.tokenize;

import io.millrace.core.table.Ids;
import io.millrace.core.table.Span;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts text by several tokenizers and takes the largest count, so that a chunk that fits fits
 * every encoder. Tokenizers that are the same are asked once. The built-in encoders have two
 * different ones; a count runs at the speed of {@link Tokenizer#count}, halved.
 *
 * <p>Safe for many threads. Closing it closes the tokenizers it opened.
 */
public final class LargestCount implements TokenCounter, AutoCloseable {
  private final List<Tokenizer> tokenizers;

  private LargestCount(List<Tokenizer> tokenizers) {
    this.tokenizers = tokenizers;
  }

  /**
   * Opens the tokenizers.
   *
   * @param paths files or folders, each as {@link Tokenizer#open} takes it; at least one
   */
  public static LargestCount open(Collection<Path> paths) {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("Cannot count tokens: no tokenizer is given");
    }
    Map<String, Tokenizer> opened = new LinkedHashMap<>();
    for (Path path : paths) {
      Tokenizer tokenizer = Tokenizer.open(path);
      Tokenizer same = opened.putIfAbsent(tokenizer.fingerprint(), tokenizer);
      if (same != null) {
        tokenizer.close();
      }
    }
    return new LargestCount(List.copyOf(opened.values()));
  }

  @Override
  public int count(String text) {
    int largest = 0;
    for (Tokenizer tokenizer : tokenizers) {
      largest = Math.max(largest, tokenizer.count(text));
    }
    return largest;
  }

  /** The spans of the tokenizer that has the most tokens in this text. */
  @Override
  public List<Span> spans(String text) {
    List<Span> most = List.of();
    for (Tokenizer tokenizer : tokenizers) {
      List<Span> spans = tokenizer.spans(text);
      most = spans.size() > most.size() ? spans : most;
    }
    return most;
  }

  @Override
  public int specialTokens() {
    return tokenizers.stream().mapToInt(Tokenizer::specialTokens).max().orElse(0);
  }

  @Override
  public String fingerprint() {
    String[] parts =
        tokenizers.stream().map(Tokenizer::fingerprint).sorted().toArray(String[]::new);
    return Ids.hash(parts);
  }

  @Override
  public void close() {
    tokenizers.forEach(Tokenizer::close);
  }
}
