package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;
import io.millrace.core.table.Span;
import io.millrace.core.table.TableRow;
import io.millrace.core.text.Sentences;
import io.millrace.core.tokenize.TokenCounter;
import java.util.ArrayList;
import java.util.List;

/** Divides a block into units: sentences, rows, lines; longer ones at clauses, words, tokens. */
final class Units {
  /** A unit has at most this many characters a token: a line of base 64 is no sentence. */
  static final int CHARACTERS_A_TOKEN = 12;

  private static final String CLAUSE_ENDS = "，、；：,;:";

  private final String text;
  private final TokenCounter counter;
  private final int mostTokens;
  private final List<Unit> result = new ArrayList<>();

  private Units(String text, TokenCounter counter, int mostTokens) {
    this.text = text;
    this.counter = counter;
    this.mostTokens = mostTokens;
  }

  /** The units of block {@code index}, in order, each of at most {@code mostTokens} tokens. */
  static List<Unit> of(String text, Block block, int index, TokenCounter counter, int mostTokens) {
    Units units = new Units(text, counter, mostTokens);
    Span span = block.span();
    BlockTokens tokens = BlockTokens.of(counter, text, span.start(), span.end());
    int[] from = {span.start()};
    if (block.kind() == Block.Kind.TABLE) {
      for (TableRow row : block.rows()) {
        int end = row.cells().get(row.cells().size() - 1).end();
        units.add(from[0], end, tokens, index, block.kind());
        from[0] = end;
      }
    } else if (block.kind() == Block.Kind.CODE) {
      for (int end = from[0]; from[0] < span.end(); from[0] = end) {
        int line = text.indexOf('\n', from[0]);
        end = line < 0 || line >= span.end() ? span.end() : line + 1;
        units.add(from[0], end, tokens, index, block.kind());
      }
    } else {
      Sentences.forEachEnd(
          text,
          span.start(),
          span.end(),
          end -> {
            units.add(from[0], end, tokens, index, block.kind());
            from[0] = end;
          });
    }
    return units.result;
  }

  private void add(int from, int to, BlockTokens tokens, int block, Block.Kind kind) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      return;
    }
    int mostCharacters = mostTokens * CHARACTERS_A_TOKEN;
    while (end - start > mostCharacters || tokens.count(start, end) > mostTokens) {
      int cut = cut(start, Math.min(end, tokens.advance(start, mostTokens, end)), mostCharacters);
      int last = cut;
      while (last > start && isBlank(text.charAt(last - 1))) {
        last--;
      }
      if (last > start) {
        result.add(new Unit(start, last, tokens.count(start, last), block, kind));
      }
      start = cut;
      while (start < end && isBlank(text.charAt(start))) {
        start++;
      }
    }
    if (start < end) {
      result.add(new Unit(start, end, tokens.count(start, end), block, kind));
    }
  }

  /** The best place to cut before {@code limit}: a clause's end, a blank, else there. */
  private int cut(int start, int limit, int mostCharacters) {
    int furthest = Math.min(limit, start + mostCharacters);
    int earliest = start + (furthest - start) / 2;
    for (int index = furthest; index > earliest; index--) {
      if (CLAUSE_ENDS.indexOf(text.charAt(index - 1)) >= 0
          && (text.charAt(index - 1) > 0x7F || isBlank(text.charAt(index)))) {
        return index;
      }
    }
    for (int index = furthest; index > earliest; index--) {
      if (isBlank(text.charAt(index - 1))) {
        return index;
      }
    }
    int cut = Math.max(furthest, start + 1);
    if (cut < text.length()
        && Character.isLowSurrogate(text.charAt(cut))
        && Character.isHighSurrogate(text.charAt(cut - 1))) {
      cut = cut - 1 > start ? cut - 1 : cut + 1;
    }
    return cut;
  }

  static boolean isBlank(char character) {
    return character == ' ' || character == '\n' || character == '\t';
  }
}
