package io.millrace.graph.explore;

import io.millrace.graph.explore.SeededGraph.DocumentSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small graph: Mary works for Northbank, Lei for the power station, the two firms are named
 * together, and everyone is in China, which forty documents say of somebody. What {@link #hide}
 * adds is full of canaries.
 */
public final class Village {
  /** Words that stand only in what is hidden. */
  public static final List<String> CANARIES =
      List.of("kanarienvogel", "金丝雀", "xq-canary", "board-only");

  public static final String MARY = "e-mary";
  public static final String NORTHBANK = "e-northbank";
  public static final String LEI = "e-lei";
  public static final String STATION = "e-station";
  public static final String CHINA = "e-china";
  public static final String CANARY = "e-canary";
  public static final String OLD_STATION = "e-old-station";

  private Village() {}

  /** Writes what everyone may see, since revision 1, and some of it until revision 3. */
  public static void build(SeededGraph graph) {
    graph
        .document("mary.txt", "public")
        .mentions(MARY, "person", "Mary Whitfield", 3)
        .mentions(MARY, "person", "M. Whitfield", 1)
        .mentions(NORTHBANK, "organization", "Northbank Ltd", 2)
        .states(
            MARY,
            "works_for",
            NORTHBANK,
            "Mary Whitfield joined Northbank Ltd in March 2024.",
            Map.of("time", "2024-03", "kind", "EVENT"))
        .about("authored_by", MARY);
    graph
        .document("station.txt", "public")
        .mentions(LEI, "person", "李雷", 2)
        .mentions(STATION, "place", "明沙电站", 5)
        .mentions(STATION, "place", "Mingsha Power Station", 2)
        .states(LEI, "works_for", STATION, "李雷在明沙电站工作。");
    graph
        .document("both.txt", "public")
        .mentions(NORTHBANK, "organization", "Northbank Ltd", 1)
        .mentions(STATION, "place", "明沙电站", 1)
        .together(NORTHBANK, STATION, "Northbank Ltd 和明沙电站签了合同。");
    for (int i = 0; i < 40; i++) {
      String someone = "e-someone-" + i;
      DocumentSeed document =
          graph
              .document("china-" + i + ".txt", "public")
              .mentions(CHINA, "place", "China", 1)
              .mentions(someone, "person", "Someone Number" + i, 1)
              .states(someone, "located_in", CHINA, "Someone Number" + i + " is in China.");
      if (i == 0) {
        document
            .mentions(MARY, "person", "Mary Whitfield", 1)
            .states(MARY, "located_in", CHINA, "Mary Whitfield is in China.")
            .mentions(LEI, "person", "李雷", 1)
            .states(LEI, "located_in", CHINA, "李雷在中国。");
      }
    }
    graph
        .document("gone.txt", "public")
        .until(3)
        .mentions("e-gone", "person", "Peter Gone", 1)
        .mentions(NORTHBANK, "organization", "Northbank Ltd", 1)
        .states("e-gone", "works_for", NORTHBANK, "Peter Gone works for Northbank Ltd.");
    graph.since(3);
    graph
        .document("new.txt", "public")
        .mentions("e-new", "person", "Nora New", 1)
        .mentions(NORTHBANK, "organization", "Northbank Ltd", 1)
        .states("e-new", "works_for", NORTHBANK, "Nora New works for Northbank Ltd.");
    graph.load();
    graph.redirect(OLD_STATION, STATION);
    graph.community("g-public-1", "public", 3, List.of(NORTHBANK, MARY, LEI, STATION));
    graph.related(MARY, STATION, "public", 3, 0.7);
  }

  /**
   * Writes documents that change every answer for who may see them.
   *
   * @return their ids
   */
  public static List<String> hide(SeededGraph graph, String... groups) {
    graph.since(3);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      DocumentSeed document =
          graph
              .document("kanarienvogel-" + i + ".txt", groups)
              .mentions(CANARY, "organization", "Kanarienvogel 金丝雀", 7)
              .mentions(MARY, "person", "Mary xq-canary", 30)
              .mentions(STATION, "place", "明沙电站", 9)
              .mentions(STATION, "place", "明沙金丝雀", 50)
              .mentions(LEI, "person", "李雷", 9)
              .states(MARY, "acquired", STATION, "xq-canary: Mary acquired it, board-only.")
              .states(
                  LEI,
                  "works_for",
                  STATION,
                  "xq-canary 金丝雀",
                  Map.of("confidence", 0.99, "time", "1987-06-05"))
              .states(CANARY, "works_for", STATION, "Kanarienvogel works, board-only.")
              .together(MARY, LEI, "board-only 金丝雀")
              .together(NORTHBANK, STATION, "board-only 金丝雀")
              .about("authored_by", MARY);
      ids.add(document.id());
    }
    graph.load();
    graph.community("g-board-1", "board", 3, List.of(MARY, STATION, CANARY));
    graph.related(MARY, CANARY, "board", 3, 0.99);
    return ids;
  }
}
