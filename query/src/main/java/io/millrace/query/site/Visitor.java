package io.millrace.query.site;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Locale;

/** What is remembered of a browser: the interface language, and the key of who signed in. */
final class Visitor {
  private static final String LANGUAGE = "millrace_language";
  private static final int LONGEST = 500; // what browsers send has some dozen characters
  private static final int YEAR = 365 * 24 * 3600;

  private Visitor() {}

  /**
   * The interface language: what {@code ?lang=} asks for, which is remembered, else what is
   * remembered, else the first of the browser's that there is, else English.
   */
  static Locale locale(Context context) {
    String asked = context.queryParam("lang");
    if ("zh".equals(asked) || "en".equals(asked)) {
      context.cookie(cookie(context, LANGUAGE, asked, YEAR, SameSite.LAX));
      return Locale.forLanguageTag(asked);
    }
    String remembered = context.cookie(LANGUAGE);
    if ("zh".equals(remembered) || "en".equals(remembered)) {
      return Locale.forLanguageTag(remembered);
    }
    String browser = context.header("Accept-Language");
    return browser == null || browser.length() > LONGEST ? Locale.ENGLISH : first(browser);
  }

  private static Locale first(String browser) {
    try {
      for (Locale.LanguageRange range : Locale.LanguageRange.parse(browser)) {
        String language = range.getRange().split("-", 2)[0];
        if (language.equals("zh") || language.equals("en")) {
          return Locale.forLanguageTag(language);
        }
      }
      return Locale.ENGLISH;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Locale.ENGLISH; // a header that is none; for "-" it is the second
    }
  }

  /** A cookie that no script sees. */
  static Cookie cookie(Context context, String name, String value, int seconds, SameSite site) {
    return new Cookie(
        name, value, "/", seconds, "https".equals(context.scheme()), true, null, site);
  }
}
