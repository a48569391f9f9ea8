package io.millrace.client;

/**
 * What may have been meant by what was typed so far.
 *
 * @param text a title or heading
 * @param kind which of the two: {@code TITLE} or {@code HEADING}
 * @param document id of a document that has it
 */
public record Suggestion(String text, String kind, String document) {}
