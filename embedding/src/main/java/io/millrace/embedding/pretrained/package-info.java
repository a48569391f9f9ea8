/**
 * Pretrained encoders on disk: folders in the Hugging Face layout and the built-in ones. What a
 * model is (shape, pooling, prefixes, limit) and where its weights stand; nothing is computed here.
 */
@NullMarked
package io.millrace.embedding.pretrained;

import org.jspecify.annotations.NullMarked;
