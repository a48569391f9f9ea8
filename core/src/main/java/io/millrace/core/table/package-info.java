/**
 * The rows that pass between jobs, as plain records. Each table has one record, one Iceberg schema
 * and one codec; the records themselves know neither Iceberg nor Spark, so that readers of releases
 * can use them alone.
 */
@NullMarked
package io.millrace.core.table;

import org.jspecify.annotations.NullMarked;
