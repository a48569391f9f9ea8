package io.millrace.ingestion.chunk;

import io.millrace.core.tokenize.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is encoded before a chunk's text: the title and the headings above it in one line, outermost
 * first, and for the later parts of a table its header row in a second line. Each line has at most
 * a quarter of what the encoder reads; where the path is longer, headings in the middle go first,
 * then the end of what is left.
 *
 * @param text the lines; empty where there is neither title nor heading
 * @param tokens its tokens
 */
record Context(String text, int tokens) {
  private static final String BETWEEN = " > ";

  static Context of(
      @Nullable String title, List<String> headings, TokenCounter counter, int mostTokens) {
    List<String> parts = new ArrayList<>();
    if (title != null && !title.isBlank()) {
      parts.add(title.strip());
    }
    for (String heading : headings) {
      if (parts.isEmpty() || !parts.get(parts.size() - 1).equalsIgnoreCase(heading)) {
        parts.add(heading);
      }
    }
    String path = String.join(BETWEEN, parts);
    int tokens = counter.count(path);
    while (tokens > mostTokens && parts.size() > 1) {
      parts.remove(parts.size() > 2 ? parts.size() / 2 : 0);
      path = String.join(BETWEEN, parts);
      tokens = counter.count(path);
    }
    return tokens <= mostTokens ? new Context(path, tokens) : cut(path, counter, mostTokens);
  }

  /** This context and the header of a table that began in an earlier chunk. */
  Context with(String header, TokenCounter counter, int mostTokens) {
    Context line = of(null, List.of(header), counter, mostTokens);
    return text.isEmpty() ? line : new Context(text + "\n" + line.text, tokens + line.tokens);
  }

  private static Context cut(String path, TokenCounter counter, int mostTokens) {
    String kept = path;
    int tokens = counter.count(kept);
    while (tokens > mostTokens && !kept.isEmpty()) {
      int length = Math.min(kept.length() - 1, (int) ((long) kept.length() * mostTokens / tokens));
      if (length > 0 && Character.isHighSurrogate(kept.charAt(length - 1))) {
        length--;
      }
      kept = kept.substring(0, length).strip();
      tokens = counter.count(kept);
    }
    return new Context(kept, tokens);
  }
}
