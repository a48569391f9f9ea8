package io.millrace.embedding.index;

import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * How text becomes terms, the same when it is indexed, searched and highlighted.
 *
 * <ul>
 *   <li>English: as Lucene's {@code EnglishAnalyzer} (words of Unicode UAX #29, possessives, lower
 *       case, 33 stop words, Porter stems), after full-width forms are folded.
 *   <li>Chinese: full-width forms folded, lower case, overlapping bigrams of Chinese, Japanese and
 *       Korean characters (a character that stands alone stays alone), other words whole and
 *       unstemmed, without the English stop words.
 *   <li>Suggestions: full-width forms folded, lower case, words whole and unstemmed, Chinese
 *       characters one by one.
 * </ul>
 */
public final class TextAnalysis {
  /** Analyzer of {@link Fields#TEXT_ENGLISH}; may be used by several threads. */
  public static final Analyzer ENGLISH =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer words = new StandardTokenizer();
          TokenStream terms = new EnglishPossessiveFilter(new CJKWidthFilter(words));
          terms =
              new StopFilter(new LowerCaseFilter(terms), EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
          return new TokenStreamComponents(words, new PorterStemFilter(terms));
        }
      };

  /** Analyzer of {@link Fields#TEXT_CHINESE}; may be used by several threads. */
  public static final Analyzer CHINESE =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer words = new StandardTokenizer();
          TokenStream terms = new LowerCaseFilter(new CJKWidthFilter(words));
          terms = new CJKBigramFilter(terms);
          terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
          return new TokenStreamComponents(words, terms);
        }
      };

  /** Analyzer of {@link Fields#SUGGESTION}; may be used by several threads. */
  public static final Analyzer SUGGESTION =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer words = new StandardTokenizer();
          return new TokenStreamComponents(words, new LowerCaseFilter(new CJKWidthFilter(words)));
        }
      };

  private TextAnalysis() {}

  /** The analyzer of a whole generation. */
  static Analyzer byField() {
    return new PerFieldAnalyzerWrapper(
        new KeywordAnalyzer(),
        Map.of(
            Fields.TEXT_ENGLISH,
            ENGLISH,
            Fields.TEXT_CHINESE,
            CHINESE,
            Fields.SUGGESTION,
            SUGGESTION));
  }
}
