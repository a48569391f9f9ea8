package io.millrace.ingestion.chunk;

import io.millrace.core.table.Span;
import io.millrace.core.tokenize.TokenCounter;
import java.util.Arrays;
import java.util.List;

/** Where the tokens of one stretch of text begin: each stretch is tokenised once. */
final class BlockTokens {
  private final int[] starts;

  private BlockTokens(int[] starts) {
    this.starts = starts;
  }

  static BlockTokens of(TokenCounter counter, String text, int start, int end) {
    List<Span> spans = counter.spans(text.substring(start, end));
    int[] starts = new int[spans.size()];
    for (int token = 0; token < starts.length; token++) {
      starts[token] = start + spans.get(token).start();
    }
    return new BlockTokens(starts);
  }

  /** How many tokens begin in {@code [start, end)}. */
  int count(int start, int end) {
    return index(end) - index(start);
  }

  /** Where the token {@code count} tokens after {@code start} begins, or {@code end} if earlier. */
  int advance(int start, int count, int end) {
    int token = index(start) + count;
    return token < starts.length ? Math.min(starts[token], end) : end;
  }

  /** The first token that begins at or after {@code offset}. */
  private int index(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && starts[found - 1] == offset) {
      found--; // several tokens may begin in one character
    }
    return found;
  }
}
