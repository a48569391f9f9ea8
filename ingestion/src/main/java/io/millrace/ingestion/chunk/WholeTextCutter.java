package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;
import io.millrace.core.tokenize.TokenCounter;
import io.millrace.ingestion.clean.CleanedDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strategies that do not look at headings. Recursive: units packed over the whole text, cuts
 * rather between blocks than sentences than words. Fixed: units of single words, so that a cut is
 * after as many tokens as fit, and the overlap is as exact. The context is the title; the headings
 * above a chunk are still named.
 */
final class WholeTextCutter {
  private WholeTextCutter() {}

  static List<Passage> cut(
      CleanedDocument document,
      @Nullable String title,
      TokenCounter counter,
      ChunkerSettings settings) {
    String text = document.text();
    List<Block> blocks = document.blocks();
    int encoderTokens = settings.maxTokens() - counter.specialTokens();
    Context context = Context.of(title, List.of(), counter, encoderTokens / 4);
    int most = encoderTokens - context.tokens();
    int size = Math.min(settings.size(), most);
    boolean fixed = settings.strategy() == ChunkerSettings.Strategy.FIXED;
    List<Unit> units = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block++) {
      List<Unit> ofBlock = Units.of(text, blocks.get(block), block, counter, fixed ? 1 : size);
      units.addAll(ofBlock);
    }
    List<Piece> pieces =
        fixed
            ? everySoMany(units, size, settings.overlap())
            : Packer.pack(units, size, most, settings.overlap());
    List<List<String>> headings = headings(text, blocks);
    return pieces.stream()
        .map(piece -> new Passage(piece, context, headings.get(piece.block())))
        .toList();
  }

  private static List<Piece> everySoMany(List<Unit> units, int size, int overlap) {
    List<Piece> pieces = new ArrayList<>();
    int first = 0;
    while (first < units.size()) {
      int end = first;
      int tokens = 0;
      while (end < units.size() && (end == first || tokens + units.get(end).tokens() <= size)) {
        tokens += units.get(end).tokens();
        end++;
      }
      Unit start = units.get(first);
      pieces.add(new Piece(start.start(), units.get(end - 1).end(), tokens, start.block()));
      if (end == units.size()) {
        break;
      }
      int repeated = 0;
      int next = end;
      while (next - 1 > first && repeated + units.get(next - 1).tokens() <= overlap) {
        next--;
        repeated += units.get(next).tokens();
      }
      first = next;
    }
    return pieces;
  }

  private static List<List<String>> headings(String text, List<Block> blocks) {
    List<List<String>> result = new ArrayList<>();
    for (Section section : Section.of(text, blocks)) {
      for (int block = section.first(); block < section.end(); block++) {
        result.add(section.path());
      }
    }
    return result;
  }
}
