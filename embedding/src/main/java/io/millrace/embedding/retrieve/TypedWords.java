package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Script;
import io.millrace.embedding.index.TextAnalysis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * What was typed so far, as words; each Chinese character is one. The last is still being typed,
 * unless a space follows it.
 *
 * @param words in the order they were typed
 * @param lastIsWhole whether the last one is complete
 */
record TypedWords(List<Word> words, boolean lastIsWhole) {

  /**
   * A word of a text.
   *
   * @param term lower case, full-width forms folded
   * @param start first UTF-16 code unit
   * @param end the one after the last
   */
  record Word(String term, int start, int end) {
    /** Whether this word and the one before are characters of one Chinese word, or may be. */
    boolean continues(Word before) {
      return before.end == start && isCjk() && before.isCjk();
    }

    private boolean isCjk() {
      return Script.isCjk(term.codePointAt(0));
    }
  }

  /** The words of what was typed; of a long text those of the beginning. */
  static TypedWords of(String typed) {
    int end = Math.min(typed.length(), Suggestion.LONGEST_TYPED);
    if (end < typed.length() && Character.isLowSurrogate(typed.charAt(end))) {
      end--;
    }
    String text = typed.substring(0, end);
    List<Word> words = words(text);
    boolean whole =
        !words.isEmpty()
            && text.substring(words.get(words.size() - 1).end())
                .chars()
                .anyMatch(Character::isWhitespace);
    return new TypedWords(words, whole);
  }

  /** The words of a title or heading. */
  static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    try (TokenStream tokens = TextAnalysis.SUGGESTION.tokenStream("", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(new Word(term.toString(), offset.startOffset(), offset.endOffset()));
      }
      tokens.end();
    } catch (IOException e) {
      throw new AssertionError("reading a string does no input or output", e);
    }
    return words;
  }

  /** Whether a text has all words, those of Chinese characters side by side as they were typed. */
  boolean areIn(List<Word> text) {
    int first = 0;
    while (first < words.size()) {
      int end = first + 1;
      while (end < words.size() && words.get(end).continues(words.get(end - 1))) {
        end++;
      }
      if (!hasRun(text, first, end)) {
        return false;
      }
      first = end;
    }
    return true;
  }

  /** Whether a text begins with all words in their order. */
  boolean begin(List<Word> text) {
    if (text.size() < words.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      if (!matches(i, text.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasRun(List<Word> text, int first, int end) {
    for (int at = 0; at + (end - first) <= text.size(); at++) {
      boolean found = true;
      for (int i = first; i < end && found; i++) {
        Word word = text.get(at + i - first);
        found = matches(i, word) && (i == first || word.continues(text.get(at + i - first - 1)));
      }
      if (found) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(int index, Word word) {
    String term = words.get(index).term();
    boolean isWhole = lastIsWhole || index < words.size() - 1;
    return isWhole ? word.term().equals(term) : word.term().startsWith(term);
  }
}
