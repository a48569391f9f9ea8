package io.millrace.graph.record;

/**
 * Pairs with a score each; parallel arrays.
 *
 * @param left numbers of records
 * @param right larger than the left one's
 * @param scores from 0 to 1
 */
record ScoredPairs(int[] left, int[] right, float[] scores) {}
