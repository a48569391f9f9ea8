package io.millrace.graph.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.millrace.core.derive.MissingTexts;
import io.millrace.core.revision.Revisions;
import io.millrace.core.settings.ModelSettings;
import io.millrace.core.table.ModelCall;
import io.millrace.core.table.Tables;
import io.millrace.core.tokenize.TokenCounter;
import io.millrace.core.warehouse.Warehouse;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a run of {@link ModelExtractJob} would ask and cost. Makes no call, writes nothing. Tokens
 * are counted by Millrace's own tokenizer, an estimate; where the same extractor has made calls,
 * what the server counted then corrects it.
 */
public final class ModelPreview {
  /** Before there are calls: an answer repeats about what stands in the text, and its form. */
  private static final double OUTPUT_FOR_A_TOKEN = 1.2;

  private static final int LEAST_OUTPUT = 30;

  private final Warehouse warehouse;
  private final Supplier<SparkSession> spark;
  private final ModelSettings settings;
  private final TokenCounter tokens;
  private final Prompt prompt;

  /**
   * What is to come.
   *
   * @param model the model's name
   * @param texts how many texts have no row
   * @param calls about how many requests
   * @param inputTokens about how many tokens would be sent
   * @param outputTokens about how many would be answered
   * @param cost about what that costs; empty without prices
   * @param most what it costs at most if each text needs one call; empty without prices
   * @param measured how many earlier calls the estimate rests on
   */
  public record Estimate(
      String model,
      long texts,
      long calls,
      long inputTokens,
      long outputTokens,
      Optional<BigDecimal> cost,
      Optional<BigDecimal> most,
      long measured) {}

  /** How the server's counts compare with ours, in earlier calls. */
  private record Measured(long calls, double callsPerText, double input, double output) {
    static final Measured NOTHING = new Measured(0, 1, 1, OUTPUT_FOR_A_TOKEN);
  }

  /**
   * A preview of what is to come in an open warehouse, which the caller closes.
   *
   * @throws IllegalArgumentException where the settings name no model
   */
  public ModelPreview(
      Warehouse warehouse,
      Supplier<SparkSession> spark,
      ModelSettings settings,
      TokenCounter tokens) {
    this.warehouse = warehouse;
    this.spark = spark;
    this.settings = settings;
    this.tokens = tokens;
    this.prompt = new Prompt(settings, ModelExtractor.named(settings));
  }

  /** Counts what is to come. */
  public Estimate run() {
    long revision = new Revisions(warehouse).last();
    MissingTexts missing = ModelExtractJob.missing(warehouse, spark, prompt.fingerprint());
    long texts = 0;
    long textTokens = 0;
    long mostSent = 0;
    if (missing.seen() != revision) {
      Iterator<Row> rows =
          missing.upTo(revision, ModelExtractJob::distinct).select("text").toLocalIterator();
      while (rows.hasNext()) {
        String text = rows.next().getString(0);
        texts++;
        textTokens += tokens.count(text);
        mostSent += Caller.mostInput(prompt.body(prompt.about(text)));
      }
    }
    long sent = textTokens + texts * tokens.count(prompt.about("").get(0).content());
    Measured measured = texts == 0 ? Measured.NOTHING : measured();
    long input = Math.round(sent * measured.input() * measured.callsPerText());
    double answers = measured.output() * textTokens;
    long output =
        Math.round(
            Math.min(
                    (double) texts * settings.maxOutput(),
                    measured.calls() == 0 ? answers + (double) texts * LEAST_OUTPUT : answers)
                * measured.callsPerText());
    long most = mostSent;
    long mostAnswered = texts * settings.maxOutput();
    Optional<Prices> prices = Prices.of(settings);
    return new Estimate(
        ModelExtractor.named(settings),
        texts,
        Math.round(texts * measured.callsPerText()),
        input,
        output,
        prices.map(each -> each.cost(input, output)),
        prices.map(each -> each.cost(most, mostAnswered)),
        measured.calls());
  }

  private Measured measured() {
    Row row =
        warehouse
            .read(spark.get(), Tables.LLM_CALLS)
            .where(col("extractor").equalTo(prompt.fingerprint()))
            .where(
                col("outcome")
                    .isin(ModelCall.Outcome.ANSWERED.name(), ModelCall.Outcome.INVALID.name()))
            .where(col("input_tokens").isNotNull())
            .agg(
                count(lit(1)),
                countDistinct("text_hash"),
                sum("estimated_tokens"),
                sum("input_tokens"),
                sum("text_tokens"),
                sum("output_tokens"))
            .first();
    long calls = row.getLong(0);
    if (calls == 0 || row.getLong(2) == 0 || row.getLong(4) == 0) {
      return Measured.NOTHING;
    }
    return new Measured(
        calls,
        (double) calls / row.getLong(1),
        (double) row.getLong(3) / row.getLong(2),
        (double) row.getLong(5) / row.getLong(4));
  }
}
