package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.TextAnalysis;
import io.millrace.embedding.retrieve.SearchHit.Highlight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Finds the words of a question in a passage by analysing it again. Overlapping and touching
 * matches are joined, so that a Chinese word of several bigrams is one highlight. English stop
 * words are not terms; a bigram of two Chinese function characters is a term, but not highlighted.
 */
final class Highlighter {
  /** Characters that pronouns, particles, conjunctions and question words are made of. */
  private static final String FUNCTION_CHARACTERS =
      "的了着过是在和与及或而也都就还又很不没有无这那哪此其之于以把被从到对为由" + "吗呢吧啊么什怎样如何谁几多少请问我你他她它们个些里得地";

  private final QueryTerms terms;

  Highlighter(QueryTerms terms) {
    this.terms = terms;
  }

  List<Highlight> highlights(String text) {
    List<Highlight> found = new ArrayList<>();
    find(TextAnalysis.ENGLISH, terms.english().keySet(), text, found);
    find(TextAnalysis.CHINESE, terms.chinese().keySet(), text, found);
    found.sort(Comparator.comparingInt(Highlight::start).thenComparingInt(Highlight::end));
    List<Highlight> joined = new ArrayList<>();
    for (Highlight next : found) {
      Highlight last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && next.start() <= last.end()) {
        joined.set(
            joined.size() - 1, new Highlight(last.start(), Math.max(last.end(), next.end())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static void find(
      Analyzer analyzer, Set<String> terms, String text, List<Highlight> found) {
    if (terms.isEmpty()) {
      return;
    }
    try (TokenStream tokens = analyzer.tokenStream("", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        String word = term.toString();
        if (terms.contains(word) && !isFunctionWord(word)) {
          found.add(new Highlight(offset.startOffset(), offset.endOffset()));
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new AssertionError("reading a string does no input or output", e);
    }
  }

  private static boolean isFunctionWord(String word) {
    return word.chars().allMatch(character -> FUNCTION_CHARACTERS.indexOf(character) >= 0);
  }
}
