package io.millrace.embedding.encode;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.millrace.embedding.pretrained.ElementType;
import io.millrace.embedding.pretrained.Pooling;
import io.millrace.embedding.pretrained.Pretrained;
import io.millrace.embedding.pretrained.Shape;
import io.millrace.embedding.pretrained.StoredTensor;
import io.millrace.embedding.pretrained.Weights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A BERT encoder in native memory. Weights are copied there one at a time, in the precision they
 * are used in. Safe for many threads until closed.
 */
final class NativeBert implements AutoCloseable {
  private static final String ENGINE = "PyTorch";

  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private final IValue weights;
  private final Shape shape;
  private final Pooling pooling;
  private final boolean normalized;
  private final Precision precision;

  /** Whether weights of linear layers are laid out for oneDNN, which has to know the precision. */
  private final boolean packed;

  NativeBert(Pretrained model, Precision precision, Device device) {
    this.precision = precision;
    packed =
        CpuFeatures.oneDnn()
            && !device.isGpu()
            && (precision == Precision.FP32 || (precision == Precision.BF16 && CpuFeatures.bf16()));
    shape = model.shape();
    pooling = model.pooling();
    normalized = model.normalized();
    manager = (PtNDManager) NDManager.newBaseManager(device, ENGINE);
    try {
      module =
          JniUtils.loadModule(
              manager,
              new ByteArrayInputStream(TorchArchive.of(ForwardPass.source(CpuFeatures.oneDnn()))),
              device.isGpu(),
              false);
      weights = IValueUtils.runMethod(module, "empty");
      load(model.weights());
    } catch (IOException e) {
      manager.close();
      throw new UncheckedIOException("Cannot load the forward pass: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Whether the engine sees a GPU. */
  static boolean seesGpu() {
    return Engine.getEngine(ENGINE).getGpuCount() > 0;
  }

  private void load(Weights stored) {
    long hidden = shape.hidden();
    long intermediate = shape.intermediate();
    String words = "embeddings.word_embeddings.weight";
    add(false, 1, stored.tensor(words, shape.vocabulary(), hidden));
    StoredTensor positions =
        stored.tensor("embeddings.position_embeddings.weight", shape.positions(), hidden);
    place(positions, stored.tensorOfWidth("embeddings.token_type_embeddings.weight", hidden));
    norm(stored, "embeddings.LayerNorm");
    double scale = 1 / Math.sqrt((double) hidden / shape.heads());
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      List<String> attention =
          Stream.of("query", "key", "value").map(s -> layer + "attention.self." + s).toList();
      linear(stored, hidden, hidden, scale, attention);
      linear(stored, hidden, hidden, 1, List.of(layer + "attention.output.dense"));
      norm(stored, layer + "attention.output.LayerNorm");
      linear(stored, intermediate, hidden, 1, List.of(layer + "intermediate.dense"));
      linear(stored, hidden, intermediate, 1, List.of(layer + "output.dense"));
      norm(stored, layer + "output.LayerNorm");
    }
  }

  /** One linear layer of several, one below the other; the first one's output is scaled. */
  private void linear(Weights stored, long out, long in, double scale, List<String> names) {
    add(
        packed,
        scale,
        names.stream()
            .map(name -> stored.tensor(name + ".weight", out, in))
            .toArray(StoredTensor[]::new));
    add(
        false,
        scale,
        names.stream()
            .map(name -> stored.tensor(name + ".bias", out))
            .toArray(StoredTensor[]::new));
  }

  private void norm(Weights stored, String name) {
    add(false, 1, stored.tensor(name + ".weight", shape.hidden()));
    add(false, 1, stored.tensor(name + ".bias", shape.hidden()));
  }

  private void add(boolean laidOut, double scale, StoredTensor... parts) {
    try (PtNDManager scope = scope()) {
      PtNDArray[] mapped =
          Arrays.stream(parts).map(part -> map(scope, part)).toArray(PtNDArray[]::new);
      try (IValue list = IValue.listFrom(mapped);
          IValue storedAs = IValue.from(code(parts[0].type()));
          IValue wanted = IValue.from((long) precision.code());
          IValue transposed = IValue.from(parts[0].transposed());
          IValue factor = IValue.from(scale);
          IValue laid = IValue.from(laidOut);
          IValue size =
              IValueUtils.runMethod(
                  module, "add", weights, list, storedAs, wanted, transposed, factor, laid)) {
        assert size.toLong() > 0;
      }
    }
  }

  private void place(StoredTensor positions, StoredTensor types) {
    try (PtNDManager scope = scope();
        IValue table = IValue.from(map(scope, positions));
        IValue kinds = IValue.from(map(scope, types));
        IValue storedAs = IValue.from(code(positions.type()));
        IValue wanted = IValue.from((long) precision.code());
        IValue first = IValue.from((long) shape.firstPosition());
        IValue size =
            IValueUtils.runMethod(
                module, "place", weights, table, kinds, storedAs, wanted, first)) {
      assert size.toLong() > 0;
    }
  }

  private PtNDManager scope() {
    return (PtNDManager) manager.newSubManager();
  }

  /** The weight as it is stored; two-byte floats as bytes, since the engine's Java side cannot. */
  private static PtNDArray map(PtNDManager scope, StoredTensor tensor) {
    boolean wide = tensor.type() == ElementType.F32;
    long[] sizes = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    sizes[sizes.length - 1] *= wide ? 1 : tensor.type().bytes();
    return JniUtils.createNdFromByteBuffer(
        scope,
        tensor.data(),
        new ai.djl.ndarray.types.Shape(sizes),
        wide ? DataType.FLOAT32 : DataType.INT8,
        SparseFormat.DENSE,
        scope.getDevice());
  }

  private static long code(ElementType type) {
    return switch (type) {
      case F32 -> Precision.FP32.code();
      case F16 -> Precision.FP16.code();
      case BF16 -> Precision.BF16.code();
    };
  }

  /** One vector for each text of the batch, {@code [texts][hidden]}. */
  float[][] pooled(List<long[]> batch) {
    try (IValue mean = IValue.from(pooling == Pooling.MEAN);
        IValue unit = IValue.from(normalized)) {
      return run("pooled", batch, mean, unit);
    }
  }

  /** The vector of each token after the last layer, {@code [tokens][hidden]}. */
  float[][] hidden(long[] ids) {
    return run("hidden", List.of(ids));
  }

  private float[][] run(String method, List<long[]> batch, IValue... options) {
    long[] ids = batch.stream().flatMapToLong(Arrays::stream).toArray();
    long[] places =
        batch.stream().flatMapToLong(text -> LongStream.range(0, text.length)).toArray();
    long[] firsts = new long[batch.size()];
    for (int i = 1; i < firsts.length; i++) {
      firsts[i] = firsts[i - 1] + batch.get(i - 1).length;
    }
    long[] lengths = new long[batch.size()];
    long[] counts = new long[batch.size()];
    int runs = 0;
    for (long[] text : batch) {
      if (runs == 0 || lengths[runs - 1] != text.length) {
        lengths[runs++] = text.length;
      }
      counts[runs - 1]++;
    }
    try (PtNDManager scope = scope();
        IValue idList = IValue.from((PtNDArray) scope.create(ids));
        IValue placeList = IValue.from((PtNDArray) scope.create(places));
        IValue firstList = IValue.from((PtNDArray) scope.create(firsts));
        IValue lengthList = IValue.listFrom(Arrays.copyOf(lengths, runs));
        IValue countList = IValue.listFrom(Arrays.copyOf(counts, runs));
        IValue heads = IValue.from((long) shape.heads());
        IValue epsilon = IValue.from(shape.epsilon())) {
      IValue[] arguments =
          Stream.concat(
                  Stream.of(
                      weights, idList, placeList, lengthList, countList, firstList, heads, epsilon),
                  Arrays.stream(options))
              .toArray(IValue[]::new);
      try (IValue result = IValueUtils.runMethod(module, method, arguments)) {
        return rows(result.toTensor(scope).toFloatArray(), shape.hidden());
      }
    }
  }

  private static float[][] rows(float[] values, int width) {
    float[][] rows = new float[values.length / width][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  @Override
  public void close() {
    weights.close();
    module.close();
    manager.close();
  }
}
