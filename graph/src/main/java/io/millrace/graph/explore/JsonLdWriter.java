package io.millrace.graph.explore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes JSON-LD 1.1. Entities are things of schema.org where it has a word for their type; a
 * relation is an RDF statement, since it has counts and evidence of its own.
 */
final class JsonLdWriter implements ExportWriter {
  private static final String OWN = "urn:millrace:";
  private static final Map<String, String> SCHEMA =
      Map.of(
          "person", "schema:Person",
          "organization", "schema:Organization",
          "place", "schema:Place",
          "product", "schema:Product",
          "work", "schema:CreativeWork");

  private final JsonGenerator json;

  JsonLdWriter(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    json.writeObjectFieldStart("@context");
    json.writeStringField("schema", "https://schema.org/");
    json.writeStringField("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    json.writeStringField("m", OWN + "term:");
    json.writeStringField("name", "schema:name");
    json.writeEndObject();
    json.writeArrayFieldStart("@graph");
  }

  @Override
  public void entity(EntityNames.Known known) throws IOException {
    EntityRef entity = known.entity();
    json.writeStartObject();
    json.writeStringField("@id", OWN + "entity:" + entity.id());
    json.writeStringField("@type", SCHEMA.getOrDefault(entity.type(), "schema:Thing"));
    json.writeStringField("name", entity.name());
    json.writeStringField("m:type", entity.type());
    json.writeNumberField("m:documents", known.documents());
    json.writeEndObject();
  }

  @Override
  public void relation(ExportedRelation relation) throws IOException {
    Evidence evidence = relation.evidence();
    json.writeStartObject();
    json.writeStringField("@id", OWN + "relation:" + relation.id());
    json.writeStringField("@type", relation.stated() ? "rdf:Statement" : "m:Together");
    reference("rdf:subject", OWN + "entity:" + relation.from().id());
    reference("rdf:predicate", OWN + "term:" + relation.type());
    reference("rdf:object", OWN + "entity:" + relation.to().id());
    json.writeNumberField("m:statements", relation.statements());
    json.writeNumberField("m:documents", relation.documents());
    if (evidence.confidence() != null) {
      json.writeNumberField("m:confidence", evidence.confidence());
    }
    reference("schema:isBasedOn", evidence.uri());
    json.writeStringField("m:document", evidence.document());
    json.writeNumberField("m:start", evidence.start());
    json.writeNumberField("m:end", evidence.end());
    json.writeStringField("schema:text", evidence.sentence());
    json.writeEndObject();
  }

  private void reference(String field, String id) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("@id", id);
    json.writeEndObject();
  }

  @Override
  public void end() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
  }
}
