package io.millrace.embedding.retrieve;

/**
 * How many documents have a value.
 *
 * @param value as a filter takes it
 * @param documents how many have it
 */
public record ValueCount(String value, long documents) {}
