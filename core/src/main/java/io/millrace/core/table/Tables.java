package io.millrace.core.table;

import java.util.List;

/** The tables of a warehouse: one codec each. */
public final class Tables {
  /** Every version of every document, append-only. */
  public static final TableCodec<Document> DOCUMENTS = new DocumentCodec();

  /** What encoders made of texts. */
  public static final TableCodec<Vector> VECTORS = new VectorCodec();

  /** What extractors found in texts. */
  public static final TableCodec<Extraction> EXTRACTIONS = new ExtractionCodec();

  /** Which names are one thing, by revision. */
  public static final TableCodec<Entity> ENTITIES = new EntityCodec();

  /** What people decided on names. */
  public static final TableCodec<Pin> PINS = new PinCodec();

  /** What language models were asked, and what that cost. */
  public static final TableCodec<ModelCall> LLM_CALLS = new ModelCallCodec();

  /** What jobs did. */
  public static final TableCodec<Run> RUNS = new RunCodec();

  private Tables() {}

  /** All tables, in the order in which they are documented. */
  public static List<TableCodec<?>> all() {
    return List.of(DOCUMENTS, VECTORS, EXTRACTIONS, ENTITIES, PINS, LLM_CALLS, RUNS);
  }
}
