package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarksTest {
  @Test
  void wordsInsideAndAcrossAPassageAreSegments() {
    //             0123456789
    String text = "先备份，再恢复数据库";
    Marks marks =
        new Marks(text, List.of(new Span(4, 8)), List.of(new Span(1, 3), new Span(7, 10)));

    assertThat(marks.cut(new Span(0, 10)))
        .containsExactly(
            new Segment("先", false, false, false),
            new Segment("备份", false, false, true),
            new Segment("，", false, false, false),
            new Segment("再恢复", true, true, false),
            new Segment("数", true, false, true),
            new Segment("据库", false, false, true));
  }

  @Test
  void aPassageOverSeveralPartsBeginsOnce() {
    Marks marks = new Marks("ab\ncd\nef", List.of(new Span(1, 7)), List.of());

    assertThat(marks.cut(new Span(0, 2)))
        .containsExactly(
            new Segment("a", false, false, false), new Segment("b", true, true, false));
    assertThat(marks.cut(new Span(3, 5))).containsExactly(new Segment("cd", true, false, false));
    assertThat(marks.cut(new Span(6, 8)))
        .containsExactly(
            new Segment("e", true, false, false), new Segment("f", false, false, false));
  }

  @Test
  void touchingAndOverlappingWordsAreOne() {
    Marks marks =
        new Marks("abcdef", List.of(), List.of(new Span(3, 4), new Span(0, 2), new Span(1, 3)));

    assertThat(marks.cut(new Span(0, 6)))
        .containsExactly(
            new Segment("abcd", false, false, true), new Segment("ef", false, false, false));
  }

  @Test
  void aMarkThatCutsASurrogatePairIsWidened() {
    String text = "a𠮷b😀";
    Marks marks = new Marks(text, List.of(new Span(5, 6)), List.of(new Span(0, 2)));

    assertThat(marks.cut(new Span(0, text.length())))
        .containsExactly(
            new Segment("a𠮷", false, false, true),
            new Segment("b", false, false, false),
            new Segment("😀", true, true, false));
  }

  @Test
  void marksOutsideTheTextAndEmptyOnesMarkNothing() {
    Marks marks =
        new Marks("abc", List.of(new Span(9, 12)), List.of(new Span(1, 1), new Span(3, 40)));

    assertThat(marks.cut(new Span(0, 3))).containsExactly(new Segment("abc", false, false, false));
    assertThat(marks.cut(new Span(3, 3))).isEmpty();
  }

  @Test
  void anyMarksCutAnyPartIntoItselfAndFlagEveryMarkedCharacter() {
    Random random = new Random(20260304);
    String[] letters = {"a", "恢", "𠮷", "😀", " ", "\n", "\u202e", "é"};
    for (int round = 0; round < 3000; round++) {
      StringBuilder built = new StringBuilder();
      int length = random.nextInt(30);
      for (int i = 0; i < length; i++) {
        built.append(letters[random.nextInt(letters.length)]);
      }
      String text = built.toString();
      List<Span> passages = spans(random, text.length() + 3, 2);
      List<Span> words = spans(random, text.length() + 3, 8);
      int start = Marks.pairStart(text, random.nextInt(text.length() + 1));
      int end = Marks.pairEnd(text, start + random.nextInt(text.length() - start + 1));

      List<Segment> segments = new Marks(text, passages, words).cut(new Span(start, end));

      assertThat(segments.stream().map(Segment::text).collect(Collectors.joining()))
          .isEqualTo(text.substring(start, end));
      int at = start;
      Segment last = null;
      for (Segment segment : segments) {
        assertThat(segment.text()).isNotEmpty();
        assertThat(Character.isLowSurrogate(segment.text().charAt(0))).isFalse();
        for (int i = 0; i < segment.text().length(); i++, at++) {
          assertThat(segment.passage()).isEqualTo(marked(text, passages, at));
          assertThat(segment.word()).isEqualTo(marked(text, words, at));
        }
        if (last != null && !segment.begins()) {
          assertThat(last.passage() == segment.passage() && last.word() == segment.word())
              .isFalse();
        }
        last = segment;
      }
    }
  }

  /** Whether a mark holds the character at an offset, both halves of a pair counting as one. */
  private static boolean marked(String text, List<Span> marks, int offset) {
    int first = Marks.pairStart(text, offset);
    int end = first + Character.charCount(text.codePointAt(first));
    return marks.stream()
        .anyMatch(mark -> mark.length() > 0 && mark.start() < end && mark.end() > first);
  }

  private static List<Span> spans(Random random, int length, int most) {
    List<Span> spans = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      int start = random.nextInt(length);
      spans.add(new Span(start, start + random.nextInt(length - start)));
    }
    return spans;
  }
}
