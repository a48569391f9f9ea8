package io.millrace.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.release.DenyList.Forgotten;
import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenyListTest {
  private static final String CONTRACT = "file:///docs/%E5%90%88%E5%90%8C.pdf";

  @TempDir Path folder;

  private static Narrowed narrowed(String document, long revision, String... groups) {
    return new Narrowed(document, List.of(groups), revision);
  }

  private static void permitted() {}

  @Test
  void aMissingFileIsAnEmptyList() throws IOException {
    DenySnapshot snapshot = new DenyList(folder.resolve("none")).snapshot();

    assertThat(snapshot.forgotten()).isEmpty();
    assertThat(snapshot.unseen(Set.of("public"), 0)).isEmpty();
  }

  @Test
  void whatIsForgottenNobodySeesInAnyRevisionUntilItIsAllowed() throws IOException {
    DenyList list = new DenyList(folder);
    List<Forgotten> entries = list.forget(List.of(CONTRACT, "file:///b", CONTRACT), "合同 withdrawn");
    assertThat(entries).extracting(Forgotten::uri).containsExactly(CONTRACT, "file:///b");

    DenySnapshot snapshot = new DenyList(folder).snapshot();
    assertThat(snapshot.forgotten()).containsExactlyElementsOf(entries);
    assertThat(snapshot.isForgotten(Ids.document(CONTRACT))).isTrue();
    assertThat(snapshot.unseen(Set.of("public", "board"), 1_000))
        .containsExactlyInAnyOrder(Ids.document(CONTRACT), Ids.document("file:///b"));

    assertThatThrownBy(() -> list.allow(List.of("file:///b", "file:///c")))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("file:///c");
    assertThat(list.snapshot().forgotten()).as("all or none").hasSize(2);
    assertThat(list.allow(List.of("file:///b")))
        .extracting(Forgotten::uri)
        .containsOnly("file:///b");
    assertThat(list.snapshot().forgotten()).containsExactly(entries.get(0));
  }

  @Test
  void whatIsNarrowedOlderGenerationsShowToTheGroupsThatAreLeft() throws IOException {
    DenyList list = new DenyList(folder);
    list.narrow(
        List.of(narrowed("a", 5, "board"), narrowed("b", 5, "audit", "board"), narrowed("c", 7)),
        DenyListTest::permitted);
    DenySnapshot snapshot = list.snapshot();

    assertThat(snapshot.unseen(Set.of("public"), 4)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(snapshot.unseen(Set.of("public", "audit"), 4)).containsExactlyInAnyOrder("a", "c");
    assertThat(snapshot.unseen(Set.of("board"), 4)).as("c is left to nobody").containsOnly("c");
    assertThat(snapshot.unseen(Set.of("public"), 5)).as("it says so itself").containsOnly("c");
    assertThat(snapshot.unseen(Set.of("public"), 7)).isEmpty();
    assertThat(snapshot.unseen(Set.of(), 4)).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void theNewestEntryOfADocumentStands() throws IOException {
    DenyList list = new DenyList(folder);
    list.narrow(List.of(narrowed("a", 5, "board")), DenyListTest::permitted);
    list.narrow(List.of(narrowed("a", 6, "board", "public")), DenyListTest::permitted);
    assertThat(list.snapshot().unseen(Set.of("public"), 4)).as("widened again").isEmpty();

    list.narrow(
        List.of(narrowed("a", 5, "nobody"), narrowed("b", 5, "board")), DenyListTest::permitted);
    assertThat(list.snapshot().narrowed("a")).contains(narrowed("a", 6, "board", "public"));
    assertThat(list.snapshot().narrowed("b")).isPresent();
  }

  @Test
  void aWriterThatIsNotPermittedAnyMoreChangesNothing() throws IOException {
    DenyList list = new DenyList(folder);
    list.narrow(List.of(narrowed("a", 5, "board")), DenyListTest::permitted);
    assertThatThrownBy(
            () ->
                list.narrow(
                    List.of(narrowed("a", 6, "public")),
                    () -> {
                      throw new IllegalStateException("followed");
                    }))
        .hasMessage("followed");
    assertThat(list.snapshot().narrowed("a")).contains(narrowed("a", 5, "board"));
  }

  @Test
  void pruningDropsWhatNoGenerationNeedsAndForgetsNothing() throws IOException {
    DenyList list = new DenyList(folder);
    list.forget(List.of(CONTRACT), "");
    list.narrow(
        List.of(narrowed("a", 5, "board"), narrowed("b", 6, "board")), DenyListTest::permitted);

    assertThat(list.prune(4)).isZero();
    assertThat(list.prune(5)).isEqualTo(1);
    assertThat(list.snapshot().narrowed()).containsExactly(narrowed("b", 6, "board"));
    assertThat(list.snapshot().forgotten()).hasSize(1);
  }

  @Test
  void theSameQuestionHasTheSameAnswerUntilTheListChanges() throws IOException {
    DenyList list = new DenyList(folder);
    list.narrow(List.of(narrowed("a", 5, "board")), DenyListTest::permitted);
    DenySnapshot snapshot = list.snapshot();
    Set<String> unseen = snapshot.unseen(Set.of("public"), 4);

    assertThat(list.snapshot()).isSameAs(snapshot);
    assertThat(snapshot.unseen(Set.of("public"), 4)).isSameAs(unseen);
    assertThat(Set.copyOf(unseen)).as("also after a copy").isSameAs(unseen);
    for (int i = 0; i < 1_000; i++) {
      snapshot.unseen(Set.of("group " + i), 4);
    }
    assertThat(snapshot.unseen(Set.of("public"), 4)).isEqualTo(unseen).isNotSameAs(unseen);

    new DenyList(folder).forget(List.of(CONTRACT), "");
    assertThat(list.snapshot().unseen(Set.of("public"), 4)).hasSize(2);
  }

  @Test
  void aChangeIsSeenWhateverTheClockSays() throws IOException {
    DenyList list = new DenyList(folder);
    list.forget(List.of("file:///a"), "");
    Path file = folder.resolve("deny.json");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(7_200)));
    FileTime ahead = Files.getLastModifiedTime(file);
    assertThat(list.snapshot().forgotten()).hasSize(1);

    list.forget(List.of("file:///a"), "");
    assertThat(Files.getLastModifiedTime(file)).isGreaterThan(ahead);
  }

  @Test
  void aDamagedFileIsAnErrorAndNeverAnEmptyList() throws IOException {
    DenyList list = new DenyList(folder);
    list.forget(List.of(CONTRACT), "why");
    list.narrow(List.of(narrowed("a", 5, "board")), DenyListTest::permitted);
    Path file = folder.resolve("deny.json");
    String whole = Files.readString(file);
    for (String damaged :
        List.of(
            "",
            "null",
            "{}",
            "[]",
            whole.substring(0, whole.length() / 2),
            whole + "}",
            "{\"forgotten\":[null],\"narrowed\":[]}",
            "{\"forgotten\":[],\"narrowed\":[null]}",
            "{\"forgotten\":[],\"narrowed\":[{\"revision\":1,\"groups\":[null],\"documents\":[\"a\"]}]}",
            whole.replace("\"narrowed\"", "\"narowed\""),
            whole.replace("\"revision\"", "\"version\""),
            whole.replace("\"document\"", "\"doc\""))) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> new DenyList(folder).snapshot())
          .as(damaged)
          .isInstanceOf(ReleaseException.class)
          .hasMessageContaining("deny.json");
      assertThatThrownBy(() -> list.forget(List.of("file:///b"), "")).as(damaged).isNotNull();
      assertThat(file).content().as("nothing is written over it").isEqualTo(damaged);
    }
    Files.writeString(file, whole);
    assertThat(list.snapshot().forgotten()).hasSize(1);
  }

  @Test
  void readersSeeWholeListsWhileManyWrite() throws Exception {
    int writers = 4;
    int each = 20;
    AtomicInteger running = new AtomicInteger(writers);
    DenyList shared = new DenyList(folder);
    ExecutorService pool = Executors.newFixedThreadPool(2 * writers);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int number = writer;
        calls.add(
            () -> {
              for (int i = 0; i < each; i++) {
                String name = number + "-" + i;
                new DenyList(folder).forget(List.of("file:///" + name), "");
                new DenyList(folder)
                    .narrow(List.of(narrowed(name, 5, "board")), DenyListTest::permitted);
                new Releases(folder).publish("g" + name, 1, null);
              }
              return running.decrementAndGet();
            });
        calls.add(
            () -> {
              int seen = 0;
              while (running.get() > 0) {
                int now = shared.snapshot().unseen(Set.of("public"), 1).size();
                assertThat(now).as("the list only grows").isGreaterThanOrEqualTo(seen);
                seen = now;
              }
              return seen;
            });
      }
      for (Future<Integer> done : pool.invokeAll(calls)) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(shared.snapshot().unseen(Set.of("public"), 1)).hasSize(2 * writers * each);
    assertThat(new Releases(folder).all()).hasSize(writers * each);
  }
}
