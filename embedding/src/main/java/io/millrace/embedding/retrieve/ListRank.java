package io.millrace.embedding.retrieve;

/**
 * Where one of the lists of a search has a hit's text.
 *
 * @param list {@code bm25}, {@code graph}, or the model's name of an encoder
 * @param rank in that list, from 1
 * @param score in that list: BM25, a cosine, or the graph's
 * @param share what the list adds to the hit's score; all of it where the search has one list
 */
public record ListRank(String list, int rank, double score, double share) {}
