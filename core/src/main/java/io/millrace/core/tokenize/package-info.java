/**
 * Tokenizers of pretrained encoders: text to token ids and counts, for chunking and encoding alike.
 */
@NullMarked
package io.millrace.core.tokenize;

import org.jspecify.annotations.NullMarked;
