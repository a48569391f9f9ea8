package io.millrace.benchmark.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a corpus: document after document, each made of its number and the seed alone, so that a
 * smaller corpus of the same seed is the beginning of a larger one. One in twenty is an exact copy
 * of an earlier one at another place, one in twenty an earlier one after an edit. Time is linear in
 * the bytes written; memory holds the passages and {@value #BATCH} documents.
 */
public final class Corpus {
  /** The median of a document's text where nothing else is asked for. */
  public static final int MEDIAN_BYTES = 6 << 10;

  private static final int BATCH = 256;
  private static final int FILES_A_FOLDER = 60;
  private static final int COPIES = 5;
  private static final int COPIES_AND_EDITS = 10;
  private static final int LONGEST_NAME = 40;

  /** What a generator is for. */
  private static final int RECIPE = 0;

  private static final int FORMAT = 1;
  private static final int TEXT = 2;
  private static final int EDIT = 3;
  private static final int ROUND = 100;

  private final Config config;
  private final DraftMaker drafts;

  /**
   * What to make.
   *
   * @param from folders with the texts to make it of
   * @param seed the same seed gives the same bytes
   * @param medianBytes of a document's text
   */
  public record Config(List<Path> from, long seed, int medianBytes) {
    public Config {
      from = List.copyOf(from);
      if (medianBytes < 100) {
        throw new IllegalArgumentException(
            "Cannot make a corpus of documents of " + medianBytes + " bytes: 100 is the least");
      }
    }
  }

  /**
   * What was made.
   *
   * @param documents how many files
   * @param bytes their sizes together
   * @param copies exact copies of others among them
   * @param edits near copies among them
   * @param byFormat how many of each format
   */
  public record Made(
      int documents, long bytes, int copies, int edits, Map<String, Integer> byFormat) {}

  /** What a document is made of: whose text, always an original's, and what was done with it. */
  private record Recipe(int text, Kind kind) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rendered(String path, Format format, Kind kind, byte[] content) {}

  private enum Kind {
    ORIGINAL,
    COPY,
    EDIT
  }

  private Corpus(Config config, DraftMaker drafts) {
    this.config = config;
    this.drafts = drafts;
  }

  /** Reads the passages. */
  public static Corpus open(Config config) throws IOException {
    return new Corpus(config, new DraftMaker(Passages.read(config.from()), config.medianBytes()));
  }

  /**
   * Writes documents until there are {@code documents} of them or they have {@code bytes}.
   *
   * @throws IllegalArgumentException if the folder is not empty
   */
  public Made write(Path folder, int documents, long bytes) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "Cannot write a corpus to " + folder + ": it is not empty");
      }
    }
    Map<String, Integer> byFormat = new TreeMap<>();
    Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    long written = 0;
    int next = 0;
    while (next < documents && written < bytes) {
      int end = Math.min(documents, next + BATCH);
      List<Rendered> batch = IntStream.range(next, end).parallel().mapToObj(this::render).toList();
      for (Rendered each : batch) {
        if (written >= bytes) {
          break;
        }
        if (next % FILES_A_FOLDER == 0) {
          Files.createDirectories(folder.resolve(folder(next)));
        }
        Files.write(folder.resolve(each.path()), each.content());
        byFormat.merge(each.format().extension(), 1, Integer::sum);
        kinds.merge(each.kind(), 1, Integer::sum);
        written += each.content().length;
        next++;
      }
    }
    return new Made(
        next,
        written,
        kinds.getOrDefault(Kind.COPY, 0),
        kinds.getOrDefault(Kind.EDIT, 0),
        byFormat);
  }

  /** Gives a document new content, as if somebody had worked on it; {@code round} from 1. */
  public void rewrite(Path folder, int document, int round) throws IOException {
    int text = recipe(document).text();
    Format format = format(text);
    Draft draft = drafts.draft(format, random(text, TEXT));
    Draft edited = drafts.edited(draft, random(document, ROUND + round));
    Files.write(folder.resolve(path(document, draft, format)), format.write(edited));
  }

  private Rendered render(int document) {
    Recipe recipe = recipe(document);
    Format format = format(recipe.text());
    Draft draft = drafts.draft(format, random(recipe.text(), TEXT));
    String path = path(document, draft, format);
    if (recipe.kind() == Kind.EDIT) {
      draft = drafts.edited(draft, random(document, EDIT));
    }
    return new Rendered(path, format, recipe.kind(), format.write(draft));
  }

  private Recipe recipe(int document) {
    Random random = random(document, RECIPE);
    int kind = random.nextInt(100);
    if (document == 0 || kind >= COPIES_AND_EDITS) {
      return new Recipe(document, Kind.ORIGINAL);
    }
    int text = random.nextInt(document);
    return new Recipe(recipe(text).text(), kind < COPIES ? Kind.COPY : Kind.EDIT);
  }

  private Format format(int text) {
    return Format.one(random(text, FORMAT));
  }

  private static String folder(int document) {
    int number = document / FILES_A_FOLDER;
    return People.department(number) + "/" + (2015 + number / 16 % 11) + "/" + number / 176;
  }

  private static String path(int document, Draft draft, Format format) {
    String name = draft.title().replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    name = name.substring(0, Math.min(LONGEST_NAME, name.length())).toLowerCase(Locale.ROOT);
    return folder(document) + "/" + name + "-" + document + "." + format.extension();
  }

  /** A generator of its own for each document and purpose; mixed as in SplitMix64. */
  private Random random(int document, long purpose) {
    long mixed = config.seed() * 0x9E3779B97F4A7C15L + document * 0xBF58476D1CE4E5B9L + purpose;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return new Random(mixed ^ (mixed >>> 31));
  }
}
