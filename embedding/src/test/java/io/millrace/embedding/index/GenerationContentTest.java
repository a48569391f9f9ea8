package io.millrace.embedding.index;

import static io.millrace.embedding.index.Rows.BOTH;
import static io.millrace.embedding.index.Rows.VECTORS;
import static io.millrace.embedding.index.Rows.document;
import static io.millrace.embedding.index.Rows.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.table.Document;
import io.millrace.core.table.Ids;
import io.millrace.core.table.RejectCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a generation is made of: its format, its checksums, its shards, its rejected documents. */
class GenerationContentTest {
  private static final IndexSettings SETTINGS = IndexSettings.of(BOTH);

  @TempDir Path root;

  @Test
  void otherSettingsBeginFromNothing() throws IOException {
    Generations generations = new Generations(root);
    Rows.write(generations, 1, SETTINGS, document("a", "one"));
    try (GenerationWriter writer = generations.derive(2, IndexSettings.of(EncoderSet.NONE))) {
      assertThat(writer.parent()).isEmpty();
    }
    try (GenerationWriter writer = generations.derive(2, SETTINGS.withShards(2))) {
      assertThat(writer.parent()).isEmpty();
    }
    assertThat(generations.list()).hasSize(1);
  }

  @Test
  void aNewerFormatIsRefusedNamingBoth() throws IOException {
    Generations generations = new Generations(root);
    Manifest manifest = Rows.write(generations, 1, SETTINGS, document("a", "one"));
    Path folder = generations.path(manifest.generation());
    Path file = folder.resolve(Manifest.FILE);
    Files.writeString(file, Files.readString(file).replace("\"format\" : 2", "\"format\" : 3"));
    assertThatThrownBy(() -> Generation.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its format is 3, but this version reads up to 2");
  }

  @Test
  void aGenerationOfAnOlderFormatIsReadButNothingIsDerivedFromIt() throws IOException {
    Generations generations = new Generations(root);
    Manifest manifest = Rows.write(generations, 1, SETTINGS, document("a", "one"));
    Path file = generations.path(manifest.generation()).resolve(Manifest.FILE);
    Files.writeString(file, Files.readString(file).replace("\"format\" : 2", "\"format\" : 1"));

    try (Generation generation = Generation.open(generations.path(manifest.generation()))) {
      assertThat(generation.manifest().format()).isEqualTo(1);
      assertThat(generation.manifest().fits(SETTINGS)).isFalse();
    }
    Manifest again = Rows.write(generations, 1, SETTINGS, document("a", "one"));
    assertThat(again.parent()).isNull();
    assertThat(again.format()).isEqualTo(2);
    assertThat(generations.newest()).contains(again);
  }

  @Test
  void everyByteIsChecked() throws IOException {
    Generations generations = new Generations(root);
    Manifest manifest = Rows.write(generations, 1, SETTINGS, hundred());
    Path folder = generations.path(manifest.generation());
    try (Generation generation = Generation.open(folder)) {
      generation.check();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(Manifest.shard(folder, 0))) {
      files =
          all.filter(file -> file.toString().matches(".*\\.(fdt|doc|tim|dvd|vec|vex)")).toList();
    }
    assertThat(files).hasSize(6);
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] damaged = bytes.clone();
      damaged[bytes.length / 2] ^= 1;
      Files.write(file, damaged);
      try (Generation generation = Generation.open(folder)) {
        assertThatThrownBy(generation::check)
            .as(file.toString())
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Cannot read generation " + manifest.generation());
      }
      Files.write(file, bytes);
    }
  }

  @Test
  void aRejectedDocumentIsNeitherADocumentNorAPassage() throws IOException {
    Generations generations = new Generations(root);
    Rows.write(generations, 1, SETTINGS, document("a", "one", "two"), document("b", "three"));
    List<String> groups = List.of("public");
    Manifest child;
    try (GenerationWriter writer = generations.derive(2, SETTINGS)) {
      writer.apply(Rows.rejected("a", groups, 2, RejectCode.CORRUPT, "damaged"), VECTORS);
      writer.apply(Rows.rejected("c", groups, 2, RejectCode.TIMEOUT, "slow"), VECTORS);
      assertThat(writer.counts()).isEqualTo(new Counts(2, 0, 2));
      child = writer.commit();
    }
    assertThat(child.documents()).isEqualTo(1);
    assertThat(child.chunks()).isEqualTo(1);
  }

  @Test
  void aDocumentIsAlwaysInTheSameShard() throws IOException {
    Generations generations = new Generations(root);
    IndexSettings three = SETTINGS.withShards(3);
    Rows.write(generations, 1, three, hundred());
    Manifest child = Rows.write(generations, 2, three, hundred());
    assertThat(child.documents()).isEqualTo(100);
    assertThat(GenerationWriter.shardOf(Ids.document("file:///a0"), 3)).isBetween(0, 2);
  }

  @Test
  void aShardThatIsMostlyDeletedIsCompacted() throws IOException {
    Generations generations = new Generations(root);
    Rows.write(generations, 1, SETTINGS, hundred());
    Manifest child =
        Rows.write(
            generations,
            2,
            SETTINGS,
            Stream.iterate(0, i -> i < 50, i -> i + 1)
                .map(i -> tombstone("a" + i))
                .toArray(Document[]::new));
    try (Generation generation = Generation.open(generations.path(child.generation()))) {
      assertThat(generation.reader().numDeletedDocs()).isZero();
      assertThat(generation.reader().leaves()).hasSize(1);
    }
    assertThat(child.documents()).isEqualTo(50);
  }

  private static Document[] hundred() {
    return Stream.iterate(0, i -> i < 100, i -> i + 1)
        .map(i -> document("a" + i, "passage number " + i))
        .toArray(Document[]::new);
  }
}
