package io.millrace.embedding.retrieve;

import io.millrace.embedding.index.Analysis;
import io.millrace.embedding.index.Fields;
import io.millrace.embedding.index.Script;
import io.millrace.embedding.index.TextAnalysis;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The terms of a question in each full-text field, with how often each occurs. A question with
 * Chinese characters is searched in the Chinese field as a whole, by its single characters in the
 * English field, and by its other words in the English field as well; a question without any in the
 * English field alone.
 *
 * @param english terms in {@link Fields#TEXT_ENGLISH} that are not Chinese
 * @param chinese terms in {@link Fields#TEXT_CHINESE}
 * @param characters single Chinese characters in {@link Fields#TEXT_ENGLISH}
 */
record QueryTerms(
    Map<String, Integer> english, Map<String, Integer> chinese, Map<String, Integer> characters) {

  static QueryTerms of(String query, Analysis analysis) {
    Map<String, Integer> english = terms(TextAnalysis.ENGLISH, query);
    if (analysis == Analysis.ENGLISH || (analysis == Analysis.AUTO && !Script.hasCjk(query))) {
      return new QueryTerms(english, Map.of(), Map.of());
    }
    Map<String, Integer> characters = new LinkedHashMap<>(english);
    characters.keySet().removeIf(term -> !Script.hasCjk(term));
    english.keySet().removeAll(characters.keySet());
    return new QueryTerms(english, terms(TextAnalysis.CHINESE, query), characters);
  }

  private static Map<String, Integer> terms(Analyzer analyzer, String query) {
    Map<String, Integer> terms = new LinkedHashMap<>();
    try (TokenStream tokens = analyzer.tokenStream("", query)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.merge(term.toString(), 1, Integer::sum);
      }
      tokens.end();
    } catch (IOException e) {
      throw new AssertionError("reading a string does no input or output", e);
    }
    return terms;
  }
}
