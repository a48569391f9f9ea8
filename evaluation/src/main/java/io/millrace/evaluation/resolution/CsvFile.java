package io.millrace.evaluation.resolution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of values in rows (RFC 4180): the first row names the columns. The separator is the one of
 * comma, semicolon, tab and bar that the first row has most of. Held in memory as a whole.
 *
 * @param file where it came from
 * @param header the columns' names
 * @param rows the others, blank ones left out
 */
record CsvFile(Path file, Row header, List<Row> rows) {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  /**
   * Values of a row.
   *
   * @param line the row's first line in the file, from 1
   */
  record Row(int line, List<String> values) {}

  /**
   * Reads a file.
   *
   * @throws IOException where it is missing, empty, in another encoding, or a row is wrong
   *     (file:line)
   */
  static CsvFile read(Path file, Charset encoding) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("Cannot read " + file + ": there is no such file");
    }
    String text = decode(file, Files.readAllBytes(file), encoding);
    List<Row> rows = new Reading(file, text).rows();
    if (rows.size() < 2) {
      throw new IOException(
          "Cannot read %s: it has %d rows, a header and a row at least are needed"
              .formatted(file, rows.size()));
    }
    CsvFile csv = new CsvFile(file, rows.get(0), List.copyOf(rows.subList(1, rows.size())));
    for (Row row : csv.rows) {
      if (row.values.size() != csv.header.values.size()) {
        throw csv.failure(
            row,
            "%d values for %d columns: %s"
                .formatted(row.values.size(), csv.header.values.size(), row.values));
      }
    }
    return csv;
  }

  /** An error about a row: {@code Cannot read FILE:LINE: reason}. */
  IOException failure(Row row, String reason) {
    return new IOException("Cannot read " + file + ":" + row.line + ": " + reason);
  }

  private static String decode(Path file, byte[] bytes, Charset encoding) throws IOException {
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(
          "Cannot read %s: it is not %s; --encoding names another".formatted(file, encoding), e);
    }
  }

  /** One pass over a text. For one thread. */
  private static final class Reading {
    private final Path file;
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    private Reading(Path file, String text) {
      this.file = file;
      this.text = text;
      this.separator = separator(text.lines().findFirst().orElse(""));
    }

    private static char separator(String first) {
      char best = SEPARATORS[0];
      for (char each : SEPARATORS) {
        best = count(first, each) > count(first, best) ? each : best;
      }
      return best;
    }

    private static long count(String text, char character) {
      return text.chars().filter(each -> each == character).count();
    }

    private List<Row> rows() throws IOException {
      List<Row> rows = new ArrayList<>();
      while (at < text.length()) {
        int first = line;
        List<String> values = row();
        if (values.size() > 1 || !values.get(0).isBlank()) {
          rows.add(new Row(first, List.copyOf(values)));
        }
      }
      return rows;
    }

    private List<String> row() throws IOException {
      List<String> values = new ArrayList<>();
      while (true) {
        values.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        if (at >= text.length()) {
          return values;
        }
        char end = text.charAt(at++);
        if (end != separator) {
          if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
            at++;
          }
          line++;
          return values;
        }
      }
    }

    private String plain() {
      int start = at;
      while (at < text.length() && !ends(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private String quoted() throws IOException {
      int first = line;
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length()) {
        char character = text.charAt(at++);
        if (character != '"') {
          line += character == '\n' ? 1 : 0;
          value.append(character);
        } else if (at < text.length() && text.charAt(at) == '"') {
          value.append('"');
          at++;
        } else if (at < text.length() && !ends(text.charAt(at))) {
          throw new IOException(
              "Cannot read %s:%d: %s stands after the closing quote of %s"
                  .formatted(file, line, text.charAt(at), value));
        } else {
          return value.toString();
        }
      }
      throw new IOException("Cannot read %s:%d: a quote is never closed".formatted(file, first));
    }

    private boolean ends(char character) {
      return character == separator || character == '\n' || character == '\r';
    }
  }
}
