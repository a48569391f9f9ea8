package io.millrace.query.request;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/**
 * Refuses what another site's page makes a browser send. Browsers say where a request comes from in
 * {@code Sec-Fetch-Site}, older ones in {@code Origin}; programs send neither.
 */
public final class OwnSite {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private OwnSite() {}

  /**
   * Lets a request pass that this site's own pages, or a program, sent.
   *
   * @throws BadRequestException where it comes from another site
   */
  public static void require(Context context) {
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean own =
        site != null
            ? OWN.contains(site)
            : origin == null || origin.equals(context.scheme() + "://" + context.host());
    if (!own) {
      throw new BadRequestException(List.of("The request comes from another site"));
    }
  }
}
