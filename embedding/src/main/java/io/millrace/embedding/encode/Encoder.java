package io.millrace.embedding.encode;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import io.millrace.core.table.Ids;
import io.millrace.core.tokenize.Tokenizer;
import io.millrace.embedding.pretrained.Pretrained;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts to vectors by a pretrained encoder. Texts of any length are taken; what is longer than the
 * limit is cut off. Texts of a call are sorted by length and encoded in batches of about 4,096
 * tokens without padding, so native memory beside the weights is bounded however many are given;
 * which texts share a batch moves a vector by less than 1e-5 at fp32.
 *
 * <p>Safe for many threads. Who opened it closes it, which frees all native memory; calls after
 * that throw {@link IllegalStateException}. {@link Encoders} gives shared ones.
 */
public final class Encoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Encoder.class);
  private static final int BATCH_TOKENS = 4096;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Pretrained model;
  private final Precision precision;
  private final int maxTokens;
  private final String passageFingerprint;
  private final String queryFingerprint;
  private final Tokenizer tokenizer;
  private final NativeBert bert;
  private boolean closed;

  private Encoder(Pretrained model, EncoderOptions options, Device device) {
    this.model = model;
    precision = precision(options.precision(), device);
    maxTokens = maxTokens(model, options.maxTokens());
    tokenizer = Tokenizer.open(model.tokenizer());
    String weights = model.weights().hash();
    passageFingerprint = fingerprint(weights, model.passagePrefix());
    queryFingerprint = fingerprint(weights, model.queryPrefix());
    try {
      bert = new NativeBert(model, precision, device);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
    LOG.info(
        "encoder {} open: {} dimensions, {} on {}, at most {} tokens a text",
        model.name(),
        dimension(),
        precision,
        device,
        maxTokens);
  }

  /**
   * Opens an encoder: reads, converts and hashes the weights.
   *
   * @throws IllegalArgumentException if the options cannot be met (CUDA without a GPU, more tokens
   *     than the model has positions) or the model lacks a weight
   */
  public static Encoder open(Pretrained model, EncoderOptions options) {
    Device device = device(options.device());
    if (options.threads() > 0) {
      JniUtils.setNumThreads(options.threads());
    }
    return new Encoder(model, options, device);
  }

  private static Device device(Compute wanted) {
    boolean gpu = NativeBert.seesGpu();
    if (wanted == Compute.CUDA && !gpu) {
      throw new IllegalArgumentException(
          "Cannot encode on cuda: the engine sees no GPU; use auto or cpu");
    }
    return gpu && wanted != Compute.CPU ? Device.gpu() : Device.cpu();
  }

  private static Precision precision(Precision wanted, Device device) {
    if (wanted != Precision.AUTO) {
      return wanted;
    }
    if (device.isGpu()) {
      return Precision.FP16;
    }
    if (CpuFeatures.bf16()) {
      return Precision.BF16;
    }
    LOG.info("this CPU does not calculate in bf16: encoding in fp32");
    return Precision.FP32;
  }

  private static int maxTokens(Pretrained model, int wanted) {
    if (wanted > model.shape().maxTokens()) {
      throw new IllegalArgumentException(
          "Cannot encode texts of "
              + wanted
              + " tokens: "
              + model.name()
              + " has positions for "
              + model.shape().maxTokens());
    }
    return wanted == 0 ? model.maxTokens() : wanted;
  }

  private String fingerprint(String weights, String prefix) {
    return Ids.hash(
        "encoder",
        weights,
        model.shape().toString(),
        tokenizer.fingerprint(),
        prefix,
        model.pooling().name(),
        Boolean.toString(model.normalized()),
        Integer.toString(maxTokens),
        // at fp32 another way to calculate moves a vector by less than 1e-5
        precision == Precision.FP32 ? precision.name() : precision.name() + ForwardPass.REVISION);
  }

  /** The model's name. */
  public String model() {
    return model.name();
  }

  /** The length of a vector. */
  public int dimension() {
    return model.shape().hidden();
  }

  /** The longest text in tokens, special ones and prefix included. */
  public int maxTokens() {
    return maxTokens;
  }

  /** The precision it calculates in, never {@link Precision#AUTO}. */
  public Precision precision() {
    return precision;
  }

  /** Whether vectors have length 1. */
  public boolean normalized() {
    return model.normalized();
  }

  /**
   * Changes whenever passage vectors may: hash of weights, tokenizer, passage prefix, pooling,
   * limit and precision.
   */
  public String fingerprint() {
    return passageFingerprint;
  }

  /** Changes whenever query vectors may. */
  public String queryFingerprint() {
    return queryFingerprint;
  }

  /** The vectors of passages, {@code [texts][dimension]}, in their order. */
  public float[][] encodePassages(List<String> texts) {
    return passages(texts).vectors();
  }

  /** The vectors of queries, {@code [texts][dimension]}, in their order. */
  public float[][] encodeQueries(List<String> texts) {
    return queries(texts).vectors();
  }

  /** Encodes passages and says how many tokens that were. */
  public Encoded passages(List<String> texts) {
    return encode(model.passagePrefix(), texts);
  }

  /** Encodes queries and says how many tokens that were. */
  public Encoded queries(List<String> texts) {
    return encode(model.queryPrefix(), texts);
  }

  /** The ids a passage is encoded from. */
  long[] passageIds(String text) {
    return tokenizer.ids(model.passagePrefix() + text, maxTokens);
  }

  /** The ids a query is encoded from. */
  long[] queryIds(String text) {
    return tokenizer.ids(model.queryPrefix() + text, maxTokens);
  }

  /** Every token's vector after the last layer, {@code [tokens][dimension]}. */
  float[][] hidden(long[] ids) {
    return bert.hidden(ids);
  }

  private Encoded encode(String prefix, List<String> texts) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      if (closed) {
        throw new IllegalStateException(
            "Cannot encode: the encoder " + model.name() + " is closed");
      }
      List<long[]> ids = new ArrayList<>(texts.size());
      for (String text : texts) {
        ids.add(tokenizer.ids(prefix.isEmpty() ? text : prefix + text, maxTokens));
      }
      float[][] vectors = new float[texts.size()][];
      for (int[] batch : batches(ids)) {
        float[][] encoded = bert.pooled(Arrays.stream(batch).mapToObj(ids::get).toList());
        for (int i = 0; i < batch.length; i++) {
          vectors[batch[i]] = encoded[i];
        }
      }
      return new Encoded(vectors, ids.stream().mapToLong(text -> text.length).sum());
    } finally {
      shared.unlock();
    }
  }

  /** Indices of texts, longest first, in batches of at most {@link #BATCH_TOKENS} or one text. */
  static List<int[]> batches(List<long[]> ids) {
    int[] order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> -ids.get(i).length))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> batches = new ArrayList<>();
    int start = 0;
    long tokens = 0;
    for (int i = 0; i < order.length; i++) {
      int length = ids.get(order[i]).length;
      if (i > start && tokens + length > BATCH_TOKENS) {
        batches.add(Arrays.copyOfRange(order, start, i));
        start = i;
        tokens = 0;
      }
      tokens += length;
    }
    if (start < order.length) {
      batches.add(Arrays.copyOfRange(order, start, order.length));
    }
    return batches;
  }

  @Override
  public void close() {
    Lock exclusive = lock.writeLock();
    exclusive.lock();
    try {
      if (!closed) {
        closed = true;
        bert.close();
        tokenizer.close();
      }
    } finally {
      exclusive.unlock();
    }
  }
}
