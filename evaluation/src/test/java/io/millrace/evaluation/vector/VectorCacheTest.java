package io.millrace.evaluation.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.table.Ids;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {
  private static final int RECORD = 16 + 3 * 4 + 4;
  private static final String ONE = Ids.text("one");
  private static final String TWO = Ids.text("two");

  @TempDir Path folder;

  @Test
  void keepsVectorsAcrossOpenings() throws IOException {
    write();
    try (VectorCache cache = open()) {
      assertThat(cache.size()).isEqualTo(2);
      assertThat(cache.vector(ONE)).containsExactly(1f, -0.5f, Float.MIN_VALUE);
      assertThat(cache.vector(TWO)).containsExactly(0f, 2f, 3f);
      assertThat(cache.vector(Ids.text("three"))).isNull();
      cache.add(ONE, new float[] {9, 9, 9});
      assertThat(cache.vector(ONE)).containsExactly(1f, -0.5f, Float.MIN_VALUE);
    }
    assertThat(Files.size(file())).isEqualTo(16 + 2 * RECORD);
  }

  @Test
  void ignoresATornTailAtEveryLength() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(file());
    for (int length = whole.length - 1; length >= 0; length--) {
      Files.write(file(), java.util.Arrays.copyOf(whole, length));
      int complete = Math.max(0, (length - 16) / RECORD);
      try (VectorCache cache = open()) {
        assertThat(cache.size()).as("cut at %s", length).isEqualTo(complete);
        cache.add(TWO, new float[] {0, 2, 3});
      }
      try (VectorCache cache = open()) {
        assertThat(cache.vector(TWO)).as("cut at %s", length).containsExactly(0f, 2f, 3f);
      }
    }
  }

  @Test
  void dropsATailWhoseBytesNeverArrived() throws IOException {
    write();
    try (RandomAccessFile damaged = new RandomAccessFile(file().toFile(), "rw")) {
      damaged.seek(16 + RECORD + 20);
      damaged.write(new byte[8]);
    }
    try (VectorCache cache = open()) {
      assertThat(cache.contains(ONE)).isTrue();
      assertThat(cache.contains(TWO)).isFalse();
    }
    assertThat(Files.size(file())).isEqualTo(16 + RECORD);
  }

  @Test
  void refusesWhatItIsNot() throws IOException {
    write();
    assertThatThrownBy(() -> VectorCache.open(file(), 4))
        .hasMessageContaining("holds dimension 3, not dimension 4");
    Files.writeString(folder.resolve("other"), "not a file of vectors, surely");
    assertThatThrownBy(() -> VectorCache.open(folder.resolve("other"), 3))
        .hasMessageContaining("something else");
    try (VectorCache cache = open()) {
      assertThatThrownBy(() -> cache.add(ONE, new float[2])).hasMessageContaining("is 2, not 3");
      assertThatThrownBy(this::open).hasMessageContaining("another evaluation is using them");
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
      assertThat(channel.size()).isEqualTo(16 + 2 * RECORD);
    }
  }

  private void write() throws IOException {
    Files.deleteIfExists(file());
    try (VectorCache cache = open()) {
      cache.add(ONE, new float[] {1, -0.5f, Float.MIN_VALUE});
      cache.add(TWO, new float[] {0, 2, 3});
    }
  }

  private VectorCache open() throws IOException {
    return VectorCache.open(file(), 3);
  }

  private Path file() {
    return folder.resolve("sub/cache.vectors");
  }
}
