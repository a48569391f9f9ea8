/**
 * Releases: manifests that name an index generation with its encoders, and the one pointer that
 * says which release is live. Nothing here needs Spark, Hadoop or Iceberg.
 */
@NullMarked
package io.millrace.core.release;

import org.jspecify.annotations.NullMarked;
