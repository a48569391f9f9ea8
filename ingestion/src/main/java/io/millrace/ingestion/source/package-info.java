/**
 * What there is to ingest: files, folders and globs of any file system, listed under one canonical
 * URI each.
 */
@NullMarked
package io.millrace.ingestion.source;

import org.jspecify.annotations.NullMarked;
