package io.millrace.core.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {
  @TempDir Path folder;

  @Test
  void nothingIsLiveBeforeTheFirstRelease() throws IOException {
    Releases releases = new Releases(folder.resolve("none"));

    assertThat(releases.live()).isEmpty();
    assertThat(releases.all()).isEmpty();
  }

  @Test
  void rollbackLeadsToWhatWasLiveBefore() throws IOException {
    Releases releases = new Releases(folder);
    Release first = releases.publish("g1", 1, null);
    Release second = releases.publish("g2", 2, "evaluation-7");
    assertThat(releases.live()).contains(second);
    assertThat(second.previous()).isEqualTo(first.release());

    assertThat(releases.rollback(null)).isEqualTo(first);
    assertThat(releases.live()).contains(first);

    Release third = releases.publish("g3", 3, null);
    assertThat(third.previous()).isEqualTo(first.release());
    assertThat(releases.all()).containsExactly(first, second, third);
    assertThat(releases.rollback(second.release())).isEqualTo(second);
  }

  @Test
  void publishingTheLiveGenerationAgainChangesNothing() throws IOException {
    Releases releases = new Releases(folder);
    Release first = releases.publish("g1", 1, null);

    assertThat(releases.publish("g1", 1, null)).isEqualTo(first);
    assertThat(releases.all()).hasSize(1);
  }

  @Test
  void pruningKeepsTheNewestTheLiveOneAndWhereRollbackLeads() throws IOException {
    Releases releases = new Releases(folder);
    for (int i = 1; i <= 4; i++) {
      releases.publish("g" + i, i, null);
    }
    releases.rollback("r000002");
    for (int i = 5; i <= 7; i++) {
      releases.publish("g" + i, i, null); // r000005 leads back to r000002
    }
    releases.rollback("r000005");
    List<Release> rest = new ArrayList<>();

    assertThat(releases.beyond(2))
        .extracting(Release::release)
        .containsExactly("r000001", "r000003", "r000004");
    assertThat(releases.prune(2, rest::addAll)).hasSize(3);

    assertThat(rest).isEqualTo(releases.all());
    assertThat(releases.all())
        .extracting(Release::release)
        .containsExactly("r000002", "r000005", "r000006", "r000007");
    assertThat(releases.rollback(null).release()).isEqualTo("r000002");
    assertThat(releases.publish("g8", 8, null).release()).isEqualTo("r000008");
    assertThatThrownBy(() -> releases.rollback("r000001")).hasMessageContaining("r000002");
    assertThatThrownBy(() -> releases.beyond(0)).hasMessageContaining("the live one");
  }

  @Test
  void impossibleRollbacksSayWhy() throws IOException {
    Releases releases = new Releases(folder);
    assertThatThrownBy(() -> releases.rollback(null)).hasMessageContaining("nothing was published");
    releases.publish("g1", 1, null);
    assertThatThrownBy(() -> releases.rollback(null)).hasMessageContaining("the first release");
    assertThatThrownBy(() -> releases.rollback("r000009"))
        .hasMessageContaining("r000009")
        .hasMessageContaining("r000001");
    assertThatThrownBy(() -> releases.rollback("../x")).hasMessageContaining("'../x'");
  }

  @Test
  void aManifestWithoutItsPointerIsNotLive() throws IOException {
    Releases releases = new Releases(folder);
    Release first = releases.publish("g1", 1, null);
    String manifest = Files.readString(folder.resolve("r000001.json"));
    // a publisher killed between its two renames
    Files.writeString(folder.resolve("r000002.json"), manifest.replace("r000001", "r000002"));

    assertThat(releases.live()).contains(first);
    assertThat(releases.publish("g2", 2, null).release()).isEqualTo("r000003");
  }

  @Test
  void aPublisherKilledBeforeThePointerIsFinishedByTheNext() throws IOException {
    Releases releases = new Releases(folder);
    releases.publish("g1", 1, null);
    Release second = releases.publish("g2", 2, null);
    Files.writeString(folder.resolve("live"), "r000001\n");

    assertThat(releases.publish("g2", 2, null)).isEqualTo(second);
    assertThat(releases.live()).contains(second);
    assertThat(releases.all()).hasSize(2);
  }

  @Test
  void concurrentPublishersLeaveOneRowEach() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Release>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String generation = "g" + i;
        calls.add(() -> new Releases(folder).publish(generation, 1, null));
      }
      for (Future<Release> published : pool.invokeAll(calls)) {
        published.get();
      }
    } finally {
      pool.shutdown();
    }
    List<Release> all = new Releases(folder).all();

    assertThat(all).extracting(Release::release).doesNotHaveDuplicates().hasSize(40);
    assertThat(new Releases(folder).live()).contains(all.get(39));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
    }
  }
}
