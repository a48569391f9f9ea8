package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs consecutive units into pieces of at most {@code size} tokens, in one pass. A new piece
 * begins rather at a block than inside one once half of the room is used; code goes into one piece
 * if it fits the encoder ({@code most}). Where a block of text is cut, the next piece repeats whole
 * sentences of up to {@code overlap} tokens. A last piece of less than an eighth joins the one
 * before, if the encoder allows.
 */
final class Packer {
  private final int size;
  private final int most;
  private final int overlap;
  private final List<Unit> units;
  private final List<Piece> pieces = new ArrayList<>();
  private int first;
  private int tokens;

  private Packer(List<Unit> units, int size, int most, int overlap) {
    this.units = units;
    this.size = size;
    this.most = most;
    this.overlap = overlap;
  }

  static List<Piece> pack(List<Unit> units, int size, int most, int overlap) {
    Packer packer = new Packer(units, size, most, overlap);
    packer.run();
    return packer.pieces;
  }

  private void run() {
    int next = 0;
    while (next < units.size()) {
      int end = next;
      int blockTokens = 0;
      while (end < units.size() && units.get(end).block() == units.get(next).block()) {
        blockTokens += units.get(end).tokens();
        end++;
      }
      addBlock(next, end, blockTokens);
      next = end;
    }
    flush(units.size());
    joinLast();
  }

  private void addBlock(int start, int end, int blockTokens) {
    Block.Kind kind = units.get(start).kind();
    boolean whole = kind == Block.Kind.CODE || kind == Block.Kind.TABLE;
    int room = kind == Block.Kind.CODE ? most : size;
    if (tokens + blockTokens <= size) {
      tokens += blockTokens;
      return;
    }
    if (blockTokens <= room && (whole || tokens * 2 >= size)) {
      flush(start);
      tokens = blockTokens;
      return;
    }
    if (tokens * 2 >= size) {
      flush(start);
    }
    for (int unit = start; unit < end; unit++) {
      int more = units.get(unit).tokens();
      if (tokens + more > size && first < unit) {
        flush(unit);
        if (unit > start && !whole) {
          repeat(unit, more);
        }
      }
      tokens += more;
    }
  }

  /** Moves the piece's beginning back over whole units of the one before. */
  private void repeat(int unit, int more) {
    Piece before = pieces.get(pieces.size() - 1);
    int repeated = 0;
    int from = unit;
    while (from > 0
        && units.get(from - 1).block() == units.get(unit).block()
        && units.get(from - 1).start() > before.start()
        && repeated + units.get(from - 1).tokens() <= overlap
        && repeated + units.get(from - 1).tokens() + more <= size) {
      from--;
      repeated += units.get(from).tokens();
    }
    first = from;
    tokens = repeated;
  }

  /** Ends the piece before unit {@code end}. */
  private void flush(int end) {
    if (first < end) {
      Unit start = units.get(first);
      pieces.add(new Piece(start.start(), units.get(end - 1).end(), tokens, start.block()));
    }
    first = end;
    tokens = 0;
  }

  private void joinLast() {
    int count = pieces.size();
    if (count < 2) {
      return;
    }
    Piece last = pieces.get(count - 1);
    Piece before = pieces.get(count - 2);
    if (last.tokens() * 8 < size
        && before.tokens() + last.tokens() <= most
        && last.start() >= before.end()) {
      pieces.remove(count - 1);
      pieces.set(
          count - 2,
          new Piece(before.start(), last.end(), before.tokens() + last.tokens(), before.block()));
    }
  }
}
