package io.millrace.query.site;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.millrace.query.request.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The style sheets, scripts and pictures of the pages, and those of Swagger UI and Cytoscape from
 * their jars.
 */
final class Assets {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*");
  private static final String OWN = "/io/millrace/query/page/assets/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final String swagger = webjar("org.webjars", "swagger-ui");
  private final String cytoscape = webjar("org.webjars.npm", "cytoscape") + "dist/";

  /** The folder of a webjar's files; its name has the version, which its jar knows. */
  private static String webjar(String group, String artifact) {
    String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Assets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "Cannot find " + artifact + " on the class path: no " + file);
      }
      Properties properties = new Properties();
      properties.load(in);
      return WEBJARS + artifact + "/" + properties.getProperty("version") + "/";
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read the version of " + artifact, e);
    }
  }

  void register(RoutesConfig routes) {
    routes.get("/assets/{name}", context -> send(context, OWN));
    routes.get("/assets/swagger-ui/{name}", context -> send(context, swagger));
    routes.get("/assets/cytoscape/{name}", context -> send(context, cytoscape));
    routes.get("/favicon.ico", context -> context.redirect("/assets/logo.svg"));
  }

  private static void send(Context context, String folder) {
    Gate.visit(context, "/assets/{name}");
    String name = context.pathParam("name");
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    InputStream content =
        type == null || !NAME.matcher(name).matches()
            ? null
            : Assets.class.getResourceAsStream(folder + name);
    if (content == null) {
      throw new NotFoundResponse();
    }
    context.header("Cache-Control", "public, max-age=3600");
    context.contentType(type).result(content);
  }
}
