package io.millrace.query.page;

import io.millrace.core.table.Block;
import io.millrace.core.table.RejectCode;
import io.millrace.core.table.Span;
import io.millrace.core.table.TableRow;
import io.millrace.query.page.Facet.Field;
import io.millrace.query.page.Facet.Value;
import io.millrace.query.page.Hit.Reason;
import io.millrace.query.page.SearchView.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pages' records with ordinary content, Chinese and English. */
final class Sample {
  static final Instant NOW = Instant.parse("2026-03-04T09:30:00Z");

  private static final String BACKUP = "备份恢复";

  private static final String RESTORE =
      "恢复前请先确认备份的完整性：在备份服务器上运行校验命令，比对清单中的摘要。恢复演练每季度进行一次，"
          + "由数据库组与业务方共同签字确认。若校验失败，应立即使用上一个完整备份，并在值班日志中记录原因。\n"
          + "恢复步骤如下：停止写入；将备份解压到新的数据目录；按时间点重放日志；启动只读实例核对行数；最后切换流量。"
          + "切换之后继续保留旧实例七天，期间任何差异都要与业务方核对，并由负责人在变更单上签字。恢复所需时间取决于数据量，"
          + "一般每百吉字节约二十分钟；跨机房恢复时网络带宽往往是瓶颈，请提前与网络组确认。全部完成之后，"
          + "请在知识库中更新本次恢复的记录，包括开始与结束时间、数据量、遇到的问题以及改进建议，以便下一次演练参考。";

  private Sample() {}

  static Frame frame(Locale locale) {
    return new Frame(
        locale,
        new Frame.Caller(
            locale == Locale.CHINESE ? "财务部-李敏" : "finance-reader",
            List.of("public", "finance", "board")),
        "/search?q=x&lang=zh",
        "20260304-081500-7f3a",
        List.of());
  }

  static Frame noticed(Locale locale) {
    Frame frame = frame(locale);
    boolean chinese = locale == Locale.CHINESE;
    return new Frame(
        frame.locale(),
        null,
        frame.address(),
        frame.release(),
        List.of(
            new Frame.Notice(
                Frame.Notice.Kind.WORDS_ONLY,
                chinese ? "编码器在 2 秒内没有响应。" : "the encoder did not answer within 2 s."),
            new Frame.Notice(
                Frame.Notice.Kind.DEGRADED,
                chinese
                    ? "新版本无法打开，仍在使用旧版本。"
                    : "the newest release cannot be opened, an older one answers.")));
  }

  static SearchView start() {
    return new SearchView(Asked.nothing(), 102_417, List.of(), null, null);
  }

  static SearchView answer() {
    return new SearchView(
        new Asked(
            "备份如何恢复 restore",
            SearchMode.HYBRID,
            Map.of(Field.LANGUAGE, List.of("zh"), Field.YEAR, List.of("2026")),
            "2026-01-01",
            null,
            10),
        102_417,
        List.of(),
        null,
        new Answer(hits(), facets(), true, 48));
  }

  static SearchView nothing() {
    Asked asked =
        new Asked(
            "量子退火 kubernetes",
            SearchMode.WORDS,
            Map.of(Field.TYPE, List.of("text/csv")),
            null,
            null,
            10);
    return new SearchView(
        asked, 102_417, List.of(), null, new Answer(List.of(), List.of(), false, 7));
  }

  static SearchView problem(String problem) {
    return new SearchView(
        Asked.of("too long ".repeat(40), SearchMode.HYBRID), 102_417, List.of(), problem, null);
  }

  private static List<Hit> hits() {
    List<Hit> hits = new ArrayList<>();
    hits.add(
        new Hit(
            1,
            "c1",
            "d1",
            "file:///srv/docs/%E8%BF%90%E7%BB%B4/%E5%A4%87%E4%BB%BD%E6%89%8B%E5%86%8C.pdf",
            "数据库备份与恢复操作手册（2026 年修订）",
            List.of("第三章 备份恢复", "3.2 恢复步骤"),
            17,
            Instant.parse("2026-02-11T00:00:00Z"),
            "运维手册",
            "zh",
            "application/pdf",
            RESTORE,
            all(RESTORE, "恢复", "备份"),
            List.of(
                new Reason(null, 1, 18.4371, 0.55),
                new Reason("bge-small-zh-v1.5", 2, 0.7134, 0.45)),
            List.of("备份", "恢复")));
    String runbook =
        "To restore from a snapshot, stop the writers first, then run `restore --from SNAPSHOT` on the "
            + "standby. A restore of 100 GB takes about twenty minutes; check the row counts before "
            + "traffic is switched.";
    hits.add(
        new Hit(
            2,
            "c2",
            "d2",
            "file:///srv/docs/runbooks/restore.md",
            "Runbook: restore a snapshot",
            List.of("Disaster recovery", "Restore", "Step by step"),
            null,
            Instant.parse("2025-11-30T00:00:00Z"),
            "runbooks",
            "en",
            "text/markdown",
            runbook,
            all(runbook, "restore"),
            List.of(
                new Reason(null, 4, 9.2210, 0.41),
                new Reason("bge-small-en-v1.5", 1, 0.8012, 0.59)),
            List.of("restore")));
    String table = "系统\t恢复时间目标\t恢复点目标\n核心账务\t30 分钟\t5 分钟\n报表平台\t4 小时\t1 小时";
    hits.add(
        new Hit(
            3,
            "c3",
            "d3",
            "file:///srv/docs/%E7%81%BE%E5%A4%87%E6%8C%87%E6%A0%87.xlsx",
            null,
            List.of(),
            null,
            null,
            "灾备",
            "zh",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            table,
            all(table, "恢复"),
            List.of(new Reason("bge-small-zh-v1.5", 3, 0.6650, 1)),
            List.of()));
    return hits;
  }

  private static List<Facet> facets() {
    List<Value> sources = new ArrayList<>();
    for (String name :
        List.of("运维手册", "runbooks", "灾备", "架构评审", "值班日志", "vendor-manuals", "培训资料", "audit")) {
      sources.add(new Value(name, 1240 >> sources.size()));
    }
    return List.of(
        new Facet(Field.LANGUAGE, List.of(new Value("zh", 1204), new Value("en", 371))),
        new Facet(
            Field.TYPE,
            List.of(
                new Value("application/pdf", 802),
                new Value("text/markdown", 411),
                new Value(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    210))),
        new Facet(Field.SOURCE, sources),
        new Facet(
            Field.YEAR,
            List.of(new Value("2026", 640), new Value("2025", 710), new Value("2024", 225))));
  }

  /** A document with every kind of block on three pages, and a passage over several of them. */
  static DocumentView document() {
    Writing writing = new Writing();
    writing.add(Block.Kind.HEADING, 1, 1, "数据库备份与恢复操作手册");
    writing.add(
        Block.Kind.PARAGRAPH, 0, 1, "本手册说明生产数据库的备份策略、恢复步骤与演练要求，适用于所有核心系统。本次修订增加了跨机房恢复与校验清单。");
    writing.add(Block.Kind.HEADING, 2, 1, "一、备份策略");
    writing.add(Block.Kind.LIST, 1, 1, "- 每日全量备份，保留 30 天");
    writing.add(Block.Kind.LIST, 2, 1, "- 核心账务库另存异地一份，每周抽检其中两份并登记结果");
    writing.add(Block.Kind.LIST, 1, 1, "- 日志每 5 分钟归档一次");
    writing.add(Block.Kind.HEADING, 2, 2, "二、恢复步骤");
    writing.add(Block.Kind.PARAGRAPH, 0, 2, RESTORE);
    writing.add(
        Block.Kind.CODE,
        0,
        2,
        "restore --from s3://backup/ledger/2026-03-03 \\\n        --to /var/lib/ledger --until \"2026-03-04 08:00\"\nverify  --manifest manifest.sha256");
    writing.table(
        2,
        List.of("系统", "恢复时间目标", "恢复点目标", "负责人"),
        List.of("核心账务", "30 分钟", "5 分钟", "数据库组"),
        List.of("报表平台", "4 小时", "1 小时", "数据平台组"));
    writing.add(Block.Kind.HEADING, 2, 3, "Three rules for everyone");
    writing.add(
        Block.Kind.PARAGRAPH,
        0,
        3,
        "A backup that has never been restored is not a backup. Write down how long the restore took, and who checked it.");
    String text = writing.text.toString();
    Span first = new Span(text.indexOf("若校验失败"), text.indexOf("按时间点"));
    Span second = new Span(text.indexOf("A backup that"), text.length());
    return new DocumentView(
        "d1",
        "数据库备份与恢复操作手册（2026 年修订）",
        "file:///srv/docs/%E8%BF%90%E7%BB%B4/%E5%A4%87%E4%BB%BD%E6%89%8B%E5%86%8C.pdf",
        "运维手册",
        "zh",
        "application/pdf",
        2_481_920,
        Instant.parse("2026-01-15T00:00:00Z"),
        Map.of("author", "王海", "created", "2026-01-15", "department", "数据库组"),
        Instant.parse("2025-06-01T02:00:00Z"),
        Instant.parse("2026-02-11T02:14:00Z"),
        1412,
        List.of(
            new DocumentView.Copy("d9", "file:///srv/docs/archive/%E6%89%8B%E5%86%8C%20(1).pdf")),
        text,
        writing.blocks,
        new DocumentView.Found(
            Asked.of(BACKUP, SearchMode.HYBRID),
            first,
            all(text, "备份", "恢复"),
            List.of(
                new DocumentView.Passage("c1", first, 2, List.of("数据库备份与恢复操作手册", "二、恢复步骤")),
                new DocumentView.Passage("c2", second, 3, List.of("Three rules for everyone")))));
  }

  static StatusView status() {
    return new StatusView(
        NOW,
        List.of(
            new StatusView.Release(
                "20260304-081500-7f3a",
                "g-000412",
                1412,
                Instant.parse("2026-03-04T06:15:00Z"),
                true),
            new StatusView.Release(
                "20260303-080900-11c2",
                "g-000411",
                1409,
                Instant.parse("2026-03-03T08:09:00Z"),
                false)),
        102_417,
        1_904_233,
        Map.of("zh", 71_004L, "en", 30_120L, "und", 1_293L),
        null,
        List.of(
            new StatusView.Run(
                "publish",
                false,
                NOW.minusSeconds(11_700),
                NOW.minusSeconds(11_699),
                Map.of(),
                null),
            new StatusView.Run(
                "index",
                false,
                NOW.minusSeconds(12_300),
                NOW.minusSeconds(11_750),
                Map.of(
                    "documents", 102_417L, "chunks", 1_904_233L, "added", 5_120L, "removed", 388L),
                null),
            new StatusView.Run(
                "ingest",
                true,
                NOW.minusSeconds(99_000),
                NOW.minusSeconds(98_400),
                Map.of("discovered", 812L),
                "Cannot list the source: s3://board answered 403 Forbidden")),
        List.of(
            new StatusView.Rejects(
                RejectCode.NO_TEXT,
                31,
                List.of(
                    new StatusView.Rejects.File(
                        "file:///srv/docs/scan%20001.pdf", "the document has no text"))),
            new StatusView.Rejects(
                RejectCode.ENCRYPTED,
                1,
                List.of(
                    new StatusView.Rejects.File(
                        "file:///srv/docs/%E5%B7%A5%E8%B5%84.xlsx", "a password is needed")))));
  }

  /** Where any of the words stand in a text. */
  private static List<Span> all(String text, String... words) {
    List<Span> spans = new ArrayList<>();
    for (String word : words) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        spans.add(new Span(at, at + word.length()));
      }
    }
    return spans;
  }

  /** A text that grows by blocks. */
  static final class Writing {
    final StringBuilder text = new StringBuilder();
    final List<Block> blocks = new ArrayList<>();

    void add(Block.Kind kind, int level, int page, String content) {
      blocks.add(new Block(kind, level, append("\n", content), page, "und", List.of()));
    }

    @SafeVarargs
    final void table(int page, List<String>... rows) {
      List<TableRow> spans = new ArrayList<>();
      int start = text.length() + (text.isEmpty() ? 0 : 1);
      for (List<String> row : rows) {
        List<Span> cells = new ArrayList<>();
        for (String cell : row) {
          cells.add(append(cells.isEmpty() ? "\n" : "\t", cell));
        }
        spans.add(new TableRow(spans.isEmpty(), cells));
      }
      blocks.add(
          new Block(Block.Kind.TABLE, 0, new Span(start, text.length()), page, "und", spans));
    }

    private Span append(String separator, String content) {
      if (!text.isEmpty()) {
        text.append(separator);
      }
      int start = text.length();
      text.append(content);
      return new Span(start, text.length());
    }
  }
}
