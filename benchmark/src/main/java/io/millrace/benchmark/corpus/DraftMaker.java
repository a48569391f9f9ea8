package io.millrace.benchmark.corpus;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Makes documents out of passages. Lengths are log-normal, as lengths of files are (A. Downey, The
 * structural cause of file size distributions, MASCOTS 2001): {@code median · exp(σ·z)}, σ =
 * {@value #SIGMA}, so the mean is 1.65 times the median; none is longer than {@value #MOST_TIMES}
 * medians. Read-only, for any number of threads.
 */
final class DraftMaker {
  private static final double SIGMA = 1.0;
  private static final int MOST_TIMES = 100;
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2016, 1, 4, 8, 0);
  private static final int DAYS = 3_650;

  private final Passages passages;
  private final int medianBytes;

  /**
   * A maker.
   *
   * @param medianBytes of a document's text in UTF-8
   */
  DraftMaker(Passages passages, int medianBytes) {
    this.passages = passages;
    this.medianBytes = medianBytes;
  }

  /** A document of this randomness. */
  Draft draft(Format format, Random random) {
    List<Language> languages = passages.languages();
    Language main = languages.get(random.nextInt(languages.size()));
    boolean mixed = languages.size() > 1 && random.nextInt(100) < 10;
    double times = Math.min(MOST_TIMES, StrictMath.exp(SIGMA * random.nextGaussian()));
    long characters = (long) (times * medianBytes / (main == Language.CHINESE ? 3 : 1));
    String title = passages.phrase(main, random);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading(1, title));
    long written = title.length();
    int sinceHeading = 0;
    while (written < characters || parts.size() < 2) {
      Language language = mixed && random.nextInt(3) == 0 ? other(main) : main;
      Part part;
      if (sinceHeading > 2 && random.nextInt(4) == 0) {
        part = new Part.Heading(2 + random.nextInt(2), passages.phrase(language, random));
        sinceHeading = 0;
      } else {
        part = part(format, language, random);
        sinceHeading++;
      }
      parts.add(part);
      written += part.characters();
    }
    LocalDateTime created =
        FIRST_DAY.plusDays(random.nextInt(DAYS)).plusSeconds(random.nextInt(36_000));
    return new Draft(
        main,
        title,
        People.name(main, random),
        created,
        created.plusHours(random.nextInt(2_000)),
        parts);
  }

  /** The same document after somebody worked on it: a later date, another title, some new text. */
  Draft edited(Draft draft, Random random) {
    int version = 2 + random.nextInt(8);
    String title =
        draft.title()
            + (draft.language() == Language.CHINESE ? "（第" + version + "版）" : " v" + version);
    List<Part> parts = new ArrayList<>(draft.parts());
    parts.set(0, new Part.Heading(1, title));
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = 1 + random.nextInt(parts.size() - 1);
      if (parts.get(at) instanceof Part.Paragraph) {
        parts.set(at, paragraph(draft.language(), random));
      } else {
        parts.add(at, paragraph(draft.language(), random));
      }
    }
    return new Draft(
        draft.language(),
        title,
        draft.author(),
        draft.created(),
        draft.modified().plusDays(1 + random.nextInt(300)),
        parts);
  }

  private static Language other(Language language) {
    return language == Language.CHINESE ? Language.ENGLISH : Language.CHINESE;
  }

  private Part part(Format format, Language language, Random random) {
    int kind = random.nextInt(100);
    if (kind < 7 || format == Format.EXCEL) {
      return grid(language, random);
    }
    return kind < 18
        ? new Part.Bullets(
            Stream.generate(() -> varied(passages.sentence(language, random), random))
                .limit(2 + random.nextInt(6))
                .toList())
        : paragraph(language, random);
  }

  /**
   * Half of them as they were found, but for their numbers; half made of sentences from all over.
   */
  private Part.Paragraph paragraph(Language language, Random random) {
    if (random.nextBoolean()) {
      return new Part.Paragraph(varied(passages.paragraph(language, random), random));
    }
    StringBuilder text = new StringBuilder();
    for (int count = 2 + random.nextInt(5); count > 0; count--) {
      text.append(passages.sentence(language, random));
      text.append(language == Language.CHINESE ? "" : " ");
    }
    return new Part.Paragraph(varied(text.toString().strip(), random));
  }

  private Part.Grid grid(Language language, Random random) {
    int columns = 3 + random.nextInt(4);
    int count = 3 + random.nextInt(18);
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.generate(() -> passages.phrase(language, random)).limit(columns).toList());
    for (int i = 0; i < count; i++) {
      List<String> row = new ArrayList<>();
      row.add(passages.phrase(language, random));
      while (row.size() < columns) {
        row.add(Integer.toString(random.nextInt(100_000)));
      }
      rows.add(row);
    }
    return new Part.Grid(rows);
  }

  /** Half of its digits changed: what comes from one passage is not always the same text. */
  private static String varied(String text, Random random) {
    StringBuilder varied = new StringBuilder(text);
    for (int i = 0; i < varied.length(); i++) {
      char each = varied.charAt(i);
      if (each >= '0' && each <= '9' && random.nextBoolean()) {
        varied.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return varied.toString();
  }
}
