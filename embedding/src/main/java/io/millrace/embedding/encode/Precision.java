package io.millrace.embedding.encode;

/** How an encoder calculates. Vectors are float in any case. */
public enum Precision {
  /** bf16 where the CPU calculates in it, fp16 on a GPU, else fp32. */
  AUTO(-1),
  FP32(6),
  BF16(15),
  FP16(5);

  private final int code;

  Precision(int code) {
    this.code = code;
  }

  /** The element type's number in PyTorch ({@code c10::ScalarType}). */
  int code() {
    return code;
  }
}
