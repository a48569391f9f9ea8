package io.millrace.query.graph;

import io.millrace.graph.explore.ExportFormat;
import io.millrace.graph.explore.NeighbourQuery;
import io.millrace.query.request.BadRequestException;
import io.millrace.query.request.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a question to the graph out of a request's parameters. Every question may name the {@code
 * revision} that is read.
 */
final class GraphQuestion {
  /** What an id may be; one that is longer or has other characters is no entity's. */
  static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}|:._-]{1,200}");

  /** Characters of a name that is looked for. */
  static final int LONGEST_NAME = 200;

  private static final int MOST_FOUND = 100;
  private static final int MOST_PATHS = 10;
  private static final int MOST_COMMUNITIES = 100;
  private static final int MOST_CHANGES = 500;
  private static final int DEEPEST = 3;
  private static final int HIGHEST_LEVEL = 20;

  private final Given given;

  private GraphQuestion(Map<String, List<String>> parameters, String... known) {
    this.given = new Given(parameters);
    Set<String> names = new HashSet<>(List.of(known));
    names.add("revision");
    given.requireKnown(names);
  }

  /** A revision that may be asked for; null for the one that is served. */
  private @Nullable Long revision() {
    return revision("revision");
  }

  private @Nullable Long revision(String name) {
    String text = given.single(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,18}")) {
      given.mustBe(name, text, "the number of a revision");
      return null;
    }
    return Long.valueOf(text);
  }

  private String id(String name, String whatItIs) {
    String id = given.text(name, whatItIs, LONGEST_NAME);
    if (!id.isBlank() && !ID.matcher(id).matches()) {
      given.mustBe(name, id, "the id of an entity");
    }
    return id;
  }

  /** Nothing but a revision. */
  static @Nullable Long revisionAlone(Map<String, List<String>> parameters) {
    GraphQuestion question = new GraphQuestion(parameters);
    Long revision = question.revision();
    question.given.finish();
    return revision;
  }

  /** The id of an entity in a path. */
  static String id(String inPath) {
    if (!ID.matcher(inPath).matches()) {
      throw new BadRequestException(
          List.of("An entity's id has 1 to " + LONGEST_NAME + " letters, digits, and |:._-"));
    }
    return inPath;
  }

  /** Looks for entities. */
  record Find(String name, Set<String> types, int k, @Nullable Long revision) {
    static Find of(Map<String, List<String>> parameters) {
      GraphQuestion question = new GraphQuestion(parameters, "q", "type", "k");
      Find find =
          new Find(
              question.given.text("q", "a name, or a part of it", LONGEST_NAME),
              question.given.values("type"),
              question.given.number("k", 10, 1, MOST_FOUND),
              question.revision());
      question.given.finish();
      return find;
    }
  }

  /** Asks for neighbours. */
  record Near(NeighbourQuery query, @Nullable Long revision) {
    static Near of(Map<String, List<String>> parameters) {
      GraphQuestion question =
          new GraphQuestion(parameters, "type", "relation", "confidence", "limit");
      Near near =
          new Near(
              new NeighbourQuery(
                  question.given.number("limit", 50, 1, NeighbourQuery.MOST),
                  question.given.values("type"),
                  question.given.values("relation"),
                  question.confidence()),
              question.revision());
      question.given.finish();
      return near;
    }
  }

  private double confidence() {
    String text = given.single("confidence");
    if (text == null) {
      return 0;
    }
    if (text.matches("0(\\.\\d{1,10})?|1(\\.0{1,10})?")) {
      return Double.parseDouble(text);
    }
    given.mustBe("confidence", text, "from 0 to 1");
    return 0;
  }

  /** Asks what connects two entities. */
  record Between(String from, String to, int k, @Nullable Long revision) {
    static Between of(Map<String, List<String>> parameters) {
      GraphQuestion question = new GraphQuestion(parameters, "from", "to", "k");
      Between between =
          new Between(
              question.id("from", "the id of an entity"),
              question.id("to", "the id of another entity"),
              question.given.number("k", 3, 1, MOST_PATHS),
              question.revision());
      question.given.finish();
      return between;
    }
  }

  /** Asks for communities. */
  record Groups(int level, int k, @Nullable Long revision) {
    static Groups of(Map<String, List<String>> parameters) {
      GraphQuestion question = new GraphQuestion(parameters, "level", "k");
      Groups groups =
          new Groups(
              question.given.number("level", 0, 0, HIGHEST_LEVEL),
              question.given.number("k", 20, 1, MOST_COMMUNITIES),
              question.revision());
      question.given.finish();
      return groups;
    }
  }

  /** Asks what changed; without an end, until the revision that is served. */
  record Since(long from, @Nullable Long to, int k) {
    static Since of(Map<String, List<String>> parameters) {
      GraphQuestion question = new GraphQuestion(parameters, "from", "to", "k");
      if (parameters.containsKey("revision")) {
        question.given.wrong("Parameter 'revision' is not for changes: they have 'from' and 'to'");
      }
      question.given.text("from", "a revision", LONGEST_NAME);
      Long from = question.revision("from");
      Long to = question.revision("to");
      int k = question.given.number("k", 100, 1, MOST_CHANGES);
      question.given.finish();
      return new Since(from == null ? 0 : from, to, k);
    }
  }

  /** Asks for an export. */
  record Export(ExportFormat format, @Nullable String entity, int depth, @Nullable Long revision) {
    static Export of(Map<String, List<String>> parameters) {
      GraphQuestion question = new GraphQuestion(parameters, "format", "entity", "depth");
      Export export =
          new Export(
              question.format(),
              parameters.containsKey("entity")
                  ? question.id("entity", "the id of an entity")
                  : null,
              question.given.number("depth", 1, 0, DEEPEST),
              question.revision());
      question.given.finish();
      return export;
    }
  }

  private ExportFormat format() {
    String text = given.single("format");
    if (text == null) {
      return ExportFormat.GRAPHML;
    }
    return ExportFormat.of(text)
        .orElseGet(
            () -> {
              given.mustBe(
                  "format",
                  text,
                  Stream.of(ExportFormat.values())
                      .map(ExportFormat::label)
                      .collect(Collectors.joining(" or ")));
              return ExportFormat.GRAPHML;
            });
  }
}
