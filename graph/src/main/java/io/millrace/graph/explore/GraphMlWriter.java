package io.millrace.graph.explore;

import java.io.IOException;
import java.io.OutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes GraphML (Brandes et al. 2002). */
final class GraphMlWriter implements ExportWriter {
  private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";

  private final XMLStreamWriter xml;

  GraphMlWriter(OutputStream out) throws IOException {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("graphml");
      xml.writeDefaultNamespace(NAMESPACE);
      for (String key : new String[] {"name", "type", "uri", "sentence", "kind"}) {
        key(key, key.equals("name") ? "node" : key.equals("type") ? "all" : "edge", "string");
      }
      key("documents", "all", "long");
      key("statements", "edge", "long");
      key("confidence", "edge", "double");
      xml.writeStartElement("graph");
      xml.writeAttribute("edgedefault", "directed");
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void key(String name, String of, String type) throws XMLStreamException {
    xml.writeEmptyElement("key");
    xml.writeAttribute("id", name);
    xml.writeAttribute("for", of);
    xml.writeAttribute("attr.name", name);
    xml.writeAttribute("attr.type", type);
  }

  @Override
  public void entity(EntityNames.Known known) throws IOException {
    try {
      xml.writeStartElement("node");
      xml.writeAttribute("id", allowed(known.entity().id()));
      data("name", known.entity().name());
      data("type", known.entity().type());
      data("documents", Long.toString(known.documents()));
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void relation(ExportedRelation relation) throws IOException {
    try {
      xml.writeStartElement("edge");
      xml.writeAttribute("id", allowed(relation.id()));
      xml.writeAttribute("source", allowed(relation.from().id()));
      xml.writeAttribute("target", allowed(relation.to().id()));
      xml.writeAttribute("directed", Boolean.toString(relation.stated()));
      data("kind", relation.stated() ? "stated" : "together");
      data("type", relation.type());
      data("statements", Long.toString(relation.statements()));
      data("documents", Long.toString(relation.documents()));
      Double confidence = relation.evidence().confidence();
      if (confidence != null) {
        data("confidence", confidence.toString());
      }
      data("uri", relation.evidence().uri());
      data("sentence", relation.evidence().sentence());
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void data(String key, String value) throws XMLStreamException {
    xml.writeStartElement("data");
    xml.writeAttribute("key", key);
    xml.writeCharacters(allowed(value));
    xml.writeEndElement();
  }

  /** XML 1.0 has no way to write some characters that texts may have. */
  private static String allowed(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().map(each -> isAllowed(each) ? each : 0xFFFD).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isAllowed(int character) {
    return character == '\t'
        || character == '\n'
        || character == '\r'
        || (character >= 0x20 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD)
        || character >= 0x10000;
  }

  @Override
  public void end() throws IOException {
    try {
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }
}
