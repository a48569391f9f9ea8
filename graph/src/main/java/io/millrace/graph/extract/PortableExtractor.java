package io.millrace.graph.extract;

import java.io.Serializable;

/**
 * An extractor that may be sent to executors and called there again for the same text; what is
 * large is opened there, once a process.
 */
public interface PortableExtractor extends Extractor, Serializable {}
