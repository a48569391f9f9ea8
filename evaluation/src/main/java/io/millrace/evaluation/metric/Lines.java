package io.millrace.evaluation.metric;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a TREC file, cut into columns, with errors that name file and line. */
final class Lines {
  private static final Pattern WHITE = Pattern.compile("[ \\t\\r\\u000B\\f]+");

  private final Path file;
  private final String form;
  private final BufferedReader reader;
  private int line;

  Lines(Path file, String form, BufferedReader reader) {
    this.file = file;
    this.form = form;
    this.reader = reader;
  }

  /** The next line that is not blank, or null at the end. */
  String @Nullable [] next(int columns) throws IOException {
    for (String text = read(); text != null; text = read()) {
      line++;
      if (line == 1 && text.startsWith("\uFEFF")) {
        text = text.substring(1);
      }
      String trimmed = text.strip();
      if (!trimmed.isEmpty()) {
        String[] parts = WHITE.split(trimmed, -1);
        if (parts.length != columns) {
          throw failure("the line has " + parts.length + " columns, not " + columns);
        }
        return parts;
      }
    }
    return null;
  }

  private @Nullable String read() throws IOException {
    try {
      return reader.readLine();
    } catch (CharacterCodingException e) {
      line++;
      throw new IOException(failure("the text is not UTF-8").getMessage(), e);
    }
  }

  float score(String text) throws IOException {
    try {
      double score = Double.parseDouble(text);
      if (!Double.isNaN(score)) {
        return (float) score;
      }
    } catch (NumberFormatException e) {
      throw new IOException(failure("score " + text + " is not a number").getMessage(), e);
    }
    throw failure("score " + text + " is not a number");
  }

  int grade(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException(failure("grade " + text + " is not an integer").getMessage(), e);
    }
  }

  IOException failure(String reason) {
    return new IOException("Cannot read " + form + " file " + file + ":" + line + ": " + reason);
  }
}
