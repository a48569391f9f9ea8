package io.millrace.evaluation.dataset;

/** What a corpus is written in, by its documents' scripts. */
public enum CorpusLanguage {
  /** Nine in ten documents or more are Chinese. */
  CHINESE,
  /** Nine in ten or more are not. */
  ENGLISH,
  /** Neither. */
  MIXED;

  static CorpusLanguage of(long chinese, long documents) {
    if (chinese * 10 >= documents * 9) {
      return CHINESE;
    }
    return chinese * 10 <= documents ? ENGLISH : MIXED;
  }
}
