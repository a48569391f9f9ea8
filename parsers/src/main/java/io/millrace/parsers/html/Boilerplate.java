package io.millrace.parsers.html;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Tells a page's content from what surrounds it. Removed: what is never read (scripts, styles, form
 * controls, hidden elements), then navigation, banners, footers and cookie notices by element, role
 * and by class or id; a table of contents where there is text besides. A removal by name alone that
 * would take most of the page is not done. Then the main element is taken, if the page has one that
 * holds most of the text.
 */
final class Boilerplate {
  private static final String NEVER_READ =
      "script,style,noscript,template,iframe,object,embed,svg,canvas,audio,video,map,button,input,"
          + "select,textarea,datalist,link,meta,[hidden],[aria-hidden=true],dialog,"
          + "a.headerlink,a.anchor,.linenos,.lineno,.line-numbers-rows,.sr-only,.visually-hidden";

  private static final String AROUND =
      "nav,[role=navigation],[role=banner],[role=contentinfo],[role=search],[role=complementary],"
          + "[role=dialog],[role=alertdialog],[role=menu],[role=menubar],body>header,body>footer,"
          + "body>div>footer,body>aside,form[role=search]";

  private static final Pattern AROUND_NAMES =
      Pattern.compile(
          "(?:^|[\\s_-])(?:nav|navbar|navheader|navfooter|navigation|topnav|menu|menubar|sidebar|"
              + "sphinxsidebar|related|breadcrumbs?|pagination|pager|footer|site-header|"
              + "site-footer|masthead|cookies?|cookie-?(?:banner|notice|bar|consent)|consent|gdpr|"
              + "share|sharing|social|advert|advertisement|ads|banner|skip-?link|skipnav|"
              + "search-?form|comments?-form|login|newsletter|popup|modal)(?:$|[\\s_-])");

  private static final Pattern HIDDEN =
      Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden");
  private static final int ENOUGH = 200;

  private Boilerplate() {}

  /** Strips {@code document} and returns the element that holds its content. */
  static Element mainContent(Document document) {
    Element body = document.body();
    body.select(NEVER_READ).remove();
    body.select("[style]").stream()
        .filter(element -> HIDDEN.matcher(element.attr("style").toLowerCase(Locale.ROOT)).find())
        .forEach(Element::remove);
    removeUnlessMost(body, body.select(AROUND));
    removeUnlessMost(
        body,
        body.select("div,ul,ol,section,aside,header,footer,p,table,form,span").stream()
            .filter(Boilerplate::isAroundByName)
            .toList());
    removeUnlessMost(body, body.select("form"));
    removeContents(body);
    return main(body);
  }

  private static boolean isAroundByName(Element element) {
    String names = (element.className() + " " + element.id()).toLowerCase(Locale.ROOT);
    return !names.isBlank()
        && AROUND_NAMES.matcher(names).find()
        && element.selectFirst("h1,main,article") == null;
  }

  private static void removeUnlessMost(Element body, List<Element> elements) {
    if (elements.isEmpty()) {
      return;
    }
    int all = body.text().length();
    for (Element element : elements) {
      if (element.hasParent() && element.text().length() * 2 < all) {
        element.remove();
      }
    }
  }

  /** A table of contents repeats the headings; on a page of nothing else it is the content. */
  private static void removeContents(Element body) {
    List<Element> contents =
        body.select(
            "div.toc,div.contents.topic,nav.contents,#toc,#TOC,.toctree-wrapper,div.list-of-tables,"
                + "div.list-of-figures,div.list-of-examples");
    if (contents.isEmpty()) {
      return;
    }
    int own = contents.stream().mapToInt(element -> element.text().length()).sum();
    if (body.text().length() - own >= ENOUGH) {
      contents.forEach(Element::remove);
    }
  }

  private static Element main(Element body) {
    Element best = body;
    int all = body.text().length();
    for (Element candidate : body.select("main,[role=main],article,#content,#main-content")) {
      if (best == body && candidate.text().length() * 10 >= all * 4) {
        best = candidate;
      }
    }
    return best;
  }
}
