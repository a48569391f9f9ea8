package io.millrace.query.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An address within the service. Path segments and parameters are percent-encoded UTF-8. */
public final class Link {
  private final String path;
  private final String query;
  private final String fragment;

  private Link(String path, String query, String fragment) {
    this.path = path;
    this.query = query;
    this.fragment = fragment;
  }

  /** A fixed path, such as {@code /search}; never text from outside. */
  public static Link to(String path) {
    return new Link(path, "", "");
  }

  /** The page of a document. */
  public static Link document(String id) {
    return to("/documents").segment(id);
  }

  /** The file that a document was made of. */
  public static Link original(String id) {
    return to("/api/documents").segment(id).segment("original");
  }

  /** The same page in another interface language, {@code zh} or {@code en}. */
  public static Link language(String address, String language) {
    int fragment = address.indexOf('#');
    String bare = fragment < 0 ? address : address.substring(0, fragment);
    int mark = bare.indexOf('?');
    StringBuilder kept = new StringBuilder();
    if (mark >= 0) {
      for (String pair : bare.substring(mark + 1).split("&", -1)) {
        if (!pair.isEmpty() && !pair.equals("lang") && !pair.startsWith("lang=")) {
          kept.append(kept.isEmpty() ? '?' : '&').append(pair);
        }
      }
    }
    return new Link(local(mark < 0 ? bare : bare.substring(0, mark)), kept.toString(), "")
        .with("lang", language);
  }

  /** One more segment of the path. */
  public Link segment(String text) {
    return new Link(path + "/" + encode(text), query, fragment);
  }

  /** One more parameter; none where the value is null or empty. */
  public Link with(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return this;
    }
    String next = query + (query.isEmpty() ? '?' : '&') + encode(name) + "=" + encode(value);
    return new Link(path, next, fragment);
  }

  /** A place on the page. */
  public Link at(String anchor) {
    return new Link(path, query, "#" + encode(anchor));
  }

  /** Path, query and fragment. */
  @Override
  public String toString() {
    return path + query + fragment;
  }

  /** A path on this service: two slashes or a backslash at its start would name another one. */
  private static String local(String path) {
    int start = 0;
    while (start < path.length() && (path.charAt(start) == '/' || path.charAt(start) == '\\')) {
      start++;
    }
    return "/" + path.substring(start);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
