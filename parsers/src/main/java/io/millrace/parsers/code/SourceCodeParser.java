package io.millrace.parsers.code;

import io.millrace.parsers.block.BlockWriter;
import io.millrace.parsers.block.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses source code, scripts, logs and configuration. Each unindented line after a blank one
 * begins a block of code, so that a method or a section stays together where it is small enough.
 * Types that Tika tells by a file's first characters, as those of patches, are left to plain text:
 * prose may begin so.
 */
public final class SourceCodeParser implements Parser {
  private static final long serialVersionUID = 1;

  private static final Set<MediaType> TYPES =
      Stream.concat(
              Stream.of(
                      "ada assembly awk basic c++hdr c++src chdr clojure cobol coffeescript",
                      "common-lisp config csharp csrc d eiffel erlang fortran go groovy haskell ini",
                      "java-properties java-source jsp less lex log lua makefile ml objcsrc ocaml",
                      "pascal perl php prolog python ruby scala scheme sed sql tcl vbasic vbdotnet",
                      "vbscript verilog vhdl yacc yaml")
                  .flatMap(names -> Stream.of(names.split(" ")))
                  .map(name -> MediaType.text("x-" + name)),
              Stream.of(MediaType.application("x-sh")))
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return TYPES;
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    List<String> lines =
        TextBytes.decode(stream.readAllBytes()).lines().map(String::stripTrailing).toList();
    BlockWriter writer = new BlockWriter(handler, metadata);
    writer.start();
    int start = 0;
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line - 1).isEmpty() && isUnindented(lines.get(line))) {
        writer.code(block(lines.subList(start, line)));
        start = line;
      }
    }
    writer.code(block(lines.subList(start, lines.size())));
    writer.end();
  }

  private static boolean isUnindented(String line) {
    return !line.isEmpty() && !Character.isWhitespace(line.charAt(0));
  }

  private static String block(List<String> lines) {
    return String.join("\n", lines).stripTrailing();
  }
}
