package io.millrace.embedding.retrieve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the document of a passage comes from.
 *
 * @param source name of its source, empty in a generation of format 1
 * @param mediaType media type, or null
 * @param date metadata date, else modified, else created, or null
 */
public record Origin(String source, @Nullable String mediaType, @Nullable Instant date) {}
