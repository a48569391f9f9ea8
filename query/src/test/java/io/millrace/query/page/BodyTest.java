package io.millrace.query.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.core.table.Block;
import io.millrace.core.table.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyTest {
  @Test
  void aPageBeginsASection() {
    Sample.Writing writing = new Sample.Writing();
    writing.add(Block.Kind.PARAGRAPH, 0, 1, "one");
    writing.add(Block.Kind.PARAGRAPH, 0, 1, "two");
    writing.add(Block.Kind.PARAGRAPH, 0, 3, "three");

    Body body = Body.of(document(writing, null));

    assertThat(body.sections()).extracting(Body.Section::page).containsExactly(1, 3);
    assertThat(body.sections().get(0).parts()).hasSize(2);
  }

  @Test
  void aPageOfManyPartsIsSeveralSectionsOfWhichOneNamesIt() {
    Sample.Writing writing = new Sample.Writing();
    for (int i = 0; i < 250; i++) {
      writing.add(Block.Kind.PARAGRAPH, 0, 1, "p" + i);
    }

    Body body = Body.of(document(writing, null));

    assertThat(body.sections()).extracting(Body.Section::page).containsExactly(1, null, null);
    assertThat(body.sections().get(2).parts().get(49).number()).isEqualTo(249);
  }

  @Test
  void aPassageThatBeginsBetweenBlocksBeginsInTheNextOne() {
    Sample.Writing writing = new Sample.Writing();
    writing.add(Block.Kind.PARAGRAPH, 0, 1, "one");
    writing.add(Block.Kind.PARAGRAPH, 0, 1, "two");

    Body body = Body.of(document(writing, new Span(3, 6)));

    assertThat(body.sections().get(0).parts().get(1).segments())
        .containsExactly(
            new Segment("tw", true, true, false), new Segment("o", false, false, false));
  }

  @Test
  void anOutlineLeavesOutTheDeepestLevelsUntilItFits() {
    Sample.Writing writing = new Sample.Writing();
    for (int i = 0; i < 20; i++) {
      writing.add(Block.Kind.HEADING, 1, 1, "chapter");
      for (int j = 0; j < 40; j++) {
        writing.add(Block.Kind.HEADING, 2, 1, "section");
      }
    }

    assertThat(Body.of(document(writing, null)).outline()).hasSize(20);
  }

  @Test
  void itemsThatFollowEachOtherAreOneList() {
    Sample.Writing writing = new Sample.Writing();
    writing.add(Block.Kind.LIST, 1, 1, "- a");
    writing.add(Block.Kind.LIST, 2, 1, "- b");
    writing.add(Block.Kind.PARAGRAPH, 0, 1, "p");
    writing.add(Block.Kind.PARAGRAPH, 0, 1, "q");
    writing.add(Block.Kind.LIST, 1, 1, "- c");

    Body body = Body.of(document(writing, null));

    assertThat(body.sections().get(0).runs().stream().map(List::size)).containsExactly(2, 1, 1, 1);
  }

  @Test
  void aCellOfFourteenColumnsIsBrief() {
    Sample.Writing writing = new Sample.Writing();
    writing.table(1, List.of("2025-04-07", "七个汉字十四列", "八个汉字十六列了", "fifteen letters"));

    Body body = Body.of(document(writing, null));

    assertThat(body.sections().get(0).parts().get(0).rows().get(0).cells())
        .extracting(Body.Cell::brief)
        .containsExactly(true, true, false, false);
  }

  @Test
  void aTextWithoutBlocksIsShownAsOneParagraph() {
    Sample.Writing writing = new Sample.Writing();
    writing.text.append("one\ntwo");

    Body body = Body.of(document(writing, null));

    assertThat(body.sections().get(0).parts())
        .extracting(Body.Part::kind, part -> part.segments().get(0).text())
        .containsExactly(tuple(Block.Kind.PARAGRAPH, "one\ntwo"));
  }

  private static DocumentView document(Sample.Writing writing, @Nullable Span passage) {
    return new DocumentView(
        "d",
        null,
        "file:///d",
        "s",
        "en",
        null,
        1,
        null,
        Map.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        List.of(),
        writing.text.toString(),
        writing.blocks,
        new DocumentView.Found(Asked.of("q", SearchMode.HYBRID), passage, List.of(), List.of()));
  }
}
