package io.millrace.graph.database;

import io.millrace.graph.element.EdgeKind;
import io.millrace.graph.element.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * The constraints and indexes that the graph is read and written by. Names are found by two
 * full-text indexes: one that takes pairs of Chinese characters, and one that reduces English words
 * to their stems.
 */
public final class GraphSchema {
  /** The full-text index of names whose analyzer is {@code cjk}. */
  public static final String NAMES_CJK = "name_text_cjk";

  /** The full-text index of names whose analyzer is {@code english}. */
  public static final String NAMES_ENGLISH = "name_text_english";

  private static final int LONGEST_WAIT_SECONDS = 600;

  private GraphSchema() {}

  /** Makes what is missing, and waits until all of it can be used. Twice is as once. */
  public static void ensure(Driver driver) {
    try (Session session = driver.session()) {
      for (String statement : statements()) {
        session.run(statement).consume();
      }
      session.run("CALL db.awaitIndexes(" + LONGEST_WAIT_SECONDS + ")").consume();
    }
  }

  private static List<String> statements() {
    List<String> statements = new ArrayList<>();
    statements.add(unique("Graph"));
    for (NodeKind kind : NodeKind.values()) {
      statements.add(unique(kind.label()));
    }
    for (EdgeKind kind : EdgeKind.values()) {
      if (kind.hasEvidence()) {
        statements.add(
            "CREATE INDEX %s_document IF NOT EXISTS FOR ()-[r:%s]-() ON (r.document)"
                .formatted(kind.name().toLowerCase(Locale.ROOT), kind));
      }
    }
    statements.add(fullText(NAMES_CJK, "Name", "cjk"));
    // the database keeps one such index for the same labels and properties; no node has the second
    statements.add(fullText(NAMES_ENGLISH, "Name|EnglishName", "english"));
    return statements;
  }

  private static String unique(String label) {
    return "CREATE CONSTRAINT %s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE"
        .formatted(label.toLowerCase(Locale.ROOT), label);
  }

  private static String fullText(String name, String labels, String analyzer) {
    return "CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: '%s'}}"
        .formatted(name, labels, analyzer);
  }
}
