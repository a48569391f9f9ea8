package io.millrace.benchmark.embed;

import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.embedding.encode.Encoder;
import io.millrace.embedding.encode.EncoderOptions;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.encode.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the time goes: encodes every tenth text of a file under the engine's profiler, on one
 * thread. Arguments: model, precision, texts (JSON). Prints {@code {"operation": share of the
 * time}}.
 */
final class SplitSubject {
  private SplitSubject() {}

  /** Encodes and prints. */
  public static void main(String[] arguments) throws IOException {
    EncoderOptions options =
        EncoderOptions.DEFAULT.with(Precision.valueOf(arguments[1])).withThreads(1);
    Encoder encoder = Encoders.shared(arguments[0], options);
    List<String> texts = EncodeSubject.everyTenth(EncodeSubject.texts(Path.of(arguments[2])));
    encoder.passages(texts);
    encoder.passages(texts); // the engine has compiled the forward pass by the third time
    Path trace = Files.createTempFile("millrace-trace-", ".json");
    JniUtils.startProfile(false, false, false);
    encoder.passages(texts);
    JniUtils.stopProfile(trace.toString());
    System.out.println(
        JsonMapper.builder().build().writeValueAsString(TimeSplit.of(Files.readString(trace))));
    Files.delete(trace);
  }
}
