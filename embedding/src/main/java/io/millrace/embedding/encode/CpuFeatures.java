package io.millrace.embedding.encode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the CPU of this machine can do. */
final class CpuFeatures {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final List<String> BF16 = List.of("avx512_bf16", "amx_bf16", "bf16");

  private CpuFeatures() {}

  /** Whether the CPU multiplies bf16 in hardware; false where nothing says so. */
  static boolean bf16() {
    if (!Files.isReadable(LINUX)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(LINUX, StandardCharsets.ISO_8859_1)) {
      return bf16(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + LINUX + ": " + e.getMessage(), e);
    }
  }

  /** The same, from the lines of {@code /proc/cpuinfo} (x86: flags, Arm: Features). */
  static boolean bf16(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
        .limit(1)
        .flatMap(line -> Stream.of(line.split("\\s+")))
        .anyMatch(BF16::contains);
  }

  /** Whether the engine's builds for this CPU have oneDNN: those for x86-64 do. */
  static boolean oneDnn() {
    return List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  }
}
