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

  NativeBert(Pretrained model, Precision precision, Device device) {
    shape = model.shape();
    pooling = model.pooling();
    normalized = model.normalized();
    manager = (PtNDManager) NDManager.newBaseManager(device, ENGINE);
    try {
      module =
          JniUtils.loadModule(
              manager,
              new ByteArrayInputStream(TorchArchive.of(ForwardPass.SOURCE)),
              device.isGpu(),
              false);
      weights = IValueUtils.runMethod(module, "empty");
      load(model.weights(), precision);
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

  private void load(Weights stored, Precision precision) {
    long hidden = shape.hidden();
    long intermediate = shape.intermediate();
    String words = "embeddings.word_embeddings.weight";
    add(precision, stored.tensor(words, shape.vocabulary(), hidden));
    StoredTensor positions =
        stored.tensor("embeddings.position_embeddings.weight", shape.positions(), hidden);
    place(
        precision,
        positions,
        stored.tensorOfWidth("embeddings.token_type_embeddings.weight", hidden));
    norm(precision, stored, "embeddings.LayerNorm");
    for (int i = 0; i < shape.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      List<String> attention =
          Stream.of("query", "key", "value").map(s -> layer + "attention.self." + s).toList();
      linear(precision, stored, hidden, hidden, attention);
      linear(precision, stored, hidden, hidden, List.of(layer + "attention.output.dense"));
      norm(precision, stored, layer + "attention.output.LayerNorm");
      linear(precision, stored, intermediate, hidden, List.of(layer + "intermediate.dense"));
      linear(precision, stored, hidden, intermediate, List.of(layer + "output.dense"));
      norm(precision, stored, layer + "output.LayerNorm");
    }
  }

  private void linear(Precision precision, Weights stored, long out, long in, List<String> names) {
    add(
        precision,
        names.stream()
            .map(name -> stored.tensor(name + ".weight", out, in))
            .toArray(StoredTensor[]::new));
    add(
        precision,
        names.stream()
            .map(name -> stored.tensor(name + ".bias", out))
            .toArray(StoredTensor[]::new));
  }

  private void norm(Precision precision, Weights stored, String name) {
    add(precision, stored.tensor(name + ".weight", shape.hidden()));
    add(precision, stored.tensor(name + ".bias", shape.hidden()));
  }

  private void add(Precision precision, StoredTensor... parts) {
    try (PtNDManager scope = scope()) {
      PtNDArray[] mapped =
          Arrays.stream(parts).map(part -> map(scope, part)).toArray(PtNDArray[]::new);
      try (IValue list = IValue.listFrom(mapped);
          IValue storedAs = IValue.from(code(parts[0].type()));
          IValue wanted = IValue.from((long) precision.code());
          IValue transposed = IValue.from(parts[0].transposed());
          IValue size =
              IValueUtils.runMethod(module, "add", weights, list, storedAs, wanted, transposed)) {
        assert size.toLong() > 0;
      }
    }
  }

  private void place(Precision precision, StoredTensor positions, StoredTensor types) {
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
    long[] lengths = batch.stream().mapToLong(text -> text.length).toArray();
    long[] ids = new long[Math.toIntExact(Arrays.stream(lengths).sum())];
    long[] places = new long[ids.length];
    long[] firsts = new long[lengths.length];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      firsts[i] = at;
      for (int j = 0; j < lengths[i]; j++, at++) {
        ids[at] = batch.get(i)[j];
        places[at] = j;
      }
    }
    try (PtNDManager scope = scope();
        IValue idList = IValue.from((PtNDArray) scope.create(ids));
        IValue placeList = IValue.from((PtNDArray) scope.create(places));
        IValue firstList = IValue.from((PtNDArray) scope.create(firsts));
        IValue lengthList = IValue.listFrom(lengths);
        IValue heads = IValue.from((long) shape.heads());
        IValue epsilon = IValue.from(shape.epsilon())) {
      IValue[] arguments =
          Stream.concat(
                  Stream.of(weights, idList, placeList, lengthList, firstList, heads, epsilon),
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
