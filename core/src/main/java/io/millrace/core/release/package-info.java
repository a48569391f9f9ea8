/**
 * Releases: manifests that name an index generation with its encoders, and the one pointer that
 * says which release is live; beside them what stands over all of them: the deny list, and the
 * newest runs for who has no tables. Nothing here needs Spark, Hadoop or Iceberg.
 */
@NullMarked
package io.millrace.core.release;

import org.jspecify.annotations.NullMarked;
