package io.millrace.benchmark.embed;

/**
 * What one subject measured of itself.
 *
 * @param tokens encoded, special ones included, padding not
 * @param padded the same with padding
 * @param cpuSeconds processor time of its process, native threads included
 * @param wallSeconds from the first to the last text
 * @param how the version or precision it ran with
 */
record Measured(long tokens, long padded, double cpuSeconds, double wallSeconds, String how) {
  double tokensPerCpuSecond() {
    return tokens / cpuSeconds;
  }
}
