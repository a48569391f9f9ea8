package io.millrace.benchmark.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An xlsx file: ECMA-376, SpreadsheetML, a sheet for each heading, shared strings, numbers. */
final class ExcelFile {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final List<StringBuilder> sheets = new ArrayList<>();
  private int row;

  private ExcelFile() {}

  static byte[] write(Draft draft) {
    return new ExcelFile().book(draft);
  }

  private byte[] book(Draft draft) {
    for (Part part : draft.parts()) {
      if (part instanceof Part.Heading heading) {
        sheets.add(new StringBuilder());
        row = 0;
        row(List.of(heading.text()));
      } else if (part instanceof Part.Paragraph paragraph) {
        row(List.of(paragraph.text()));
      } else if (part instanceof Part.Bullets bullets) {
        bullets.items().forEach(item -> row(List.of(item)));
      } else if (part instanceof Part.Grid grid) {
        grid.rows().forEach(this::row);
      }
    }
    return Xml.zip(parts(draft));
  }

  private void row(List<String> cells) {
    StringBuilder sheet = sheets.get(sheets.size() - 1);
    row++;
    sheet.append("<row r=\"").append(row).append("\">");
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean number = cell.chars().allMatch(each -> each >= '0' && each <= '9');
      sheet.append("<c r=\"").append((char) ('A' + i)).append(row);
      sheet.append(number ? "\"><v>" : "\" t=\"s\"><v>");
      sheet.append(number ? cell : strings.computeIfAbsent(cell, key -> strings.size()));
      sheet.append("</v></c>");
    }
    sheet.append("</row>");
  }

  private Map<String, String> parts(Draft draft) {
    StringBuilder types = new StringBuilder(Xml.HEADER);
    types.append(
        """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="rels" \
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Default Extension="xml" ContentType="application/xml"/>\
        <Override PartName="/docProps/core.xml" \
        ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>""");
    type(types, "/xl/workbook.xml", "sheet.main+xml");
    type(types, "/xl/sharedStrings.xml", "sharedStrings+xml");
    StringBuilder relations = new StringBuilder(Xml.relationsHeader());
    relations.append(Xml.relation("rId0", Xml.OFFICE + "/sharedStrings", "sharedStrings.xml"));
    StringBuilder book = new StringBuilder(Xml.HEADER);
    book.append("<workbook xmlns=\"").append(MAIN).append("\" xmlns:r=\"").append(Xml.OFFICE);
    book.append("\"><sheets>");
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 1; i <= sheets.size(); i++) {
      String name = "worksheets/sheet" + i + ".xml";
      type(types, "/xl/" + name, "worksheet+xml");
      relations.append(Xml.relation("rId" + i, Xml.OFFICE + "/worksheet", name));
      book.append("<sheet name=\"Sheet").append(i).append("\" sheetId=\"").append(i);
      book.append("\" r:id=\"rId").append(i).append("\"/>");
      parts.put(
          "xl/" + name,
          Xml.HEADER
              + "<worksheet xmlns=\""
              + MAIN
              + "\"><sheetData>"
              + sheets.get(i - 1)
              + "</sheetData></worksheet>");
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("[Content_Types].xml", types.append("</Types>").toString());
    all.put("_rels/.rels", Xml.packageRelations("xl/workbook.xml"));
    all.put("docProps/core.xml", Xml.coreProperties(draft));
    all.put("xl/_rels/workbook.xml.rels", relations.append("</Relationships>").toString());
    all.put("xl/workbook.xml", book.append("</sheets></workbook>").toString());
    all.put("xl/sharedStrings.xml", sharedStrings());
    all.putAll(parts);
    return all;
  }

  private static void type(StringBuilder types, String part, String type) {
    types.append("<Override PartName=\"").append(part).append("\" ContentType=\"");
    types.append(TYPE).append(type).append("\"/>");
  }

  private String sharedStrings() {
    StringBuilder text = new StringBuilder(Xml.HEADER);
    text.append("<sst xmlns=\"").append(MAIN).append("\">");
    strings
        .keySet()
        .forEach(
            each ->
                text.append("<si><t xml:space=\"preserve\">")
                    .append(Xml.escape(each))
                    .append("</t></si>"));
    return text.append("</sst>").toString();
  }
}
