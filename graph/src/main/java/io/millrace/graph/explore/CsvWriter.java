package io.millrace.graph.explore;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes relations as CSV (RFC 4180); entities stand in them. */
final class CsvWriter implements ExportWriter {
  private final Writer out;

  CsvWriter(OutputStream out) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    line(
        List.of(
            "kind",
            "from_id",
            "from_name",
            "from_type",
            "type",
            "to_id",
            "to_name",
            "to_type",
            "statements",
            "documents",
            "confidence",
            "document",
            "uri",
            "chunk",
            "start",
            "end",
            "sentence"));
  }

  @Override
  public void entity(EntityNames.Known entity) {
    // the lines of its relations name it
  }

  @Override
  public void relation(ExportedRelation relation) throws IOException {
    Evidence evidence = relation.evidence();
    line(
        List.of(
            relation.stated() ? "stated" : "together",
            relation.from().id(),
            relation.from().name(),
            relation.from().type(),
            relation.type(),
            relation.to().id(),
            relation.to().name(),
            relation.to().type(),
            Long.toString(relation.statements()),
            Long.toString(relation.documents()),
            evidence.confidence() == null ? "" : evidence.confidence().toString(),
            evidence.document(),
            evidence.uri(),
            evidence.chunk(),
            Long.toString(evidence.start()),
            Long.toString(evidence.end()),
            evidence.sentence()));
  }

  private void line(List<String> fields) throws IOException {
    List<String> quoted = new ArrayList<>();
    for (String field : fields) {
      boolean plain = field.matches("[^\",\\r\\n]*");
      quoted.add(plain ? field : '"' + field.replace("\"", "\"\"") + '"');
    }
    out.write(String.join(",", quoted));
    out.write("\r\n");
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
