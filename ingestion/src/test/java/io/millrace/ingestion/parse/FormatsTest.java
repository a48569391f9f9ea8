package io.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Block;
import io.millrace.ingestion.clean.Cleaner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What is read of real files, format by format. */
final class FormatsTest extends ChildParser {
  @Test
  void readsAWordFile() throws Exception {
    ParsedDocument document = parse(SAMPLES.resolve("hr/travel-policy.docx"));
    assertThat(document.title()).isEqualTo("Travel Policy");
    assertThat(document.metadata()).containsEntry("author", "Daniel Whitlock");
    assertThat(texts(document, Block.Kind.HEADING)).contains("Before you travel", "Getting there");
    RawBlock table =
        document.blocks().stream()
            .filter(block -> block.kind() == Block.Kind.TABLE)
            .findFirst()
            .orElseThrow();
    assertThat(table.rows().get(0).header()).isTrue();
    assertThat(table.rows().get(0).cells().get(0).strip()).isEqualTo("Place");
  }

  @Test
  void readsAPdfWithPagesAndHeadings() throws Exception {
    ParsedDocument document = parse(SAMPLES.resolve("turbines/francis-h2-operation-manual.pdf"));
    assertThat(document.mediaType()).isEqualTo("application/pdf");
    assertThat(new Cleaner().clean(document).blocks().stream())
        .anyMatch(block -> block.kind() == Block.Kind.HEADING && block.level() == 2);
    assertThat(document.blocks().get(document.blocks().size() - 1).page()).isGreaterThan(3);
  }

  @Test
  void readsSlidesWithTitlesAsHeadings() throws Exception {
    ParsedDocument document = parse(SAMPLES.resolve("board/2030战略-董事会汇报.pptx"));
    RawBlock title =
        document.blocks().stream()
            .filter(block -> block.text().strip().equals("三个目标"))
            .findFirst()
            .orElseThrow();
    assertThat(title.kind()).isEqualTo(Block.Kind.HEADING);
    assertThat(title.page()).isEqualTo(2);
  }

  @Test
  void readsASheetWithItsName() throws Exception {
    ParsedDocument document = parse(SAMPLES.resolve("finance/project-budgets-2026.xlsx"));
    assertThat(document.blocks().get(0).kind()).isEqualTo(Block.Kind.HEADING);
    assertThat(document.blocks()).anyMatch(block -> block.rows().size() > 3);
  }

  @Test
  void readsSourceCodeByItsMethods() throws Exception {
    String code =
        """
        package a;

        /** Says 你好. */
        class Greeting {
          void say() {

            System.out.println("<b>&");
          }
        }

        interface Other<T> {}
        """;
    for (String name : List.of("Greeting.java", "greeting.groovy", "greeting.cpp")) {
      ParsedDocument document = parse(name, code.getBytes(StandardCharsets.UTF_8));
      assertThat(texts(document, Block.Kind.CODE)).hasSize(3);
      assertThat(texts(document, Block.Kind.CODE).get(1))
          .startsWith("/** Says 你好. */\nclass Greeting {\n  void say() {\n\n    System")
          .contains("\"<b>&\"");
    }
    ParsedDocument prose =
        parse("notes.txt", "*** News\n\nOne\nline.\n".getBytes(StandardCharsets.UTF_8));
    assertThat(texts(prose, Block.Kind.CODE)).isEmpty();
    ParsedDocument yaml =
        parse("job.yaml", "name: a\nsteps:\n  - one\n  - two\n".getBytes(StandardCharsets.UTF_8));
    assertThat(texts(yaml, Block.Kind.CODE)).containsExactly("name: a\nsteps:\n  - one\n  - two");
  }

  @Test
  void leavesMenusAndScriptsOut() throws Exception {
    String page =
        """
        <html><head><title>Intake gate</title><script>var tracker = 1;</script></head><body>
        <nav><ul><li><a href="/">Home</a></li><li><a href="/a">About us</a></li></ul></nav>
        <div class="cookie-banner">We use cookies. <button>Accept</button></div>
        <main><h1>Intake gate</h1><p>The gate closes in 38
        seconds.</p><ul><li>Look<ul><li>twice</li></ul></li></ul>
        <table><tr><th>Part</th><th>Limit</th></tr><tr><td>Seal</td><td>4 mm</td></tr></table>
        <pre>gate --close
        gate --verify</pre></main><footer>Imprint</footer></body></html>
        """;
    ParsedDocument document = parse("gate.html", page.getBytes(StandardCharsets.UTF_8));
    assertThat(document.title()).isEqualTo("Intake gate");
    assertThat(document.blocks())
        .extracting(RawBlock::kind)
        .containsExactly(
            Block.Kind.HEADING,
            Block.Kind.PARAGRAPH,
            Block.Kind.LIST,
            Block.Kind.LIST,
            Block.Kind.TABLE,
            Block.Kind.CODE);
    assertThat(document.blocks().toString())
        .doesNotContain("cookies", "About us", "tracker", "Imprint");
    assertThat(document.blocks().get(3).level()).isEqualTo(2);
  }

  @Test
  void readsChineseWhateverTheCharset() throws Exception {
    String text = "水库泄洪通告\n\n明沙水库将于七月十二日上午九时开闸泄洪，请沿岸居民和船只注意安全，远离河道。\n";
    for (String charset : List.of("UTF-8", "GB18030", "UTF-16LE")) {
      String marked = charset.startsWith("UTF-16") ? "\uFEFF" + text : text;
      ParsedDocument document = parse("通告.txt", marked.getBytes(Charset.forName(charset)));
      assertThat(document.blocks().toString()).as(charset).contains("开闸泄洪，请沿岸居民");
    }
    String traditional = "水庫洩洪通告：明沙水庫將於七月十二日上午九時開閘洩洪，請沿岸居民和船隻注意安全，遠離河道。";
    assertThat(parse("通告.txt", traditional.getBytes(Charset.forName("Big5"))).blocks().toString())
        .contains("開閘洩洪");
  }

  @Test
  void readsUtf16WithoutAMark() throws Exception {
    String chinese = "明沙水库将于七月十二日上午九时开闸泄洪，请沿岸居民和船只注意安全，远离河道。".repeat(20);
    for (String text : List.of("The gate opens at nine.\nKeep away from the river.\n", chinese)) {
      for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
        assertThat(parse("notice.txt", text.getBytes(Charset.forName(charset))).blocks().toString())
            .as(charset)
            .contains(text.substring(0, 18));
      }
    }
  }

  @Test
  void oddCharactersOfRealTextsAreNoNoise() throws Exception {
    String bullets = "\uF0B7 每班检查闸门和启闭机，发现异常立即报告中控室。\n".repeat(10);
    for (String text :
        List.of(
            "A note of DOS.\n\u001A",
            "8=FIX.4.4\u00019=65\u000135=A\u000149=OTTER\u000156=MINGSHA\n".repeat(20),
            "\u001B[32mready\u001B[m\u000F at nine\u0007\n".repeat(20),
            "Power was lost at nine.\n" + "\0".repeat(4096),
            bullets)) {
      assertThat(parse("odd.txt", text.getBytes(StandardCharsets.UTF_8)).blocks()).isNotEmpty();
    }
    assertThat(parse("odd.md", bullets.getBytes(Charset.forName("GB18030"))).blocks().toString())
        .contains("检查闸门和启闭机");
  }

  @Test
  void readsManualPages() throws Exception {
    String page =
        """
        .TH GATE 8 2026-01-01 "Linden" "Manual"
        .SH NAME
        gate \\- move the intake gate
        .SH OPTIONS
        .TP
        .BR \\-c ", " \\-\\-close
        Close the gate
        slowly.
        .SH EXAMPLES
        .nf
        gate \\-c
        .fi
        """;
    ParsedDocument document = parse("gate.8", page.getBytes(StandardCharsets.UTF_8));
    assertThat(document.title()).isEqualTo("gate(8) - move the intake gate");
    assertThat(texts(document, Block.Kind.HEADING)).containsExactly("NAME", "OPTIONS", "EXAMPLES");
    assertThat(texts(document, Block.Kind.LIST))
        .containsExactly("-c, --close" + RawBlock.BREAK + "Close the gate\nslowly.");
    assertThat(texts(document, Block.Kind.CODE)).containsExactly("gate -c");
  }

  @Test
  void readsMarkdown() throws Exception {
    String text =
        """
        ---
        title: Certificates
        ---
        # Rotate
        Run **both** [scripts](a.sh).

        1. first
        2. second
           - nested

        | Host | Port |
        |------|-----:|
        | gw   | 443  |

        ```
        rotate --all
        ```
        """;
    ParsedDocument document = parse("rotate.md", text.getBytes(StandardCharsets.UTF_8));
    assertThat(document.title()).isEqualTo("Certificates");
    assertThat(texts(document, Block.Kind.PARAGRAPH)).containsExactly("Run both scripts.");
    assertThat(texts(document, Block.Kind.LIST))
        .containsExactly("1. first", "2. second", "- nested");
    assertThat(texts(document, Block.Kind.CODE)).containsExactly("rotate --all");
    assertThat(document.blocks())
        .anyMatch(block -> !block.rows().isEmpty() && block.rows().get(0).header());
  }

  @Test
  void readsCsvAsATable() throws Exception {
    for (String delimiter : List.of(",", ";", "\t", "|")) {
      String text =
          String.join(
              "\n",
              "机组;额定功率;备注",
              "一号;120 MW;\"大修, 2025\"",
              "二号;;停机",
              "三号;80 MW;\"he said \"\"later\"\"\"");
      byte[] bytes = text.replace(";", delimiter).getBytes(Charset.forName("GB18030"));
      ParsedDocument document = parse(delimiter.equals("\t") ? "a.tsv" : "a.csv", bytes);
      assertThat(document.blocks()).as(delimiter).hasSize(1);
      List<RawRow> rows = document.blocks().get(0).rows();
      assertThat(rows.get(0).header()).isTrue();
      assertThat(cells(rows))
          .containsExactly(
              List.of("机组", "额定功率", "备注"),
              List.of("一号", "120 MW", "大修, 2025"),
              List.of("二号", "", "停机"),
              List.of("三号", "80 MW", "he said \"later\""));
    }
  }

  @Test
  void readsCsvWhoseQuotesDoNotClose() throws Exception {
    ParsedDocument document =
        parse("a.csv", "size,use\n3\" pipe,drain\n\"4,weir\n".getBytes(StandardCharsets.UTF_8));
    assertThat(cells(document.blocks().get(0).rows()))
        .containsExactly(
            List.of("size", "use"), List.of("3\" pipe", "drain"), List.of("\"4", "weir"));
  }

  private static List<List<String>> cells(List<RawRow> rows) {
    return rows.stream().map(row -> row.cells().stream().map(String::strip).toList()).toList();
  }

  @Test
  void readsTheMembersOfAnArchive() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("note.txt"));
      zip.write("the shear pin broke".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(parse("notes.zip", bytes.toByteArray()).blocks().toString())
        .contains("the shear pin broke");
  }
}
