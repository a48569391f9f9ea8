package io.millrace.ingestion.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Block;
import io.millrace.core.table.Chunk;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Span;
import io.millrace.core.table.TableRow;
import io.millrace.core.tokenize.TokenCounter;
import io.millrace.ingestion.clean.CleanedDocument;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worked examples, and what holds for any text. */
final class ChunkerTest {
  /** Words of up to five letters, every other character by itself. */
  private static final TokenCounter COUNTER =
      new TokenCounter() {
        @Override
        public int count(String text) {
          return spans(text).size();
        }

        @Override
        public List<Span> spans(String text) {
          List<Span> spans = new ArrayList<>();
          int index = 0;
          while (index < text.length()) {
            int start = index;
            while (index < text.length()
                && index - start < 5
                && text.charAt(index) < 0x80
                && Character.isLetter(text.charAt(index))) {
              index++;
            }
            if (index == start) {
              index += Character.charCount(text.codePointAt(index));
            }
            if (!text.substring(start, index).isBlank()) {
              spans.add(new Span(start, index));
            }
          }
          return spans;
        }

        @Override
        public int specialTokens() {
          return 2;
        }

        @Override
        public String fingerprint() {
          return "five letters";
        }
      };

  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();

  private ChunkerTest add(Block.Kind kind, int level, String content) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    int start = text.length();
    text.append(content);
    List<TableRow> rows = new ArrayList<>();
    if (kind == Block.Kind.TABLE) {
      int at = start;
      for (String line : content.split("\n")) {
        rows.add(new TableRow(rows.isEmpty(), List.of(new Span(at, at + line.length()))));
        at += line.length() + 1;
      }
    }
    blocks.add(new Block(kind, level, new Span(start, text.length()), null, "en", rows));
    return this;
  }

  private List<Chunk> chunks(ChunkerSettings settings) {
    return new Chunker(settings, COUNTER).chunk("doc", "Title", document());
  }

  private CleanedDocument document() {
    return new CleanedDocument(text.toString(), blocks, "en");
  }

  private static ChunkerSettings structure(int size, int overlap) {
    return new ChunkerSettings(ChunkerSettings.Strategy.STRUCTURE, size, overlap, 128);
  }

  @Test
  void keepsSectionsApart() {
    add(Block.Kind.HEADING, 1, "Gate")
        .add(Block.Kind.PARAGRAPH, 0, "one two. ".repeat(5).strip())
        .add(Block.Kind.HEADING, 1, "Pump")
        .add(Block.Kind.PARAGRAPH, 0, "red blue. ".repeat(5).strip());
    List<Chunk> chunks = chunks(structure(20, 0));
    assertThat(chunks).extracting(Chunk::context).containsExactly("Title > Gate", "Title > Pump");
    assertThat(chunks.get(1).text()).startsWith("red").endsWith("blue.");
  }

  @Test
  void joinsTinySiblings() {
    add(Block.Kind.HEADING, 1, "Terms")
        .add(Block.Kind.HEADING, 2, "head")
        .add(Block.Kind.PARAGRAPH, 0, "height")
        .add(Block.Kind.HEADING, 2, "flow")
        .add(Block.Kind.PARAGRAPH, 0, "volume");
    List<Chunk> chunks = chunks(structure(40, 0));
    assertThat(chunks).hasSize(1);
    assertThat(chunks.get(0).context()).isEqualTo("Title > Terms");
    assertThat(chunks.get(0).text()).isEqualTo("head\nheight\nflow\nvolume");
  }

  @Test
  void repeatsTheHeaderOfACutTable() {
    add(Block.Kind.TABLE, 0, "Part Limit\n" + "seal four\n".repeat(30).strip());
    List<Chunk> chunks = chunks(structure(24, 0));
    assertThat(chunks.size()).isGreaterThan(2);
    assertThat(chunks.get(0).context()).isEqualTo("Title");
    assertThat(chunks.subList(1, chunks.size()))
        .allMatch(chunk -> chunk.context().equals("Title\nPart Limit"));
  }

  @Test
  void repeatsWholeSentences() {
    add(Block.Kind.PARAGRAPH, 0, "Aa bb cc. Dd ee ff. Gg hh ii. Jj kk ll. Mm nn oo.");
    // four tokens a sentence: two fill eight, and one is repeated
    List<Chunk> chunks = chunks(structure(9, 4));
    assertThat(chunks)
        .extracting(Chunk::text)
        .containsExactly(
            "Aa bb cc. Dd ee ff.",
            "Dd ee ff. Gg hh ii.",
            "Gg hh ii. Jj kk ll.",
            "Jj kk ll. Mm nn oo.");
  }

  @Test
  void cutsChineseAtItsSentences() {
    add(Block.Kind.PARAGRAPH, 0, "闸门已经关闭。请等待！水位下降了吗？是的。");
    assertThat(chunks(structure(8, 0)))
        .extracting(Chunk::text)
        .containsExactly("闸门已经关闭。", "请等待！", "水位下降了吗？", "是的。");
  }

  @ParameterizedTest
  @EnumSource(ChunkerSettings.Strategy.class)
  void holdsForAnyText(ChunkerSettings.Strategy strategy) {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      text.setLength(0);
      blocks.clear();
      for (int block = random.nextInt(1, 12); block > 0; block--) {
        Block.Kind kind = Block.Kind.values()[random.nextInt(Block.Kind.values().length)];
        add(kind, 1 + random.nextInt(3), content(random, kind));
      }
      int most = random.nextInt(24, 160);
      int size = random.nextInt(8, most);
      check(new ChunkerSettings(strategy, size, random.nextInt(size / 2), most), "seed " + seed);
    }
  }

  private static String content(Random random, Block.Kind kind) {
    String[] parts = {"word ", "longerwords ", "水位", "。", ". ", "😀", "é ", "x", "1.5 ", "; ", "，"};
    StringBuilder content = new StringBuilder("b");
    for (int part = random.nextInt(kind == Block.Kind.HEADING ? 10 : 300); part > 0; part--) {
      content.append(parts[random.nextInt(parts.length)]);
      if (kind == Block.Kind.CODE && random.nextInt(8) == 0) {
        content.append("\n  c");
      } else if (kind == Block.Kind.TABLE && random.nextInt(8) == 0) {
        content.append("\nr");
      }
    }
    return content.toString().strip();
  }

  @ParameterizedTest
  @EnumSource(ChunkerSettings.Strategy.class)
  void cutsAWordOfAMegabyte(ChunkerSettings.Strategy strategy) {
    add(Block.Kind.PARAGRAPH, 0, "a".repeat(1 << 20));
    check(new ChunkerSettings(strategy, 100, 10, 128), "long word");
    text.setLength(0);
    blocks.clear();
    add(Block.Kind.PARAGRAPH, 0, "😀".repeat(1 << 16));
    check(new ChunkerSettings(strategy, 100, 10, 128), "emoji");
  }

  private void check(ChunkerSettings settings, String name) {
    List<Chunk> chunks = chunks(settings);
    BitSet covered = new BitSet();
    Set<String> ids = new HashSet<>();
    Set<String> headings = new HashSet<>();
    for (Chunk chunk : chunks) {
      assertThat(chunk.text()).as(name).isEqualTo(chunk.span().of(text.toString())).isNotBlank();
      assertThat(chunk.tokens())
          .as(name)
          .isEqualTo(COUNTER.count(chunk.encoded()) + 2)
          .isLessThanOrEqualTo(settings.maxTokens());
      assertThat(Character.isLowSurrogate(chunk.text().charAt(0))).as(name).isFalse();
      assertThat(chunk.textHash()).isEqualTo(Ids.text(chunk.encoded()));
      assertThat(ids.add(chunk.chunkId())).as(name).isTrue();
      covered.set(chunk.span().start(), chunk.span().end());
      headings.addAll(chunk.headings());
    }
    for (Block block : blocks) {
      String content = block.span().of(text.toString());
      if (block.kind() == Block.Kind.HEADING && headings.contains(content.replace('\n', ' '))) {
        continue;
      }
      for (int index = block.span().start(); index < block.span().end(); index++) {
        assertThat(covered.get(index) || Character.isWhitespace(text.charAt(index)))
            .as("%s: character %d of %s", name, index, block)
            .isTrue();
      }
    }
    assertThat(chunks(settings)).as(name).isEqualTo(chunks);
  }
}
