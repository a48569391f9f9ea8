package io.millrace.embedding.encode;

/**
 * What an encoder made of a list of texts.
 *
 * @param vectors {@code [texts][dimension]}, in the order of the texts
 * @param tokens how many tokens were encoded, special ones included
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are arrays; results are never compared
public record Encoded(float[][] vectors, long tokens) {}
