package io.millrace.ingestion.write;

import java.io.Serializable;

/**
 * A file to parse.
 *
 * @param docId the document's id
 * @param uri canonical URI
 * @param bytes its size when it was listed
 * @param contentHash SHA-256 of its content when it was compared, empty where it could not be read
 * @param before what it is now
 */
public record WorkItem(String docId, String uri, long bytes, String contentHash, Before before)
    implements Serializable {}
