package io.millrace.ingestion.source;

/**
 * A file of a source.
 *
 * @param uri canonical URI
 * @param bytes its size when it was listed
 */
public record ListedFile(String uri, long bytes) {}
