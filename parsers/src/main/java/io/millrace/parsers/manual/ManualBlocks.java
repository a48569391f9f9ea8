package io.millrace.parsers.manual;

import io.millrace.parsers.block.BlockWriter;
import java.util.ArrayList;
import java.util.List;
import org.xml.sax.SAXException;

/** Reads the requests of a manual page in order and writes its blocks. */
final class ManualBlocks {
  private final BlockWriter writer;
  private final StringBuilder text = new StringBuilder();
  private int indent;
  private int unfilled;
  private boolean item;
  private boolean tagNext;
  private boolean afterTag;
  private String heading = "";

  ManualBlocks(BlockWriter writer) {
    this.writer = writer;
  }

  void write(List<String> lines) throws SAXException {
    int line = 0;
    while (line < lines.size()) {
      line = line(lines, line);
    }
    flush();
  }

  private int line(List<String> lines, int index) throws SAXException {
    String raw = lines.get(index);
    List<String> words = Troff.arguments(raw);
    if (words.isEmpty()) {
      text(raw);
      return index + 1;
    }
    String request = words.get(0);
    if (request.equals(".") || request.startsWith(".\\")) {
      return index + 1; // a comment
    }
    if (request.equals(".TS")) {
      return table(lines, index + 1);
    }
    if (request.equals(".de") || request.equals(".ig") || request.equals(".am")) {
      return after(lines, index + 1, "..");
    }
    List<String> arguments = words.subList(1, words.size());
    if (request.equals(".if") || request.equals(".ie") || request.equals(".el")) {
      return conditional(lines, index, request, raw);
    }
    if (!structure(request, arguments)) {
      String inline = Mdoc.isInline(request) ? Mdoc.text(words) : inline(request, arguments);
      if (!inline.isBlank()) {
        text(inline);
      }
    }
    return index + 1;
  }

  /** Requests that begin, end or place blocks; false if {@code request} is none of them. */
  private boolean structure(String request, List<String> arguments) throws SAXException {
    switch (request) {
      case ".SH", ".Sh" -> heading(1, arguments);
      case ".SS", ".Ss" -> heading(2, arguments);
      case ".PP", ".P", ".LP", ".Pp", ".sp", ".HP" -> {
        if (unfilled > 0) {
          text.append('\n');
        } else {
          flush();
          item &= request.equals(".sp");
        }
      }
      case ".TP", ".It" -> {
        endUnfilled();
        flush();
        item = true;
        if (request.equals(".It") && !arguments.isEmpty()) {
          text.append(Mdoc.text(withRequest(arguments)));
          afterTag = true;
        } else {
          tagNext = request.equals(".TP");
        }
      }
      case ".TQ" -> {
        text.append(BlockWriter.BREAK);
        tagNext = true;
        afterTag = false;
      }
      case ".IP" -> {
        endUnfilled();
        flush();
        item = true;
        if (!arguments.isEmpty()) {
          String tag = Troff.plain(arguments.get(0)).strip();
          boolean bullet = tag.length() == 1 && "•*-o".contains(tag);
          text.append(bullet ? "- " : tag);
          afterTag = !bullet && !tag.isEmpty();
        }
      }
      case ".RS", ".Bl" -> {
        flushText();
        indent++;
      }
      case ".RE", ".El" -> {
        flushText();
        indent = Math.max(0, indent - 1);
        item = indent > 0 && item;
      }
      case ".nf", ".EX", ".Bd", ".DS" -> {
        if (unfilled == 0) {
          flush();
        }
        unfilled = 1;
      }
      case ".fi", ".EE", ".Ed", ".DE" -> {
        flush();
        unfilled = 0;
      }
      case ".br" -> {
        if (unfilled == 0 && !text.isEmpty()) {
          text.append(BlockWriter.BREAK);
        }
      }
      case ".TH",
          ".Dd",
          ".Dt",
          ".Os",
          ".in",
          ".ti",
          ".ta",
          ".ad",
          ".na",
          ".hy",
          ".nh",
          ".ne",
          ".PD",
          ".ft",
          ".ds",
          ".nr",
          ".so",
          ".UC",
          ".AT",
          ".ll",
          ".pl",
          ".rm",
          ".ss",
          ".tr",
          ".ns",
          ".rs",
          ".bp",
          ".ev",
          ".cs",
          ".ps",
          ".vs",
          ".lg",
          ".Sm",
          ".DT",
          ".\"" -> {
        // placing only
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static List<String> withRequest(List<String> arguments) {
    List<String> words = new ArrayList<>(arguments);
    words.add(0, ".No");
    return words;
  }

  private void heading(int level, List<String> arguments) throws SAXException {
    unfilledEnd();
    flush();
    indent = 0;
    item = false;
    heading = "";
    if (arguments.isEmpty()) {
      heading = "h" + level; // its text is the next line
    } else {
      writer.heading(level, Troff.plain(String.join(" ", arguments)));
    }
  }

  private void unfilledEnd() throws SAXException {
    flush();
    unfilled = 0;
  }

  private void endUnfilled() throws SAXException {
    if (unfilled > 0) {
      unfilledEnd();
    }
  }

  /** The text of a font request: alternating fonts join, the others are words. */
  private static String inline(String request, List<String> arguments) {
    return switch (request) {
      case ".BR", ".RB", ".BI", ".IB", ".IR", ".RI", ".SB" ->
          Troff.plain(String.join("", arguments));
      case ".B", ".I", ".SM", ".R", ".q", ".UR", ".MT" -> Troff.plain(String.join(" ", arguments));
      case ".UE", ".ME" -> Troff.plain(String.join("", arguments));
      case ".OP" -> "[" + Troff.plain(String.join(" ", arguments)) + "]";
      case ".SY" -> Troff.plain(String.join(" ", arguments));
      case ".MR" ->
          arguments.size() < 2
              ? String.join(" ", arguments)
              : arguments.get(0)
                  + "("
                  + arguments.get(1)
                  + ")"
                  + String.join("", arguments.subList(2, arguments.size()));
      default -> "";
    };
  }

  private void text(String raw) throws SAXException {
    String line = Troff.plain(raw);
    if (!heading.isEmpty()) {
      writer.heading(heading.charAt(1) - '0', line);
      heading = "";
      return;
    }
    if (unfilled > 0) {
      text.append(line).append('\n');
      return;
    }
    if (line.isBlank()) {
      flush(); // a blank line ends a paragraph
      return;
    }
    if (tagNext) {
      text.append(line.strip());
      tagNext = false;
      afterTag = true;
      return;
    }
    if (afterTag) {
      text.append(BlockWriter.BREAK);
      afterTag = false;
    } else if (!text.isEmpty() && text.charAt(text.length() - 1) != BlockWriter.BREAK) {
      text.append(raw.startsWith(" ") ? BlockWriter.BREAK : '\n');
    }
    text.append(line.strip());
  }

  private int table(List<String> lines, int first) throws SAXException {
    flush();
    int end = after(lines, first, ".TE");
    List<BlockWriter.Row> rows = ManualTable.rows(lines.subList(first, Math.max(first, end - 1)));
    if (!rows.isEmpty()) {
      writer.table(rows);
    }
    return end;
  }

  private static int after(List<String> lines, int first, String last) {
    int end = first;
    while (end < lines.size() && !lines.get(end).strip().equals(last)) {
      end++;
    }
    return Math.min(lines.size(), end + 1);
  }

  /** Takes the branch for terminals ({@code n}) and leaves out the one for typesetters. */
  private int conditional(List<String> lines, int index, String request, String raw)
      throws SAXException {
    String rest = raw.substring(raw.indexOf(request.substring(1)) + request.length() - 1).strip();
    boolean taken = request.equals(".el") || rest.startsWith("n") || rest.startsWith("!t");
    if (request.equals(".ie")) {
      elseTaken = !taken;
    } else if (request.equals(".el")) {
      taken = elseTaken;
    }
    String body = request.equals(".el") ? rest : rest.replaceFirst("^\\S+\\s*", "");
    if (body.startsWith("\\{")) {
      int end = index;
      while (end < lines.size() && !lines.get(end).contains("\\}")) {
        end++;
      }
      if (!taken) {
        return Math.min(lines.size(), end + 1);
      }
      String first = body.substring(2).replace("\\", "").strip();
      if (!first.isEmpty()) {
        line(List.of(first), 0);
      }
      return index + 1;
    }
    if (taken && !body.isBlank()) {
      line(List.of(body), 0);
    }
    return index + 1;
  }

  private boolean elseTaken;

  private void flushText() throws SAXException {
    if (unfilled == 0) {
      flush();
    }
  }

  private void flush() throws SAXException {
    String content = text.toString();
    text.setLength(0);
    afterTag = false;
    tagNext = false;
    if (content.isBlank()) {
      return;
    }
    if (unfilled > 0) {
      writer.code(content);
    } else if (item) {
      writer.item(Math.max(1, indent + 1), content.strip());
    } else {
      writer.paragraph(content.strip());
    }
  }
}
