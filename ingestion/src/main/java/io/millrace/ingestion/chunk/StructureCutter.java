package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;
import io.millrace.core.table.TableRow;
import io.millrace.core.tokenize.TokenCounter;
import io.millrace.ingestion.clean.CleanedDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts along the document's structure. A chunk holds text of one section; its heading stands in the
 * context. Tiny sections (less than a quarter of the size) join the next one if both fit together
 * and the next is a sibling or stands below: then the context is what they have in common, and the
 * headings of the joined sections are part of the text. A bare heading is text only where nothing
 * stands below it. A section's text is packed by {@link Packer}; the later parts of a cut table
 * have its header row in their context.
 */
final class StructureCutter {
  private final String text;
  private final List<Block> blocks;
  private final @Nullable String title;
  private final TokenCounter counter;
  private final ChunkerSettings settings;
  private final int encoderTokens;
  private final List<Passage> passages = new ArrayList<>();

  private StructureCutter(
      CleanedDocument document,
      @Nullable String title,
      TokenCounter counter,
      ChunkerSettings settings) {
    this.text = document.text();
    this.blocks = document.blocks();
    this.title = title;
    this.counter = counter;
    this.settings = settings;
    this.encoderTokens = settings.maxTokens() - counter.specialTokens();
  }

  static List<Passage> cut(
      CleanedDocument document,
      @Nullable String title,
      TokenCounter counter,
      ChunkerSettings settings) {
    StructureCutter cutter = new StructureCutter(document, title, counter, settings);
    cutter.run();
    return cutter.passages;
  }

  private void run() {
    List<Section> sections = Section.of(text, blocks);
    Group group = null;
    for (int index = 0; index < sections.size(); index++) {
      Section section = sections.get(index);
      boolean leaf = index + 1 == sections.size() || !sections.get(index + 1).isBelow(section);
      if (section.isBare() && !leaf && (group == null || !group.accepts(section))) {
        continue; // its heading stands in the context of what is below
      }
      List<Unit> units = units(section, 0);
      int tokens = units.stream().mapToInt(Unit::tokens).sum();
      if (group != null && group.accepts(section) && group.joins(tokens, settings.size())) {
        group.join(section, units, tokens);
      } else {
        if (group != null) {
          emit(group);
        }
        group = section.isBare() && !leaf ? null : new Group(section, units, tokens);
      }
    }
    if (group != null) {
      emit(group);
    }
  }

  private List<Unit> units(Section section, int skipped) {
    List<Unit> units = new ArrayList<>();
    for (int block = section.first() + skipped; block < section.end(); block++) {
      units.addAll(Units.of(text, blocks.get(block), block, counter, mostOfUnit()));
    }
    return units;
  }

  /** Room for text that there is whatever the context: both lines of it have a quarter each. */
  private int mostOfUnit() {
    return Math.min(settings.size(), encoderTokens - 2 * mostOfContextLine() - 2);
  }

  private int mostOfContextLine() {
    return Math.min(64, encoderTokens / 4);
  }

  private void emit(Group group) {
    Context context = Context.of(title, group.headings(), counter, mostOfContextLine());
    List<Unit> units = group.units();
    int room = encoderTokens - context.tokens();
    int size = Math.min(settings.size(), encoderTokens - 2 * mostOfContextLine() - 2);
    for (Piece piece : Packer.pack(units, size, Math.max(size, room), settings.overlap())) {
      passages.add(new Passage(piece, withHeader(context, piece, room), group.headings()));
    }
  }

  /** Repeats the header of a table whose beginning is in an earlier piece, if there is room. */
  private Context withHeader(Context context, Piece piece, int room) {
    Block block = blocks.get(piece.block());
    if (block.kind() != Block.Kind.TABLE || piece.start() == block.span().start()) {
      return context;
    }
    TableRow header = block.rows().get(0);
    if (!header.header()) {
      return context;
    }
    String row =
        text.substring(
            header.cells().get(0).start(), header.cells().get(header.cells().size() - 1).end());
    Context longer = context.with(row, counter, mostOfContextLine());
    return piece.tokens() <= room - (longer.tokens() - context.tokens()) ? longer : context;
  }
}
