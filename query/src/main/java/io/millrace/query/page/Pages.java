package io.millrace.query.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes the pages, each a whole HTML document, UTF-8. They refer to {@code /assets/millrace.css},
 * {@code /assets/millrace.js}, {@code /assets/logo.svg} and, the page of the API, to {@code
 * /assets/api.js} and {@code /assets/swagger-ui/}, that of the graph to {@code /assets/graph.js},
 * {@code /assets/graph.css} and {@code /assets/cytoscape/}; they need nothing else. All but these
 * two work without scripts.
 *
 * <p>All are made for this policy: {@value #POLICY}. A record's text appears as text only, whatever
 * is in it. For any thread.
 */
public final class Pages {
  /** The {@code Content-Security-Policy} of every page, that of the API among them. */
  public static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "io.millrace.query.template");

  /** The search page: start, answer, no result or problem. */
  public String search(Frame frame, SearchView view) {
    return render("search", frame, Map.of("view", view));
  }

  /** The page of a document; linear in its text. */
  public String document(Frame frame, DocumentView view) {
    return render("document", frame, Map.of("view", view, "body", Body.of(view)));
  }

  /** The status page. */
  public String status(Frame frame, StatusView view) {
    return render("status", frame, Map.of("view", view));
  }

  /** The page that asks for a key. */
  public String signIn(Frame frame, SignInView view) {
    return render("sign-in", frame, Map.of("view", view));
  }

  /** The page that says why there is no other. */
  public String problem(Frame frame, ProblemView view) {
    return render("problem", frame, Map.of("view", view));
  }

  /**
   * The page of the API: Swagger UI over its description.
   *
   * @param description where the OpenAPI description is, a path of this service
   */
  public String api(Frame frame, String description) {
    return render("api", frame, Map.of("description", description));
  }

  /** The page to explore the graph; its script asks for what it shows. */
  public String graph(Frame frame) {
    return render("graph", frame, Map.of());
  }

  /** The tag where it is one for the attribute {@code lang}, else none, which means unknown. */
  public static String lang(String tag) {
    return !tag.equals("und") && TAG.matcher(tag).matches() ? tag : "";
  }

  private String render(String template, Frame frame, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("frame", frame);
    all.put("messages", Messages.of(frame.locale()));
    StringOutput output = new StringOutput();
    templates.render(template + ".jte", all, output);
    return output.toString();
  }
}
