package io.millrace.graph.explore;

import java.io.IOException;

/** Writes a graph: all entities, then all relations, then the end. The stream stays open. */
interface ExportWriter {
  void entity(EntityNames.Known entity) throws IOException;

  void relation(ExportedRelation relation) throws IOException;

  void end() throws IOException;
}
