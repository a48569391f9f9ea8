package io.millrace.core.tokenize;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.millrace.core.table.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tokenizer of a pretrained encoder, on the native Hugging Face library. Text is always plain
 * text: a literal {@code [CLS]} or {@code <s>} in it never becomes the special token; see {@link
 * TokenizerFile} for what else differs from the file.
 *
 * <p>Any string is accepted: lone surrogates count as U+FFFD. Long texts are worked on in pieces,
 * cut at white space or before an ideograph; only a run of more than 32,768 code units without
 * either is cut elsewhere. Native memory is bounded by the piece, not by the text.
 *
 * <p>Safe for many threads. Who opened it closes it; calls after that throw {@link
 * IllegalStateException}.
 */
public final class Tokenizer implements TokenCounter, AutoCloseable {
  private static final int PIECE = 1 << 16;
  private static final int LONGEST_PREFIX = 1 << 20;

  private final TokenizersLibrary library = TokenizersLibrary.LIB;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final String fingerprint;
  private final @Nullable WordCounts words;
  private final int specialTokens;
  private final int trailing;
  private final long handle;
  private boolean closed;

  private Tokenizer(TokenizerFile file) {
    LibUtils.checkStatus();
    fingerprint = file.fingerprint();
    handle = library.createTokenizerFromString(file.json());
    words = file.words() ? new WordCounts(this::readSpans) : null;
    long[] mask = read("a", true, library::getSpecialTokenMask);
    specialTokens = (int) Arrays.stream(mask).sum();
    int end = mask.length;
    while (end > 0 && mask[end - 1] == 1) {
      end--;
    }
    trailing = mask.length - end;
  }

  /**
   * Opens a {@code tokenizer.json}, or the only {@code *tokenizer.json} of a folder.
   *
   * @throws IllegalArgumentException if there is none or it is not a tokenizer
   */
  public static Tokenizer open(Path path) {
    TokenizerFile file = TokenizerFile.read(path);
    try {
      return new Tokenizer(file);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Cannot open the tokenizer " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * The ids of a text with its special tokens, at most {@code maxTokens}. What is too long loses
   * its end; the special tokens at the end stay. Costs what the kept part costs, however long the
   * text is; of a text that gives hardly any token, only the first 1,048,576 code units count.
   */
  public long[] ids(String text, int maxTokens) {
    if (maxTokens <= specialTokens) {
      throw new IllegalArgumentException(
          "Cannot tokenize into "
              + maxTokens
              + " tokens: the special tokens alone are "
              + specialTokens);
    }
    for (int size = (int) Math.min(LONGEST_PREFIX, Math.max(4096L, 16L * maxTokens)); ; size *= 4) {
      int end = Pieces.end(text, 0, Math.min(size, LONGEST_PREFIX));
      long[] ids = encode(text.substring(0, end), true);
      if (end == text.length() || ids.length >= 2 * maxTokens || size >= LONGEST_PREFIX) {
        return truncate(ids, maxTokens);
      }
    }
  }

  /** {@link #ids(String, int)} of each text, in order. */
  public List<long[]> ids(List<String> texts, int maxTokens) {
    List<long[]> ids = new ArrayList<>(texts.size());
    for (String text : texts) {
      ids.add(ids(text, maxTokens));
    }
    return ids;
  }

  private long[] truncate(long[] ids, int maxTokens) {
    if (ids.length <= maxTokens) {
      return ids;
    }
    long[] kept = Arrays.copyOf(ids, maxTokens);
    System.arraycopy(ids, ids.length - trailing, kept, maxTokens - trailing, trailing);
    return kept;
  }

  @Override
  public int count(String text) {
    if (words != null) {
      return words.count(text);
    }
    int total = 0;
    for (int start = 0; start < text.length(); ) {
      int end = Pieces.end(text, start, PIECE);
      total += encode(text.substring(start, end), false).length;
      start = end;
    }
    return total;
  }

  @Override
  public List<Span> spans(String text) {
    return words != null ? words.spans(text) : readSpans(text);
  }

  private List<Span> readSpans(String text) {
    List<Span> spans = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = Pieces.end(text, start, PIECE);
      String piece = Pieces.wellFormed(text.substring(start, end));
      addSpans(piece, start, read(piece, false, library::getTokenCharSpans), spans);
      start = end;
    }
    return spans;
  }

  /** Adds the spans of a piece that starts at {@code offset}: code points to UTF-16 code units. */
  private static void addSpans(String piece, int offset, CharSpan[] tokens, List<Span> spans) {
    int codePoint = 0;
    int unit = 0;
    for (CharSpan token : tokens) {
      unit = piece.offsetByCodePoints(unit, token.getStart() - codePoint);
      codePoint = token.getStart();
      int end = piece.offsetByCodePoints(unit, token.getEnd() - codePoint);
      spans.add(new Span(offset + unit, offset + end));
    }
  }

  @Override
  public int specialTokens() {
    return specialTokens;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  private long[] encode(String text, boolean special) {
    return read(Pieces.wellFormed(text), special, library::getTokenIds);
  }

  /** Reads something of the encoding of a text and frees the encoding. */
  private <T> T read(String text, boolean special, Function<Long, T> reader) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      if (closed) {
        throw new IllegalStateException("Cannot tokenize: the tokenizer is closed");
      }
      long encoding = library.encode(handle, text, special);
      try {
        return reader.apply(encoding);
      } finally {
        library.deleteEncoding(encoding);
      }
    } finally {
      shared.unlock();
    }
  }

  @Override
  public void close() {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      if (!closed) {
        closed = true;
        library.deleteTokenizer(handle);
      }
    } finally {
      exclusive.unlock();
    }
  }
}
