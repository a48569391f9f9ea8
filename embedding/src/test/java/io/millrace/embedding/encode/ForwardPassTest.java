package io.millrace.embedding.encode;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ForwardPassTest {
  @Test
  void compilesWithoutOneDnn() throws IOException {
    assertThat(ForwardPass.source(true)).contains("ops.mkldnn.");
    String plain = ForwardPass.source(false);
    assertThat(plain)
        .doesNotContain("ops.mkldnn.")
        .contains("y = torch.gelu(torch.linear(x, w, b))");
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
        PtSymbolBlock module =
            JniUtils.loadModule(
                manager, new ByteArrayInputStream(TorchArchive.of(plain)), false, false);
        IValue weights = IValueUtils.runMethod(module, "empty")) {
      assertThat(weights.isList() || weights.isTensorList()).isTrue();
    }
  }
}
