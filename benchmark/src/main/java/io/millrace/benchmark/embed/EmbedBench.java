package io.millrace.benchmark.embed;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.benchmark.measure.Machine;
import io.millrace.benchmark.measure.Series;
import io.millrace.benchmark.peer.PythonPeers;
import io.millrace.benchmark.report.BenchOptions;
import io.millrace.benchmark.report.Report;
import io.millrace.benchmark.report.Report.Entry;
import io.millrace.benchmark.report.Report.Ratio;
import io.millrace.embedding.encode.Encoders;
import io.millrace.embedding.pretrained.Pretrained;
import io.millrace.embedding.pretrained.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace bench embed}: how many tokens a processor second encodes, beside others. */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    description = {
      "Encodes the same texts with Millrace, ONNX Runtime and OpenVINO on this machine's CPU, in"
          + " turn, and compares tokens a CPU second and the vectors."
    },
    footer = {"", "Example:", "  millrace bench embed --beir scifact --runs 3"})
public final class EmbedBench implements Callable<Integer> {
  private static final String AUTO = "Millrace auto";
  private static final String FP32 = "Millrace fp32";
  private static final String ONNX = "ONNX Runtime fp32";
  private static final String OPENVINO = "OpenVINO bf16";
  private static final List<String> SUBJECTS = List.of(AUTO, FP32, ONNX, OPENVINO);

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--beir",
      required = true,
      paramLabel = "DIR",
      description = "A data set in BEIR's layout; its corpus gives the texts.")
  private @Nullable Path beir;

  @Option(names = "--texts", paramLabel = "N", description = "How many. Default 500.")
  private int texts = 500;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of each subject. Default 1, as Millrace's jobs encode.")
  private int threads = 1;

  @Option(
      names = "--peer-batch",
      paramLabel = "N",
      description = "Texts in a batch of the peers, which pad it. Default 4, their fastest.")
  private int batch = 4;

  @Option(names = "--model", paramLabel = "NAME", description = "Default bge-small-en-v1.5.")
  private String model = "bge-small-en-v1.5";

  @Override
  public Integer call() throws IOException, InterruptedException {
    int runs = options.runs();
    Pretrained opened = Pretrained.open(Encoders.models(), model);
    Subjects subjects = new Subjects(model, threads, options.work());
    subjects.write(Sample.of(Objects.requireNonNull(beir, "picocli requires it"), texts));
    PythonPeers peers = PythonPeers.install("embed", options::say);
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    for (int run = 1; run <= runs; run++) {
      for (String subject : SUBJECTS) {
        Measured one = measure(subjects, peers, subject, opened);
        measured.computeIfAbsent(subject, absent -> new ArrayList<>()).add(one);
        options.say(
            String.format(
                Locale.ROOT,
                "run %d of %d: %s %,.0f tokens a CPU second",
                run,
                runs,
                subject,
                one.tokensPerCpuSecond()));
      }
    }
    options.print(report(subjects, opened, measured));
    return CommandLine.ExitCode.OK;
  }

  private Measured measure(Subjects subjects, PythonPeers peers, String subject, Pretrained opened)
      throws IOException, InterruptedException {
    String pooling = opened.pooling().name().toLowerCase(Locale.ROOT);
    return switch (subject) {
      case AUTO -> subjects.millrace("AUTO", subject);
      case FP32 -> subjects.millrace("FP32", subject);
      case ONNX -> subjects.peer(peers, "onnxruntime", subject, pooling, batch);
      default -> subjects.peer(peers, "openvino-bf16", subject, pooling, batch);
    };
  }

  private Report report(Subjects subjects, Pretrained opened, Map<String, List<Measured>> measured)
      throws IOException, InterruptedException {
    Map<String, double[]> rates = new LinkedHashMap<>();
    measured.forEach(
        (subject, runs) ->
            rates.put(subject, runs.stream().mapToDouble(Measured::tokensPerCpuSecond).toArray()));
    String precision = first(measured, AUTO).how();
    List<Entry> entries = new ArrayList<>();
    for (String subject : SUBJECTS) {
      Measured first = first(measured, subject);
      Map<String, Series> figures = new LinkedHashMap<>();
      figures.put("tokens/CPU s", Series.of(rates(rates, subject)));
      figures.put(
          "tokens/s",
          Series.of(
              measured.getOrDefault(subject, List.of()).stream()
                  .mapToDouble(run -> run.tokens() / run.wallSeconds())
                  .toArray()));
      figures.put("padding share", Series.of(1 - (double) first.tokens() / first.padded()));
      figures.put(
          "least cosine to ONNX Runtime",
          Series.of(
              Vectors.smallestCosine(subjects.vectors(subject), subjects.vectors(ONNX), texts)));
      entries.add(new Entry(subject, figures));
    }
    List<Ratio> ratios =
        List.of(
            ratio(rates, AUTO, ONNX, ">= 2.0"),
            ratio(rates, FP32, ONNX, ">= 1.2"),
            ratio(rates, OPENVINO, ONNX, ""),
            ratio(rates, AUTO, OPENVINO, ""));
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("model", model);
    setting.put("texts", texts);
    setting.put("tokens", first(measured, AUTO).tokens());
    setting.put("threads of each subject", threads);
    setting.put("batches", "sorted by length; peers " + batch + " texts, Millrace by tokens");
    setting.put("precision that auto chose", precision);
    setting.put("ONNX Runtime", first(measured, ONNX).how());
    setting.put("OpenVINO", first(measured, OPENVINO).how());
    List<String> notes = new ArrayList<>();
    for (String each : precision.equals("FP32") ? List.of("FP32") : List.of(precision, "FP32")) {
      String subject = each.equals("FP32") ? FP32 : AUTO;
      notes.add(limits(subjects, opened.shape(), each, Series.of(rates(rates, subject)).median()));
    }
    return new Report(
        "embed",
        "millrace bench embed --beir DIR --runs " + options.runs() + " --texts " + texts,
        Machine.here(),
        setting,
        entries,
        ratios,
        notes);
  }

  /** What limits it: the engine's plain products, and the split of the time. */
  private static String limits(Subjects subjects, Shape shape, String precision, double rate)
      throws IOException, InterruptedException {
    double width = shape.hidden();
    double inner = shape.intermediate();
    double peak = subjects.peak(precision, shape.hidden(), shape.intermediate());
    double token = 2 * shape.layers() * width * (4 * width + 2 * inner);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "At %s, the engine multiplies matrices of a layer's shapes at %,.0f GFLOP a CPU second:"
                + " with nothing but its linear layers, the model would reach %,.0f tokens;"
                + " Millrace reaches %.0f %% of that.",
            precision.toLowerCase(Locale.ROOT),
            peak / 1e9,
            peak / token,
            100 * rate * token / peak));
    text.append(" The time goes to ");
    List<Map.Entry<String, JsonNode>> parts =
        new ArrayList<>(subjects.split(precision).properties());
    parts.sort((a, b) -> Double.compare(b.getValue().asDouble(), a.getValue().asDouble()));
    text.append(
        String.join(
            ", ",
            parts.stream()
                .map(
                    part ->
                        String.format(
                            Locale.ROOT,
                            "%s %.1f %%",
                            part.getKey(),
                            100 * part.getValue().asDouble()))
                .toList()));
    return text.append('.').toString();
  }

  private static Measured first(Map<String, List<Measured>> measured, String subject) {
    return measured.getOrDefault(subject, List.of()).get(0);
  }

  private static double[] rates(Map<String, double[]> rates, String subject) {
    return rates.getOrDefault(subject, new double[0]);
  }

  private static Ratio ratio(Map<String, double[]> rates, String a, String b, String wanted) {
    return new Ratio(a + " / " + b, Series.ratio(rates(rates, a), rates(rates, b)), wanted);
  }
}
