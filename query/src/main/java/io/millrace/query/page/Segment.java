package io.millrace.query.page;

/**
 * A stretch of text that is shown in one way.
 *
 * @param text the stretch, never empty
 * @param passage whether it belongs to the passage that was found
 * @param begins whether the passage begins with it
 * @param word whether it is a word of the question
 */
public record Segment(String text, boolean passage, boolean begins, boolean word) {}
