package io.millrace.parsers.csv;

import io.millrace.parsers.block.BlockWriter;
import io.millrace.parsers.block.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses RFC 4180 files and those with semicolons, tabs or bars for commas into one table. Where no
 * delimiter makes columns each line is a row of one cell; where quotes do not close, quotes are
 * plain characters. Whether the first row names the columns is told later, as for every table.
 */
public final class CsvParser implements Parser {
  private static final long serialVersionUID = 1;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.text("csv"), MediaType.text("tab-separated-values"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    String text = TextBytes.decode(stream.readAllBytes());
    BlockWriter writer = new BlockWriter(handler, metadata);
    writer.start();
    writer.table(rows(text));
    writer.end();
  }

  private static List<BlockWriter.Row> rows(String text) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(Delimiter.of(text))
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try {
      return rows(text, format);
    } catch (UncheckedIOException | IOException quotesDoNotClose) {
      return rows(text, format.builder().setQuote(null).get());
    }
  }

  private static List<BlockWriter.Row> rows(String text, CSVFormat format) throws IOException {
    List<BlockWriter.Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      for (CSVRecord row : parser) {
        rows.add(new BlockWriter.Row(false, row.toList()));
      }
    }
    return rows;
  }
}
