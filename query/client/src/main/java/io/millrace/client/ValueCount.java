package io.millrace.client;

/**
 * How many documents have a value.
 *
 * @param value the value
 * @param documents how many have it
 */
public record ValueCount(String value, long documents) {}
