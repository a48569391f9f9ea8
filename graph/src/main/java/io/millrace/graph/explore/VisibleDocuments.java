package io.millrace.graph.explore;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many documents a viewer sees: one count for all of his questions. For any thread. */
final class VisibleDocuments {
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final int REMEMBERED = 64;

  private final GraphConnection graph;
  private final Map<Viewer, Long> totals =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Viewer, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  VisibleDocuments(GraphConnection graph) {
    this.graph = graph;
  }

  /** How many documents with mentions the viewer sees; a document's groups are those of each. */
  long count(Viewer viewer) {
    Long known;
    synchronized (totals) {
      known = totals.get(viewer);
    }
    if (known != null) {
      return known;
    }
    long total =
        graph
            .read(
                "MATCH (d:Document) WHERE EXISTS { (d)-[m:MENTIONS]->() WHERE SEES }"
                        .replace("SEES", viewer.sees("m"))
                    + " RETURN count(d)",
                viewer.with(Map.of()),
                MOST,
                row -> row.get(0).asLong())
            .get(0);
    synchronized (totals) {
      totals.put(viewer, total);
    }
    return total;
  }
}
