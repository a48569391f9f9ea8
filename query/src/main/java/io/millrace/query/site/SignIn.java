package io.millrace.query.site;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.millrace.query.access.Caller;
import io.millrace.query.page.Frame;
import io.millrace.query.page.Pages;
import io.millrace.query.page.SignInView;
import io.millrace.query.request.BadRequestException;
import io.millrace.query.request.Gate;
import io.millrace.query.request.OwnSite;
import io.millrace.query.request.RequestBody;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Signing in with a key, which a cookie holds until the browser is closed, and out again. */
final class SignIn {
  private static final int MOST_BYTES = 8 << 10;
  private static final int LONGEST_NEXT = 2_000; // it becomes a header, which has 8 KB for all

  private final Gate gate;
  private final Framing framing;
  private final Pages pages;

  /** Makes what is around a page. */
  @FunctionalInterface
  interface Framing {
    Frame frame(Context context, Caller caller, Locale locale, List<Frame.Notice> notices);
  }

  SignIn(Gate gate, Framing framing, Pages pages) {
    this.gate = gate;
    this.framing = framing;
    this.pages = pages;
  }

  void register(RoutesConfig routes, Gate.Teller teller) {
    gate.open(routes, "/sign-in", teller, (context, caller, visit) -> ask(context));
    gate.openPost(routes, "/sign-in", teller, (context, caller, visit) -> signIn(context));
    gate.openPost(routes, "/sign-out", teller, (context, caller, visit) -> signOut(context));
  }

  private void ask(Context context) {
    String next = context.queryParam("next");
    show(context, local(next == null ? "/" : next), 200);
  }

  private void show(Context context, String next, int status) {
    Frame frame = framing.frame(context, Caller.ANYONE, Visitor.locale(context), List.of());
    context.status(status);
    context
        .contentType("text/html; charset=utf-8")
        .result(
            pages
                .signIn(frame, new SignInView(next, status != 200))
                .getBytes(StandardCharsets.UTF_8));
  }

  private void signIn(Context context) {
    OwnSite.require(context);
    Map<String, String> form = form(context);
    String next = local(form.getOrDefault("next", "/"));
    String key = form.getOrDefault("key", "").strip();
    if (gate.signIn(key).isEmpty()) {
      show(context, next, 401);
      return;
    }
    context.cookie(Visitor.cookie(context, Gate.COOKIE, key, -1, SameSite.STRICT));
    context.redirect(next, HttpStatus.SEE_OTHER);
  }

  private static void signOut(Context context) {
    OwnSite.require(context);
    context.removeCookie(Gate.COOKIE, "/");
    context.redirect("/", HttpStatus.SEE_OTHER);
  }

  /** Where to go afterwards: a path of this site, whatever was asked for. */
  static String local(String next) {
    boolean safe =
        next.length() <= LONGEST_NEXT
            && next.startsWith("/")
            && !next.startsWith("//")
            && next.chars().noneMatch(each -> each == '\\' || Character.isISOControl(each));
    return safe ? next : "/";
  }

  private static Map<String, String> form(Context context) {
    byte[] body = RequestBody.read(context, MOST_BYTES);
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          form.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          throw new BadRequestException(List.of("The form is not encoded as forms are"));
        }
      }
    }
    return form;
  }
}
