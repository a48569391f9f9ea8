package io.millrace.benchmark.embed;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.millrace.embedding.encode.Encoded;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.encode.EncoderOptions;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.encode.Precision;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Millrace as one subject among others: encodes the texts of a file in a process of its own.
 * Arguments: model, precision, threads, texts (JSON), where to write the vectors. Prints a {@link
 * Measured}. Start, load and a first pass over every tenth text are not counted.
 */
final class EncodeSubject {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EncodeSubject() {}

  /** Encodes and prints. */
  public static void main(String[] arguments) throws IOException {
    EncoderOptions options =
        EncoderOptions.DEFAULT
            .with(Precision.valueOf(arguments[1]))
            .withThreads(Integer.parseInt(arguments[2]));
    Encoder encoder = Encoders.shared(arguments[0], options);
    List<String> texts = texts(Path.of(arguments[3]));
    encoder.passages(everyTenth(texts));
    var clock = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = clock.getProcessCpuTime();
    long wall = System.nanoTime();
    Encoded encoded = encoder.passages(texts);
    Measured measured =
        new Measured(
            encoded.tokens(),
            encoded.tokens(),
            (clock.getProcessCpuTime() - cpu) / 1e9,
            (System.nanoTime() - wall) / 1e9,
            encoder.precision().name());
    Vectors.write(Path.of(arguments[4]), encoded.vectors());
    System.out.println(JSON.writeValueAsString(measured));
  }

  static List<String> texts(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), new TypeReference<List<String>>() {});
  }

  static List<String> everyTenth(List<String> texts) {
    return IntStream.range(0, texts.size()).filter(i -> i % 10 == 0).mapToObj(texts::get).toList();
  }
}
