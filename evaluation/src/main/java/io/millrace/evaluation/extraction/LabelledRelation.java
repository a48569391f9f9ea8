package io.millrace.evaluation.extraction;

import io.millrace.evaluation.extraction.LabelledText.Label;

/**
 * A text, two things in it, and how they are related, by the people who labelled it.
 *
 * @param id its id in the data set
 * @param text the text
 * @param first the one that stands first
 * @param second the one that stands second
 * @param relation the data set's name, such as {@code Cause-Effect(e2,e1)}, or {@code Other}
 */
public record LabelledRelation(
    String id, String text, Label first, Label second, String relation) {}
