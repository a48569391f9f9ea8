package io.millrace.evaluation.extraction;

import java.util.List;

/**
 * A text and what it speaks of, by the people who labelled it.
 *
 * @param id its id in the data set
 * @param text the text
 * @param spans what is labelled
 */
public record LabelledText(String id, String text, List<Label> spans) {
  public LabelledText {
    spans = List.copyOf(spans);
  }

  /**
   * A labelled stretch.
   *
   * @param start first UTF-16 code unit
   * @param end the one after the last
   * @param type the data set's name of its type
   */
  public record Label(int start, int end, String type) {}
}
