package io.millrace.graph.name;

import java.util.List;
import java.util.function.Predicate;

/**
 * A run of words of a sentence that may be a name.
 *
 * @param tokens all tokens of the sentence
 * @param first index of its first token
 * @param last index of its last token
 */
record Candidate(List<Token> tokens, int first, int last) {
  int size() {
    return last - first + 1;
  }

  Token token(int index) {
    return tokens.get(first + index);
  }

  Token lastToken() {
    return tokens.get(last);
  }

  int start() {
    return tokens.get(first).start();
  }

  int end() {
    return tokens.get(last).end();
  }

  String in(String text) {
    return text.substring(start(), end());
  }

  boolean startsSentence() {
    return tokens.subList(0, first).stream().noneMatch(Token::isWord);
  }

  /** The word before it in small letters, empty where a mark or nothing stands there. */
  String before() {
    return first == 0 || !tokens.get(first - 1).isWord() ? "" : tokens.get(first - 1).lower();
  }

  /** What stands after it in small letters; empty at the end. */
  String after() {
    return last + 1 == tokens.size() ? "" : tokens.get(last + 1).lower();
  }

  /** Without the first so many tokens. */
  Candidate withoutFirst(int count) {
    return new Candidate(tokens, first + count, last);
  }

  boolean all(Predicate<Token> wanted) {
    return tokens.subList(first, last + 1).stream().allMatch(wanted);
  }
}
