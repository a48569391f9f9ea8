package io.millrace.core.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows of every table, ordinary and odd, from a seed. */
final class RandomRows {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "数据管道",
          "👩‍👩‍👧 emoji",
          "line\nfeed\ttab",
          "\u0000nul",
          "é".repeat(300),
          "\"'\\");

  private final Random random;

  RandomRows(long seed) {
    random = new Random(seed);
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(100);
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> several(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }

  private <T> Map<String, T> map(Supplier<T> value) {
    Map<String, T> map = new HashMap<>();
    several(this::text).forEach(key -> map.put(key, value.get()));
    return map;
  }

  private Span span() {
    int start = random.nextInt(1000);
    return new Span(start, start + random.nextInt(1000));
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000) * 1000L);
  }

  private <E> E oneOf(E[] values) {
    return values[random.nextInt(values.length)];
  }

  Document document() {
    return new Document(
        text(),
        random.nextLong(),
        text(),
        text(),
        text(),
        oneOf(Outcome.values()),
        maybe(() -> oneOf(RejectCode.values())),
        maybe(this::text),
        text(),
        text(),
        text(),
        random.nextLong(),
        maybe(this::text),
        maybe(this::text),
        text(),
        map(this::text),
        several(this::text),
        text(),
        several(
            () ->
                new Block(
                    oneOf(Block.Kind.values()),
                    random.nextInt(),
                    span(),
                    maybe(random::nextInt),
                    text(),
                    several(() -> new TableRow(random.nextBoolean(), several(this::span))))),
        several(
            () ->
                new Chunk(
                    text(),
                    random.nextInt(),
                    text(),
                    text(),
                    text(),
                    span(),
                    maybe(random::nextInt),
                    several(this::text),
                    text(),
                    random.nextInt())),
        instant(),
        maybe(this::instant));
  }

  Vector vector() {
    float[] values = new float[random.nextInt(5)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return new Vector(text(), text(), text(), values);
  }

  private Mention mention() {
    int start = random.nextInt(1000);
    int end = start + 1 + random.nextInt(100);
    return new Mention(
        start,
        end,
        start - random.nextInt(start + 1),
        end + random.nextInt(100),
        text(),
        text(),
        maybe(this::text),
        random.nextDouble(),
        text());
  }

  private Fact fact(int mentions) {
    return new Fact(
        text(),
        oneOf(Fact.Kind.values()),
        0,
        1000,
        random.nextInt(500),
        500 + random.nextInt(500),
        mentions == 0
            ? List.of()
            : several(() -> new Fact.Argument(text(), random.nextInt(mentions))),
        random.nextDouble(),
        text());
  }

  Extraction extraction() {
    List<Mention> mentions = several(this::mention);
    return new Extraction(text(), text(), mentions, several(() -> fact(mentions.size())));
  }

  Entity entity() {
    Entity.Status status = oneOf(Entity.Status.values());
    return new Entity(
        text(),
        random.nextLong(),
        random.nextLong(),
        status,
        status == Entity.Status.REDIRECTED ? text() : null,
        text(),
        several(
            () ->
                new Entity.Name(
                    text(), maybe(this::text), maybe(this::text), random.nextDouble())));
  }

  Pin pin() {
    return Pin.of(
        "a" + text(), "b" + text(), oneOf(Pin.Decision.values()), text(), text(), instant());
  }

  ModelCall modelCall() {
    return new ModelCall(
        text(),
        text(),
        text(),
        text(),
        text(),
        random.nextInt(),
        instant(),
        random.nextLong(),
        oneOf(ModelCall.Outcome.values()),
        random.nextLong(),
        random.nextLong(),
        maybe(random::nextLong),
        maybe(random::nextLong),
        maybe(random::nextLong),
        random.nextDouble(),
        text(),
        maybe(this::text));
  }

  Run run() {
    return new Run(
        text(),
        text(),
        oneOf(Run.Status.values()),
        instant(),
        instant(),
        maybe(random::nextLong),
        maybe(random::nextLong),
        map(this::text),
        map(random::nextLong),
        maybe(this::text));
  }
}
