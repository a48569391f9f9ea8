package io.millrace.core.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code llm_calls}: one request to a language model, successful or not.
 *
 * @param callId unique, sorts by the run's start
 * @param runId the run that made it
 * @param extractor fingerprint of the extractor that asked
 * @param model the model's name, as the server knows it
 * @param textHash hash of the text that was examined
 * @param number which of the text's calls in this run, from 1
 * @param started when it was sent
 * @param millis how long the answer took
 * @param outcome how it ended
 * @param textTokens the text's tokens by Millrace's own tokenizer
 * @param estimatedTokens all that was sent, by the same tokenizer
 * @param inputTokens what the server counted as sent, or null where it told none
 * @param outputTokens what the server counted as answered, or null
 * @param cachedTokens of those sent, what the server had in its cache, or null
 * @param cost what it counts against the budget: by the server's tokens, or the upper bound where
 *     it told none and may have worked; 0 without prices
 * @param currency of the cost
 * @param message what went wrong, or null
 */
public record ModelCall(
    String callId,
    String runId,
    String extractor,
    String model,
    String textHash,
    int number,
    Instant started,
    long millis,
    Outcome outcome,
    long textTokens,
    long estimatedTokens,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long cachedTokens,
    double cost,
    String currency,
    @Nullable String message) {

  /** How a call ended. */
  public enum Outcome {
    /** With an answer that could be used. */
    ANSWERED,
    /** With an answer that could not: not of the form asked for, or cut off. */
    INVALID,
    /** The server asked to come back later. */
    LIMITED,
    /** The server would not do it. */
    REFUSED,
    /** The server failed, was not reached, or took too long. */
    FAILED
  }
}
