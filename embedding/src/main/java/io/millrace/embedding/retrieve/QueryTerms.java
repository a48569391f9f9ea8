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
 * The terms of a question in each full-text field, with how often each occurs.
 *
 * <p>A question with Chinese characters is searched in the Chinese field as a whole, and its other
 * words in the English field as well; a question without any in the English field alone. Chinese
 * characters are not searched in the English field, where they stand one by one.
 *
 * @param english terms in {@link Fields#TEXT_ENGLISH}
 * @param chinese terms in {@link Fields#TEXT_CHINESE}
 */
record QueryTerms(Map<String, Integer> english, Map<String, Integer> chinese) {
  static QueryTerms of(String query, Analysis analysis) {
    return switch (analysis) {
      case ENGLISH -> new QueryTerms(terms(TextAnalysis.ENGLISH, query), Map.of());
      case CHINESE -> new QueryTerms(Map.of(), terms(TextAnalysis.CHINESE, query));
      case AUTO -> {
        Map<String, Integer> english = terms(TextAnalysis.ENGLISH, query);
        if (!Script.hasCjk(query)) {
          yield new QueryTerms(english, Map.of());
        }
        english.keySet().removeIf(Script::hasCjk);
        yield new QueryTerms(english, terms(TextAnalysis.CHINESE, query));
      }
    };
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
