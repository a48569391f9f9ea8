package io.millrace.core.tokenize;

import io.millrace.core.table.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Exact tokens of BERT's WordPiece, counted or placed, word by word, most words remembered. White
 * space has no token; each ASCII punctuation mark and each ideograph is one word of one token; what
 * stands between them is counted alone, as BERT itself splits there before it looks at the
 * vocabulary. Memory: at most 131,072 words of 64 code units.
 *
 * <p>Safe for many threads: entries are immutable, a lost write only costs a second count.
 */
final class WordCounts {
  private static final int BITS = 17;
  private static final int LONGEST = 64;

  private record Entry(String word, List<Span> tokens) {}

  private final @Nullable Entry[] entries = new Entry[1 << BITS];
  private final Function<String, List<Span>> tokens;

  /**
   * @param tokens where the tokens of a short text stand, exactly
   */
  WordCounts(Function<String, List<Span>> tokens) {
    this.tokens = tokens;
  }

  int count(String text) {
    return read(text, null);
  }

  /** Where the tokens stand, in order. */
  List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    read(text, spans);
    return spans;
  }

  /** The number of tokens; adds their spans where they are wanted. */
  private int read(String text, @Nullable List<Span> spans) {
    int length = text.length();
    int total = 0;
    int i = 0;
    while (i < length) {
      char c = text.charAt(i);
      if (Pieces.isWhiteSpace(c)) {
        i++;
      } else if (isWord(c)) {
        total++;
        if (spans != null) {
          spans.add(new Span(i, i + 1));
        }
        i++;
      } else {
        int start = i;
        int hash = 0;
        do {
          hash = 31 * hash + c;
          i++;
        } while (i < length && !isWord(c = text.charAt(i)) && !Pieces.isWhiteSpace(c));
        List<Span> word = word(text, start, i, hash);
        total += word.size();
        if (spans != null) {
          for (Span token : word) {
            spans.add(new Span(start + token.start(), start + token.end()));
          }
        }
      }
    }
    return total;
  }

  private List<Span> word(String text, int start, int end, int hash) {
    int length = end - start;
    int slot = (hash * 0x9E3779B9) >>> (32 - BITS);
    Entry first = entries[slot];
    if (first != null && first.word.length() == length && text.startsWith(first.word, start)) {
      return first.tokens;
    }
    Entry second = entries[slot ^ 1];
    if (second != null && second.word.length() == length && text.startsWith(second.word, start)) {
      return second.tokens;
    }
    String word = text.substring(start, end);
    List<Span> read = tokens.apply(word);
    if (length <= LONGEST) {
      entries[slot ^ 1] = first;
      entries[slot] = new Entry(word, List.copyOf(read));
    }
    return read;
  }

  /** Whether {@code c} is a word and a token of its own, whatever stands around it. */
  private static boolean isWord(char c) {
    if (c < 0x80) {
      return (c > 0x20 && c < 0x30)
          || (c > 0x39 && c < 0x41)
          || (c > 0x5A && c < 0x61)
          || (c > 0x7A && c < 0x7F);
    }
    return Pieces.isIdeograph(c);
  }
}
