package io.millrace.client.graph;

import org.jspecify.annotations.Nullable;

/**
 * Where something is said.
 *
 * @param document id of the document
 * @param uri where that document is
 * @param title its title, may be empty
 * @param chunk id of the passage
 * @param start where the sentence starts in the document's text, in UTF-16 code units
 * @param end where it ends, exclusive
 * @param sentence the sentence
 * @param subject how it names the subject; null where it only names both together
 * @param object how it names the object
 * @param confidence from 0 to 1; null where nothing is stated
 * @param rule what recognised it, for people
 * @param extractor which extractor that was part of
 * @param time when, as the sentence says it
 * @param place where, as the sentence says it
 */
public record Evidence(
    String document,
    String uri,
    String title,
    String chunk,
    long start,
    long end,
    String sentence,
    @Nullable String subject,
    @Nullable String object,
    @Nullable Double confidence,
    @Nullable String rule,
    @Nullable String extractor,
    @Nullable String time,
    @Nullable String place) {}
