package io.millrace.ingestion.chunk;

import io.millrace.core.table.Block;
import io.millrace.core.table.Chunk;
import io.millrace.core.table.Ids;
import io.millrace.core.table.Span;
import io.millrace.core.tokenize.TokenCounter;
import io.millrace.ingestion.clean.CleanedDocument;
import io.millrace.ingestion.language.LanguageGuess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a cleaned document into chunks. What holds for each strategy: a chunk's text is exactly its
 * span of the document's text; every character that is not blank is in a chunk, but for headings,
 * which stand in some chunk's text or among its headings; context, text and special tokens together
 * never exceed the encoder's limit, whatever the text is; no surrogate pair is cut; the same input
 * gives the same chunks. Time is linear in the text. Safe for many threads.
 */
public final class Chunker {
  private static final String VERSION = "chunk-1";

  private final ChunkerSettings settings;
  private final TokenCounter counter;

  /** Cuts by {@code settings}, counting with {@code counter}. */
  public Chunker(ChunkerSettings settings, TokenCounter counter) {
    this.settings = settings;
    this.counter = counter;
  }

  /** Changes whenever the same document may give other chunks. */
  public String fingerprint() {
    return Ids.hash(VERSION, settings.toString(), counter.fingerprint());
  }

  /**
   * The chunks of a document, in order.
   *
   * @param docId id of the document, part of the chunks' ids
   * @param title the document's title, or null
   */
  public List<Chunk> chunk(String docId, @Nullable String title, CleanedDocument document) {
    List<Passage> passages =
        settings.strategy() == ChunkerSettings.Strategy.STRUCTURE
            ? StructureCutter.cut(document, title, counter, settings)
            : WholeTextCutter.cut(document, title, counter, settings);
    List<Chunk> chunks = new ArrayList<>();
    Map<String, Integer> occurrences = new HashMap<>();
    for (Passage passage : passages) {
      add(docId, passage, document, chunks, occurrences);
    }
    return chunks;
  }

  private void add(
      String docId,
      Passage passage,
      CleanedDocument document,
      List<Chunk> chunks,
      Map<String, Integer> occurrences) {
    Piece piece = passage.piece();
    Span span = new Span(piece.start(), piece.end());
    String text = span.of(document.text());
    String context = passage.context().text();
    int tokens = tokens(passage, text, document.text());
    if (tokens > settings.maxTokens()) {
      // a cut inside a word gave more tokens than the word had
      int middle = middle(document.text(), span);
      Piece left = new Piece(span.start(), middle, Integer.MAX_VALUE, piece.block());
      Piece right = new Piece(middle, span.end(), Integer.MAX_VALUE, piece.block());
      for (Piece half : List.of(left, right)) {
        add(
            docId,
            new Passage(half, passage.context(), passage.headings()),
            document,
            chunks,
            occurrences);
      }
      return;
    }
    String textHash = Ids.text(Chunk.encoded(context, text));
    int occurrence = occurrences.merge(textHash, 1, Integer::sum) - 1;
    Block block = document.blocks().get(piece.block());
    chunks.add(
        new Chunk(
            Ids.chunk(docId, textHash, occurrence),
            chunks.size(),
            textHash,
            context,
            text,
            span,
            block.page(),
            passage.headings(),
            language(text, block, document),
            tokens));
  }

  /** A chunk of code in a Chinese document may itself tell nothing: then its document's. */
  private static String language(String text, Block block, CleanedDocument document) {
    String language = LanguageGuess.of(text);
    if (!language.equals(LanguageGuess.UNKNOWN)) {
      return language;
    }
    return block.language().equals(LanguageGuess.UNKNOWN) ? document.language() : block.language();
  }

  /** Sums what is known; where an edge is not at a blank, words may have been cut: counts again. */
  private int tokens(Passage passage, String text, String whole) {
    Piece piece = passage.piece();
    boolean known =
        piece.tokens() < Integer.MAX_VALUE
            && isEdge(whole, piece.start() - 1)
            && isEdge(whole, piece.end());
    int textTokens = known ? piece.tokens() : counter.count(text);
    return passage.context().tokens() + textTokens + counter.specialTokens();
  }

  private static boolean isEdge(String text, int index) {
    return index < 0 || index >= text.length() || Units.isBlank(text.charAt(index));
  }

  private static int middle(String text, Span span) {
    int middle = span.start() + span.length() / 2;
    return Character.isLowSurrogate(text.charAt(middle))
            && Character.isHighSurrogate(text.charAt(middle - 1))
        ? middle - 1
        : middle;
  }
}
