/**
 * Measures of ranked retrieval by trec_eval's rules, the TREC file forms they are computed from,
 * and the statistics that say how far a difference can be trusted.
 */
@NullMarked
package io.millrace.evaluation.metric;

import org.jspecify.annotations.NullMarked;
