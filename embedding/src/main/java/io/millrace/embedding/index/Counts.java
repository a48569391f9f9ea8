package io.millrace.embedding.index;

/**
 * What a writer has done so far.
 *
 * @param applied documents applied
 * @param added passages that the parent did not have
 * @param removed passages that only the parent had
 */
public record Counts(long applied, long added, long removed) {}
