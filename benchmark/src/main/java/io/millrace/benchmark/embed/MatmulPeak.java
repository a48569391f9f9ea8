package io.millrace.benchmark.embed;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.millrace.embedding.encode.Precision;
import io.millrace.embedding.encode.TorchArchive;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * How fast the engine multiplies the matrices of a BERT layer and does nothing else: what an
 * encoder could reach at most. Arguments: threads, precision, width, inner width. Prints {@code
 * {"flopsPerCpuSecond"}} of one layer's products over {@value #ROWS} tokens.
 */
final class MatmulPeak {
  private static final int ROWS = 4096;
  private static final int ROUNDS = 8;

  /**
   * The four products of a layer, weights laid out once: no bias, no attention, no activation. One
   * element of each is used, or the engine would leave the product out.
   */
  private static final String SOURCE =
      """
      class M(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def weight(self: __torch__.M, out: int, width: int, type: int) -> Tensor:
          return ops.mkldnn._reorder_linear_weight(torch.to(torch.rand([out, width]), type), None)
        def prepare(self: __torch__.M, rows: int, H: int, I: int, type: int) -> List[Tensor]:
          x = torch.to(torch.rand([rows, H]), type)
          y = torch.to(torch.rand([rows, I]), type)
          a = (self).weight(torch.mul(H, 3), H, type, )
          b = (self).weight(H, H, type, )
          c = (self).weight(I, H, type, )
          d = (self).weight(H, I, type, )
          return [x, y, a, b, c, d]
        def product(self: __torch__.M, x: Tensor, w: Tensor) -> float:
          y = ops.mkldnn._linear_pointwise(x, w, None, "none", annotate(List[Optional[number]], []), "")
          return annotate(float, torch.item(torch.to(torch.select(torch.select(y, 0, 0), 0, 0), 6)))
        def multiply(self: __torch__.M, t: List[Tensor], rounds: int) -> float:
          sum = 0.
          for i in range(rounds):
            a = torch.add((self).product(t[0], t[2], ), (self).product(t[0], t[3], ))
            b = torch.add((self).product(t[0], t[4], ), (self).product(t[1], t[5], ))
            sum = torch.add(sum, torch.add(a, b))
          return sum
      """;

  private MatmulPeak() {}

  /** Multiplies and prints. */
  public static void main(String[] arguments) throws Exception {
    Engine engine = Engine.getEngine("PyTorch");
    assert engine != null;
    JniUtils.setNumThreads(Integer.parseInt(arguments[0]));
    long type = Precision.valueOf(arguments[1]) == Precision.BF16 ? 15 : 6;
    long width = Long.parseLong(arguments[2]);
    long inner = Long.parseLong(arguments[3]);
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager()) {
      PtSymbolBlock module =
          JniUtils.loadModule(
              manager, new ByteArrayInputStream(TorchArchive.of(SOURCE)), false, false);
      IValue operands = prepare(module, width, inner, type);
      multiply(module, operands, 2);
      var clock = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long started = clock.getProcessCpuTime();
      multiply(module, operands, ROUNDS);
      double seconds = (clock.getProcessCpuTime() - started) / 1e9;
      double operations = 2.0 * ROUNDS * ROWS * width * (4 * width + 2 * inner);
      System.out.println(
          JsonMapper.builder()
              .build()
              .writeValueAsString(Map.of("flopsPerCpuSecond", operations / seconds)));
      operands.close();
      module.close();
    }
  }

  private static IValue prepare(PtSymbolBlock module, long width, long inner, long type) {
    try (IValue rows = IValue.from((long) ROWS);
        IValue hidden = IValue.from(width);
        IValue intermediate = IValue.from(inner);
        IValue element = IValue.from(type)) {
      return IValueUtils.runMethod(module, "prepare", rows, hidden, intermediate, element);
    }
  }

  private static void multiply(PtSymbolBlock module, IValue operands, long rounds) {
    try (IValue times = IValue.from(rounds);
        IValue sum = IValueUtils.runMethod(module, "multiply", operands, times)) {
      assert sum.toDouble() > 0;
    }
  }
}
