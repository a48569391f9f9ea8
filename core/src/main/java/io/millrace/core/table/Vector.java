package io.millrace.core.table;

import java.io.Serializable;

/**
 * One row of {@code vectors}: what an encoder makes of a text. Equality is by identity of the
 * array; compare keys.
 *
 * @param textHash hash of the encoded text, {@link Chunk#textHash()}
 * @param encoder fingerprint of the encoder: weights, prefix, pooling, normaliser, limit, precision
 * @param model name of the encoder's model, for people
 * @param values {@code [dimension]}, L2-normalised
 */
@SuppressWarnings("ArrayRecordComponent") // a vector is an array; rows are never compared as wholes
public record Vector(String textHash, String encoder, String model, float[] values)
    implements Serializable {}
