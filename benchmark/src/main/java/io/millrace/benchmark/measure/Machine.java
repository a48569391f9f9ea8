package io.millrace.benchmark.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine that was measured on.
 *
 * @param processor what the processor calls itself, with the vector instructions that matter here
 * @param cores how many this process may use
 * @param memoryBytes of the machine
 * @param java the Java that the benchmark ran on
 */
public record Machine(String processor, int cores, long memoryBytes, String java) {
  private static final List<String> VECTOR =
      List.of("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16");

  /** This one; Linux only. */
  public static Machine here() {
    String flags = " " + value("/proc/cpuinfo", "flags") + " ";
    List<String> vector = VECTOR.stream().filter(each -> flags.contains(" " + each + " ")).toList();
    return new Machine(
        value("/proc/cpuinfo", "model name") + " (" + String.join(", ", vector) + ")",
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) << 10,
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  private static String value(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
