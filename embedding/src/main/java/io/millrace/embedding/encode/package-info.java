/**
 * Texts to vectors: encoders on DJL's PyTorch engine, one of each model and options in a process.
 * Native tensors never leave this package.
 */
@NullMarked
package io.millrace.embedding.encode;

import org.jspecify.annotations.NullMarked;
