package io.millrace.benchmark.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page of an intranet: navigation, text, footer. */
final class HtmlFile {
  private HtmlFile() {}

  static byte[] write(Draft draft) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"")
        .append(draft.language().tag())
        .append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .append(Xml.escape(draft.title()))
        .append("</title>\n<meta name=\"author\" content=\"")
        .append(Xml.escape(draft.author()))
        .append("\">\n<meta name=\"dcterms.created\" content=\"")
        .append(Xml.time(draft.created()))
        .append("\">\n<meta name=\"dcterms.modified\" content=\"")
        .append(Xml.time(draft.modified()))
        .append(
            """
            ">
            <link rel="stylesheet" href="/static/site.css">
            <style>table { border-collapse: collapse } td, th { border: 1px solid #999 }</style>
            </head>
            <body>
            <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li>\
            <li><a href="/contact">Contact</a></li></ul></nav>
            <main><article>
            """);
    for (Part part : draft.parts()) {
      part(page, part);
    }
    page.append("</article></main>\n<footer><p>© ")
        .append(draft.modified().getYear())
        .append(" <a href=\"/imprint\">Imprint</a></p></footer>\n</body>\n</html>\n");
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void part(StringBuilder page, Part part) {
    if (part instanceof Part.Heading heading) {
      element(page, "h" + heading.level(), heading.text());
    } else if (part instanceof Part.Paragraph paragraph) {
      element(page, "p", paragraph.text());
    } else if (part instanceof Part.Bullets bullets) {
      page.append("<ul>\n");
      bullets.items().forEach(item -> element(page, "li", item));
      page.append("</ul>\n");
    } else if (part instanceof Part.Grid grid) {
      page.append("<table>\n");
      for (int i = 0; i < grid.rows().size(); i++) {
        row(page, grid.rows().get(i), i == 0 ? "th" : "td");
      }
      page.append("</table>\n");
    }
  }

  private static void row(StringBuilder page, List<String> cells, String name) {
    page.append("<tr>");
    for (String cell : cells) {
      page.append('<').append(name).append('>').append(Xml.escape(cell));
      page.append("</").append(name).append('>');
    }
    page.append("</tr>\n");
  }

  private static void element(StringBuilder page, String name, String text) {
    page.append('<').append(name).append('>').append(Xml.escape(text));
    page.append("</").append(name).append(">\n");
  }
}
