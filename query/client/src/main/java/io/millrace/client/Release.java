package io.millrace.client;

import java.time.Instant;

/**
 * What was published at a time.
 *
 * @param release its id
 * @param generation the index generation that it serves
 * @param revision the revision that the generation was built as of
 * @param published when
 * @param live whether it is what the service answers from
 */
public record Release(
    String release, String generation, long revision, Instant published, boolean live) {}
