package io.millrace.evaluation.dataset;

/**
 * One document of a judged corpus.
 *
 * @param id document id
 * @param title its title, empty where it has none
 * @param text its text
 */
public record Passage(String id, String title, String text) {

  /** What is indexed and encoded: title, line feed, text; without a title the text alone. */
  public String content() {
    return title.isEmpty() ? text : title + "\n" + text;
  }
}
