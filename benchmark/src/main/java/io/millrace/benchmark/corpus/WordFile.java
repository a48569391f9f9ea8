package io.millrace.benchmark.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A docx file: ECMA-376, WordprocessingML, with heading styles, bullets and tables. */
final class WordFile {
  private static final String MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  private static final String TYPES =
      Xml.HEADER
          + """
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
          <Default Extension="rels" \
          ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
          <Default Extension="xml" ContentType="application/xml"/>\
          <Override PartName="/word/document.xml" ContentType=\
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
          <Override PartName="/word/styles.xml" ContentType=\
          "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
          <Override PartName="/word/numbering.xml" ContentType=\
          "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>\
          <Override PartName="/docProps/core.xml" \
          ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
          </Types>""";
  private static final String RELATIONS =
      Xml.relationsHeader()
          + Xml.relation("rId1", Xml.OFFICE + "/styles", "styles.xml")
          + Xml.relation("rId2", Xml.OFFICE + "/numbering", "numbering.xml")
          + "</Relationships>";
  private static final String STYLES =
      Xml.HEADER
          + "<w:styles xmlns:w=\""
          + MAIN
          + "\">"
          + style("Normal", "Normal", "")
          + style("Heading1", "heading 1", outline(0))
          + style("Heading2", "heading 2", outline(1))
          + style("Heading3", "heading 3", outline(2))
          + style("ListParagraph", "List Paragraph", "")
          + "</w:styles>";
  private static final String NUMBERING =
      Xml.HEADER
          + "<w:numbering xmlns:w=\""
          + MAIN
          + """
          "><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>\
          <w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>\
          <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>""";

  private WordFile() {}

  private static String style(String id, String name, String properties) {
    return "<w:style w:type=\"paragraph\" w:styleId=\""
        + id
        + "\"><w:name w:val=\""
        + name
        + "\"/>"
        + properties
        + "</w:style>";
  }

  private static String outline(int level) {
    return "<w:pPr><w:outlineLvl w:val=\"" + level + "\"/></w:pPr>";
  }

  static byte[] write(Draft draft) {
    StringBuilder body = new StringBuilder(Xml.HEADER);
    body.append("<w:document xmlns:w=\"").append(MAIN).append("\"><w:body>");
    for (Part part : draft.parts()) {
      if (part instanceof Part.Heading heading) {
        paragraph(body, "<w:pStyle w:val=\"Heading" + heading.level() + "\"/>", heading.text());
      } else if (part instanceof Part.Paragraph paragraph) {
        paragraph(body, "", paragraph.text());
      } else if (part instanceof Part.Bullets bullets) {
        String item =
            "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/>"
                + "<w:numId w:val=\"1\"/></w:numPr>";
        bullets.items().forEach(each -> paragraph(body, item, each));
      } else if (part instanceof Part.Grid grid) {
        table(body, grid.rows());
      }
    }
    body.append("<w:sectPr/></w:body></w:document>");
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", TYPES);
    parts.put("_rels/.rels", Xml.packageRelations("word/document.xml"));
    parts.put("docProps/core.xml", Xml.coreProperties(draft));
    parts.put("word/_rels/document.xml.rels", RELATIONS);
    parts.put("word/document.xml", body.toString());
    parts.put("word/numbering.xml", NUMBERING);
    parts.put("word/styles.xml", STYLES);
    return Xml.zip(parts);
  }

  private static void paragraph(StringBuilder body, String properties, String text) {
    body.append("<w:p>");
    if (!properties.isEmpty()) {
      body.append("<w:pPr>").append(properties).append("</w:pPr>");
    }
    body.append("<w:r><w:t xml:space=\"preserve\">");
    body.append(Xml.escape(text)).append("</w:t></w:r></w:p>");
  }

  private static void table(StringBuilder body, List<List<String>> rows) {
    body.append("<w:tbl><w:tblPr/><w:tblGrid>");
    body.append("<w:gridCol/>".repeat(rows.get(0).size())).append("</w:tblGrid>");
    for (List<String> row : rows) {
      body.append("<w:tr>");
      for (String cell : row) {
        body.append("<w:tc>");
        paragraph(body, "", cell);
        body.append("</w:tc>");
      }
      body.append("</w:tr>");
    }
    body.append("</w:tbl><w:p/>");
  }
}
