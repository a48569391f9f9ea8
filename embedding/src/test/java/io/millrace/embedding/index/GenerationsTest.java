package io.millrace.embedding.index;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.VECTORS;
import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationsTest {
  private static final IndexSettings SETTINGS = IndexSettings.of(BOTH);

  @TempDir Path root;

  @Test
  void aCommittedGenerationIsListedWithWhatItHolds() throws IOException {
    Generations generations = new Generations(root);
    Manifest manifest =
        Rows.write(generations, 3, SETTINGS, document("a", "one", "two"), document("b", "数据库"));

    assertThat(generations.list()).containsExactly(manifest);
    assertThat(manifest.revision()).isEqualTo(3);
    assertThat(manifest.parent()).isNull();
    assertThat(manifest.documents()).isEqualTo(2);
    assertThat(manifest.chunks()).isEqualTo(3);
    assertThat(manifest.encoders()).isEqualTo(BOTH);
    try (Generation generation = Generation.open(generations.path(manifest.generation()))) {
      assertThat(generation.reader().leaves()).as("segments of a first build").hasSize(1);
    }
  }

  @Test
  void derivingCountsOnlyWhatDiffersAndLeavesTheParentAsItWas() throws IOException {
    Generations generations = new Generations(root);
    Manifest parent =
        Rows.write(
            generations,
            1,
            SETTINGS,
            document("a", "one", "two"),
            document("b", "three"),
            document("c", "four"));
    Map<String, byte[]> before = files(generations.path(parent.generation()));

    Manifest child;
    try (GenerationWriter writer = generations.derive(2, SETTINGS)) {
      assertThat(writer.parent()).contains(parent);
      writer.apply(document("a", "one", "changed"), VECTORS);
      writer.apply(tombstone("b"), VECTORS);
      writer.apply(document("d", "five", "six"), VECTORS);
      assertThat(writer.counts()).isEqualTo(new Counts(3, 3, 2));
      child = writer.commit();
    }

    assertThat(child.parent()).isEqualTo(parent.generation());
    assertThat(child.documents()).isEqualTo(3);
    assertThat(child.chunks()).isEqualTo(5);
    Map<String, byte[]> after = files(generations.path(parent.generation()));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void neitherTheNewestNorANamedNorAYoungGenerationGoes() throws IOException {
    Generations generations = new Generations(root);
    Manifest first = Rows.write(generations, 1, SETTINGS, hundred());
    Manifest second = Rows.write(generations, 2, SETTINGS, document("a0", "changed"));
    Manifest third = Rows.write(generations, 3, SETTINGS, document("a1", "changed"));
    Instant later = Instant.now().plusSeconds(60);

    assertThat(generations.unneeded(Set.of(), later)).containsExactly(first, second);
    assertThat(generations.unneeded(Set.of(first.generation()), later)).containsExactly(second);
    assertThat(generations.unneeded(Set.of(), Instant.EPOCH)).isEmpty();

    Path of = generations.path(first.generation());
    DiskSpace alone = DiskSpace.of(List.of(of));
    DiskSpace both = DiskSpace.of(List.of(of, generations.path(second.generation())));
    long size;
    try (Stream<Path> files = Files.walk(of)) {
      size = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
    assertThat(alone.bytes()).as("children hold most of its files").isLessThan(size / 2);
    assertThat(both.files()).isGreaterThan(alone.files());
    try (Generation open = Generation.open(of)) {
      generations.remove(List.of(first));
      assertThat(of).doesNotExist();
      assertThat(open.reader().numDocs()).isPositive();
      assertThat(open.reader().storedFields().document(0)).isNotNull();
    }
    assertThat(generations.list()).containsExactly(second, third);
    try (Generation generation = Generation.open(generations.path(third.generation()))) {
      assertThat(generation.manifest().documents()).isEqualTo(100);
    }
    try (GenerationWriter writer = generations.derive(4, SETTINGS)) {
      assertThat(writer.parent()).contains(third);
      assertThatThrownBy(() -> generations.remove(List.of(second)))
          .hasMessageContaining("another process is writing");
    }
  }

  @Test
  void aChildSharesTheFilesOfItsParent() throws IOException {
    Generations generations = new Generations(root);
    Manifest parent = Rows.write(generations, 1, SETTINGS, hundred());
    Manifest child = Rows.write(generations, 2, SETTINGS, document("a0", "changed"));

    Path of = Manifest.shard(generations.path(parent.generation()), 0);
    Path to = Manifest.shard(generations.path(child.generation()), 0);
    try (Stream<Path> files = Files.list(of)) {
      assertThat(files.filter(file -> file.toString().endsWith(".vec")))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(Files.isSameFile(file, to.resolve(file.getFileName()))).isTrue());
    }
  }

  @Test
  void aMissingVectorStopsTheBuildAndNothingIsLeft() throws IOException {
    Generations generations = new Generations(root);
    try (GenerationWriter writer = generations.derive(1, SETTINGS)) {
      writer.apply(document("a", "one"), VECTORS);
      assertThatThrownBy(() -> writer.apply(document("b", "two"), VectorLookup.NONE))
          .isInstanceOf(MissingVectorException.class)
          .hasMessageContaining("file:///b")
          .hasMessageContaining("small-en");
      assertThatThrownBy(writer::commit).hasMessageContaining("FAILED");
    }
    assertThat(generations.list()).isEmpty();
    try (Stream<Path> entries = Files.list(root)) {
      assertThat(entries.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void vectorsOfAnotherDimensionOrLengthAreRefused() throws IOException {
    try (GenerationWriter writer = new Generations(root).derive(1, SETTINGS)) {
      assertThatThrownBy(() -> writer.apply(document("a", "x"), (text, encoder) -> new float[3]))
          .hasMessageContaining("dimension 3, but the generation has 8");
    }
    try (GenerationWriter writer = new Generations(root).derive(1, SETTINGS)) {
      assertThatThrownBy(() -> writer.apply(document("a", "x"), (text, encoder) -> new float[8]))
          .hasMessageContaining("norm 0.0, but 1 is needed");
    }
  }

  @Test
  void whatAKilledWriterLeftIsRemovedByTheNextOne() throws IOException {
    Generations generations = new Generations(root);
    Manifest whole = Rows.write(generations, 1, SETTINGS, document("a", "one"));
    Path killed = generations.path("g0000000002-0001");
    Files.createDirectories(killed.resolve("shard-0"));
    Files.writeString(killed.resolve("shard-0").resolve("_0.cfs"), "half");
    Files.writeString(killed.resolve("generation.json.tmp"), "{");
    Path foreign = Files.createDirectories(root.resolve("notes"));

    assertThat(generations.list()).containsExactly(whole);
    assertThatThrownBy(() -> Generation.open(killed)).hasMessageContaining("is not whole");
    assertThat(generations.removeUnfinished()).isEqualTo(1);

    assertThat(killed).doesNotExist();
    assertThat(foreign).exists();
    assertThat(generations.newest()).contains(whole);
  }

  @Test
  void aPreparedGenerationIsSeenOnlyWhenShownAndALateOneFindsNoPlace() throws IOException {
    Generations generations = new Generations(root);
    GenerationWriter.Prepared late;
    try (GenerationWriter writer = generations.derive(1, SETTINGS)) {
      writer.apply(document("a", "late"), VECTORS);
      late = writer.prepare();
      assertThat(generations.isBeingWritten()).isTrue();
    }
    assertThat(generations.isBeingWritten()).isFalse();
    assertThat(generations.list()).isEmpty();

    // a follower removes it and takes its name
    GenerationWriter.Prepared follower;
    try (GenerationWriter writer = generations.derive(1, SETTINGS)) {
      writer.apply(document("a", "follower"), VECTORS);
      follower = writer.prepare();
    }
    String name = late.manifest().generation();
    assertThat(follower.manifest().generation()).isEqualTo(name);
    assertThatThrownBy(() -> generations.show(name, late.staged()))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(generations.list()).isEmpty();

    generations.show(name, follower.staged());
    assertThat(generations.list()).containsExactly(follower.manifest());
  }

  @Test
  void oneWriterAtATime() throws IOException {
    Generations generations = new Generations(root);
    try (GenerationWriter writer = generations.derive(1, SETTINGS)) {
      writer.apply(document("a", "one"), VECTORS);
      assertThatThrownBy(() -> new Generations(root).derive(1, SETTINGS))
          .hasMessageContaining("another process is writing");
      assertThatThrownBy(generations::removeUnfinished).isInstanceOf(IOException.class);
      writer.commit();
    }
    assertThat(generations.list()).hasSize(1);
  }

  @Test
  void whoHasTheLeaseWaitsForAWriterThatHasLostIt() throws Exception {
    Generations generations = new Generations(root);
    generations.awaitWriter(
        LeaseWait.FAIL,
        message -> {
          throw new AssertionError(message);
        });
    CountDownLatch told = new CountDownLatch(1);
    CompletableFuture<List<Manifest>> waiter;
    Manifest late;
    try (GenerationWriter writer = generations.derive(1, SETTINGS)) {
      assertThatThrownBy(() -> generations.awaitWriter(LeaseWait.FAIL, message -> {}))
          .isInstanceOfSatisfying(
              WarehouseException.class,
              held -> assertThat(held.code()).isEqualTo(WarehouseException.Code.LEASE_HELD))
          .hasMessageContaining("is still writing to " + root);
      waiter =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  generations.awaitWriter(LeaseWait.WAIT, message -> told.countDown());
                  return generations.list();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
      writer.apply(document("a", "one"), VECTORS);
      late = writer.commit();
    }
    assertThat(waiter.get(30, TimeUnit.SECONDS)).containsExactly(late);
  }

  @Test
  void whatVanishesIsNotCounted() throws Exception {
    Path steady = Files.createDirectories(root.resolve("steady"));
    Files.writeString(steady.resolve("file"), "12345");
    Path passing = root.resolve("passing");
    assertThat(DiskSpace.of(List.of(passing, steady))).isEqualTo(new DiskSpace(1, 5));

    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (!done.get()) {
                  for (int i = 0; i < 20; i++) {
                    Path inner = Files.createDirectories(passing.resolve("shard-" + i));
                    Files.writeString(inner.resolve("file"), "1");
                  }
                  IOUtils.rm(passing);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      for (int i = 0; i < 500; i++) {
        DiskSpace space = DiskSpace.of(List.of(passing, steady));
        assertThat(space.files()).isBetween(1L, 21L);
        assertThat(space.bytes()).isBetween(5L, 25L);
      }
    } finally {
      done.set(true);
      other.get(30, TimeUnit.SECONDS);
    }
  }

  private static io.millrace.core.table.Document[] hundred() {
    return Stream.iterate(0, i -> i < 100, i -> i + 1)
        .map(i -> document("a" + i, "passage number " + i))
        .toArray(io.millrace.core.table.Document[]::new);
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    assertThat(Arrays.asList(files.keySet().toArray())).contains("generation.json");
    return files;
  }
}
