package io.millrace.core.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.table.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenizerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/tokenization");
  private static final Path MODELS = Path.of(System.getProperty("millrace.models"));

  private static Tokenizer english;
  private static Tokenizer chinese;
  private static Tokenizer unigram;

  @BeforeAll
  static void open() {
    english = Tokenizer.open(MODELS.resolve("bge-small-en-v1.5"));
    chinese = Tokenizer.open(MODELS.resolve("bge-small-zh-v1.5"));
    unigram = Tokenizer.open(GOLDEN.resolve("xlm-roberta-tiny.json"));
  }

  @AfterAll
  static void close() {
    english.close();
    chinese.close();
    unigram.close();
  }

  @Test
  void givesTheIdsAndSpansOfTheReference() throws IOException {
    int compared = check(english, "bge-small-en-v1.5", false);
    assertThat(compared).isEqualTo(11);
    // the reference keeps capitals and accents, which this vocabulary has not
    compared = check(chinese, "bge-small-zh-v1.5", true);
    assertThat(compared).isEqualTo(2);
  }

  private static int check(Tokenizer tokenizer, String model, boolean uncasedOnly)
      throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(GOLDEN.resolve(model + ".json").toFile()).path("cases");
    int compared = 0;
    for (JsonNode one : cases) {
      String text = one.path("text").asText();
      boolean literals = one.path("name").asText().equals("special-token-literals");
      boolean cased = text.codePoints().anyMatch(TokenizerTest::hasCaseOrMark);
      if (!literals && !(uncasedOnly && cased)) {
        compared++;
        long[] ids = new long[one.path("ids").size()];
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
          ids[i] = one.path("ids").get(i).asLong();
          if (one.path("special").get(i).asInt() == 0) {
            JsonNode offsets = one.path("offsets_utf16").get(i);
            spans.add(new Span(offsets.get(0).asInt(), offsets.get(1).asInt()));
          }
        }
        String name = one.path("name").asText();
        assertThat(tokenizer.ids(text, 10_000)).as(name).isEqualTo(ids);
        assertThat(tokenizer.spans(text)).as(name).isEqualTo(spans);
        assertThat(tokenizer.count(text)).as(name).isEqualTo(spans.size());
      }
    }
    return compared;
  }

  private static boolean hasCaseOrMark(int codePoint) {
    return (codePoint > 0x7f && codePoint < 0x2000)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK
        || Character.toLowerCase(codePoint) != codePoint;
  }

  @Test
  void readsSpecialTokensInTextAsText() {
    assertThat(english.ids("[CLS] a [SEP] b [MASK] [PAD] [UNK]", 100))
        .startsWith(101)
        .endsWith(102)
        .satisfies(
            ids ->
                assertThat(Arrays.copyOfRange(ids, 1, ids.length - 1))
                    .doesNotContain(0, 100, 101, 102, 103));
    assertThat(unigram.ids("<s> a </s> b <mask> <pad> <unk>", 100))
        .startsWith(0)
        .endsWith(2)
        .satisfies(
            ids -> assertThat(Arrays.copyOfRange(ids, 1, ids.length - 1)).doesNotContain(0, 1, 2));
  }

  @Test
  void lowerCasesForAVocabularyWithoutCapitals() {
    assertThat(chinese.ids("What is Lucene 中文", 100))
        .isEqualTo(chinese.ids("what is lucene 中文", 100))
        .doesNotContain(100);
  }

  @Test
  void keepsTheLastSpecialTokenOfATextThatIsTooLong() {
    assertThat(english.ids("a b c d e f", 5)).containsExactly(101, 1037, 1038, 1039, 102);
    assertThat(english.ids("a b c", 5)).containsExactly(101, 1037, 1038, 1039, 102);
    assertThatThrownBy(() -> english.ids("a", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot tokenize into 2 tokens: the special tokens alone are 2");
  }

  @Test
  void cutsALongTextWhereTheWholeWouldBeCut() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      String text = randomText(random, 6_000);
      long[] all = english.ids(text, 1_000_000);
      long[] cut = english.ids(text, 64);
      assertThat(Arrays.copyOf(cut, 63)).isEqualTo(Arrays.copyOf(all, 63));
      assertThat(cut).hasSize(64).endsWith(102);
    }
  }

  @Test
  void countsWhatItTokenizes() {
    Random random = new Random(11);
    for (Tokenizer tokenizer : List.of(english, chinese)) {
      for (int round = 0; round < 300; round++) {
        String text = randomText(random, random.nextInt(200));
        assertThat(tokenizer.count(text))
            .as(text)
            .isEqualTo(tokenizer.ids(text, 1_000_000).length - tokenizer.specialTokens())
            .isEqualTo(tokenizer.spans(text).size());
      }
    }
  }

  /** Letters of many scripts, marks, ideographs, emoji, white space, controls, lone surrogates. */
  private static String randomText(Random random, int length) {
    int[] pool = {
      'a', 'e', 'A', 'Z', '7', ' ', ' ', '\n', '\t', '\r', '.', '-', '_', '[', '#', 0, 0x7f, 0xa0,
      0xe9, 0x130, 0x3a3, 0x301, 0x338, 0x5d0, 0x627, 0x64b, 0xe33, 0x1100, 0xac00, 0x2028, 0x3000,
      0x3002, 0x304c, 0x4e2d, 0x6587, 0x3400, 0xf900, 0xfb01, 0xff0c, 0xff21, 0xfffd, 0x1f600,
      0x200d, 0x20000, 0x2f800, 0xd800, 0xdc00
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(pool[random.nextInt(pool.length)]);
    }
    return text.toString();
  }

  @Test
  void readsAnyString() {
    for (Tokenizer tokenizer : List.of(english, chinese, unigram)) {
      int special = tokenizer.specialTokens();
      assertThat(special).isEqualTo(2);
      assertThat(tokenizer.ids("", 10)).hasSize(2);
      assertThat(tokenizer.count("")).isZero();
      assertThat(tokenizer.spans("")).isEmpty();
      for (String text : List.of("\ud83d", "a\udc00b", "\ud800\ud800", "\0", "a\0b")) {
        assertThat(tokenizer.ids(text, 10)).as(text).hasSizeGreaterThanOrEqualTo(2);
        assertThat(tokenizer.count(text)).isEqualTo(tokenizer.spans(text).size());
      }
    }
    assertThat(english.ids("a\0b\ud83d", 10)).isEqualTo(english.ids("ab", 10));
  }

  @Test
  void readsOnlyTheBeginningOfAVeryLongText() {
    String words = "the mill turns 磨坊 ".repeat(700_000);
    for (Tokenizer tokenizer : List.of(english, chinese, unigram)) {
      assertThat(tokenizer.ids(words, 512)).hasSize(512);
      assertThat(tokenizer.ids("中".repeat(5_000_000), 512)).hasSize(512);
      assertThat(tokenizer.ids(" ".repeat(10_000_000), 512)).hasSizeBetween(2, 3);
    }
    assertThat(english.count(words)).isEqualTo(700_000 * 5);
    assertThat(english.ids("x".repeat(10_000_000), 512)).hasSize(3);
  }

  @Test
  void givesTheSpansOfALongTextAsOfItsParts() {
    String part = "the mill \ud83d\ude00 turns 磨坊 ";
    String text = part.repeat(20_000);
    List<Span> spans = english.spans(text);
    List<Span> once = english.spans(part);
    assertThat(spans).hasSize(once.size() * 20_000);
    for (int i = 0; i < spans.size(); i++) {
      Span span = once.get(i % once.size());
      int offset = i / once.size() * part.length();
      assertThat(spans.get(i)).isEqualTo(new Span(span.start() + offset, span.end() + offset));
    }
  }

  @Test
  void givesTheSameToManyThreads() throws InterruptedException, ExecutionException {
    List<String> texts = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      texts.add(randomText(random, 300));
    }
    List<long[]> expected = english.ids(texts, 128);
    List<Integer> counts = texts.stream().map(english::count).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(
            threads.submit(
                () -> {
                  assertThat(english.ids(texts, 128))
                      .usingElementComparator(Arrays::compare)
                      .isEqualTo(expected);
                  assertThat(texts.stream().map(english::count).toList()).isEqualTo(counts);
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void countsTheLargestOfSeveral() {
    try (LargestCount count =
        LargestCount.open(
            List.of(
                MODELS.resolve("bge-small-en-v1.5"),
                MODELS.resolve("all-MiniLM-L6-v2"),
                MODELS.resolve("bge-small-zh-v1.5")))) {
      for (String text : List.of("nucleotide polymorphisms", "文档变成知识", "")) {
        int largest = Math.max(english.count(text), chinese.count(text));
        assertThat(count.count(text)).isEqualTo(largest);
        assertThat(count.spans(text)).hasSize(largest);
      }
      assertThat(count.specialTokens()).isEqualTo(2);
    }
  }

  @Test
  void hasOneFingerprintForTheSameTokens() {
    try (Tokenizer other = Tokenizer.open(MODELS.resolve("all-MiniLM-L6-v2"))) {
      assertThat(other.fingerprint()).isEqualTo(english.fingerprint());
    }
    assertThat(chinese.fingerprint()).isNotEqualTo(english.fingerprint());
  }

  @Test
  void saysWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("tokenizer.json");
    assertThatThrownBy(() -> Tokenizer.open(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read the tokenizer " + missing + ": the file is missing");
    assertThatThrownBy(() -> Tokenizer.open(folder))
        .hasMessageEndingWith("one *tokenizer.json was expected, found 0");
    Files.writeString(missing, "{\"model\":{\"type\":\"Nonsense\"}}");
    assertThatThrownBy(() -> Tokenizer.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot open the tokenizer " + folder);
    Tokenizer closed = Tokenizer.open(GOLDEN.resolve("xlm-roberta-tiny.json"));
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.count("a")).isInstanceOf(IllegalStateException.class);
  }
}
