/** How well missing links of a graph are told from pairs that have none. */
@NullMarked
package io.millrace.evaluation.link;

import org.jspecify.annotations.NullMarked;
