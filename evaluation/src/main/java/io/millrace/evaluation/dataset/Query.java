package io.millrace.evaluation.dataset;

/**
 * One judged query.
 *
 * @param id query id
 * @param text what is asked
 */
public record Query(String id, String text) {}
