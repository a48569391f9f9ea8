package io.millrace.benchmark.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Markdown with front matter, and plain text with a few lines of head. */
final class TextFile {
  private TextFile() {}

  static byte[] markdown(Draft draft) {
    StringBuilder text = new StringBuilder();
    text.append("---\ntitle: \"")
        .append(draft.title().replace('"', '\''))
        .append("\"\nauthor: ")
        .append(draft.author())
        .append("\ndate: ")
        .append(draft.created().toLocalDate())
        .append("\n---\n\n");
    for (Part part : draft.parts()) {
      if (part instanceof Part.Heading heading) {
        text.append("#".repeat(heading.level())).append(' ').append(heading.text()).append('\n');
      } else if (part instanceof Part.Paragraph paragraph) {
        text.append(paragraph.text()).append('\n');
      } else if (part instanceof Part.Bullets bullets) {
        bullets.items().forEach(item -> text.append("- ").append(item).append('\n'));
      } else if (part instanceof Part.Grid grid) {
        List<List<String>> rows = grid.rows();
        row(text, rows.get(0));
        text.append("|---".repeat(rows.get(0).size())).append("|\n");
        rows.subList(1, rows.size()).forEach(row -> row(text, row));
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void row(StringBuilder text, List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell.replace('|', '/')).append(' '));
    text.append("|\n");
  }

  static byte[] plain(Draft draft) {
    boolean chinese = draft.language() == Language.CHINESE;
    StringBuilder text = new StringBuilder();
    text.append(chinese ? "作者：" : "From: ")
        .append(draft.author())
        .append('\n')
        .append(chinese ? "日期：" : "Date: ")
        .append(draft.created().toLocalDate())
        .append("\n\n");
    for (Part part : draft.parts()) {
      if (part instanceof Part.Heading heading) {
        text.append(heading.text()).append('\n');
        text.append((heading.level() == 1 ? "=" : "-").repeat(heading.text().length()));
        text.append('\n');
      } else if (part instanceof Part.Paragraph paragraph) {
        text.append(paragraph.text()).append('\n');
      } else if (part instanceof Part.Bullets bullets) {
        bullets.items().forEach(item -> text.append("* ").append(item).append('\n'));
      } else if (part instanceof Part.Grid grid) {
        grid.rows().forEach(row -> text.append(String.join("\t", row)).append('\n'));
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
