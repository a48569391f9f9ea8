package io.millrace.ingestion.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Block;
import io.millrace.ingestion.parse.ParsedDocument;
import io.millrace.ingestion.parse.RawBlock;
import io.millrace.ingestion.parse.RawRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class CleanerTest {
  private static RawBlock paragraph(String text, @Nullable Integer page) {
    return new RawBlock(Block.Kind.PARAGRAPH, 0, text, List.of(), page);
  }

  private static CleanedDocument clean(String mediaType, RawBlock... blocks) {
    return new Cleaner().clean(new ParsedDocument(mediaType, null, Map.of(), List.of(blocks)));
  }

  private static String clean(String raw) {
    return clean("text/plain", paragraph(raw, null)).text();
  }

  @Test
  void rejoinsLines() {
    assertThat(clean("the gate is\nclosed")).isEqualTo("the gate is closed");
    assertThat(clean("闸门已经\n关闭，\n请等待")).isEqualTo("闸门已经关闭，请等待");
    assertThat(clean("使用\nsystemd 服务")).isEqualTo("使用 systemd 服务");
    assertThat(clean("first" + RawBlock.BREAK + "second")).isEqualTo("first\nsecond");
  }

  @Test
  void rejoinsBrokenWordsOnly() {
    assertThat(clean("the instal-\nlation")).isEqualTo("the installation");
    assertThat(clean("a self-\nevident rule")).isEqualTo("a self-evident rule");
    assertThat(clean("the X-\nServer")).isEqualTo("the X-Server");
    assertThat(clean("read-write-\nexecute")).isEqualTo("read-write-execute");
  }

  @Test
  void removesWhatIsInvisible() {
    assertThat(clean("\uFEFFin\u00ADstall\u200B it\u0000\u00A0now\r")).isEqualTo("install it now");
    assertThat(clean("e\u0301t\u0065\u0301")).isEqualTo("été");
    assertThat(clean("a\uD800b")).isEqualTo("ab");
  }

  @Test
  void removesRunningLinesOfPages() {
    List<RawBlock> blocks = new ArrayList<>();
    for (int page = 1; page <= 5; page++) {
      blocks.add(paragraph("Operation manual " + page, page));
      blocks.add(
          paragraph(
              "What stands on page "
                  + "abcde".charAt(page - 1)
                  + ".\nAnd more "
                  + "vwxyz".charAt(page - 1),
              page));
      blocks.add(paragraph(page + " of 5", page));
    }
    String text = clean("application/pdf", blocks.toArray(RawBlock[]::new)).text();
    assertThat(text).doesNotContain("Operation manual", "of 5").contains("And more v", "page e.");
  }

  @Test
  void tellsNumberedHeadingsFromRunningOnes() {
    List<RawBlock> blocks = new ArrayList<>();
    for (int page = 1; page <= 4; page++) {
      blocks.add(paragraph(page + " 第二章 闸门", page));
      blocks.add(paragraph("2." + page + " Part " + "abcd".charAt(page - 1), page));
      blocks.add(paragraph("It is closed on " + "abcd".charAt(page - 1) + ".", page));
    }
    CleanedDocument document = clean("application/pdf", blocks.toArray(RawBlock[]::new));
    assertThat(document.blocks())
        .filteredOn(block -> block.kind() == Block.Kind.HEADING)
        .extracting(block -> block.span().of(document.text()))
        .containsExactly("2.1 Part a", "2.2 Part b", "2.3 Part c", "2.4 Part d");
  }

  @Test
  void aDateIsNoSection() {
    CleanedDocument document =
        clean(
            "application/pdf",
            paragraph("1 Scope", 1),
            paragraph("It is about gates.", 1),
            paragraph("23 July 11:00 End of the flood", 1),
            paragraph("The gates were closed.", 1),
            paragraph("2 Findings", 2));
    assertThat(document.blocks())
        .filteredOn(block -> block.kind() == Block.Kind.HEADING)
        .extracting(block -> block.span().of(document.text()))
        .containsExactly("1 Scope", "2 Findings");
  }

  @Test
  void spansFitTheText() {
    RawBlock table =
        new RawBlock(
            Block.Kind.TABLE,
            0,
            "",
            List.of(
                new RawRow(true, List.of("Part ", "Limit")),
                new RawRow(false, List.of("seal", "4\nmm", ""))),
            null);
    CleanedDocument document =
        clean("text/html", paragraph(" ", null), table, paragraph("end", null));
    assertThat(document.text()).isEqualTo("Part\tLimit\nseal\t4 mm\nend");
    Block first = document.blocks().get(0);
    assertThat(first.rows().get(1).cells().get(1).of(document.text())).isEqualTo("4 mm");
    assertThat(document.blocks().get(1).span().of(document.text())).isEqualTo("end");
  }

  @Test
  void keepsTheLinesOfCode() {
    RawBlock code =
        new RawBlock(Block.Kind.CODE, 0, "\nif x:\r\n\treturn 1  \n\n", List.of(), null);
    assertThat(clean("text/html", code).text()).isEqualTo("if x:\n        return 1");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void cleansLongRunsInTimeThatGrowsWithTheirLength() {
    String indented = ("x" + " ".repeat(100_000) + "y\n").repeat(100) + "\n \n\n\nz";
    RawBlock code = new RawBlock(Block.Kind.CODE, 0, indented, List.of(), null);
    assertThat(clean("text/x-yaml", code).text()).startsWith("x   ").endsWith("y\n\nz");
    String dots = ". ".repeat(500_000) + "x";
    assertThat(clean("application/pdf", paragraph(dots, 1)).text()).isEqualTo(dots);
  }
}
