package io.millrace.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.junit.jupiter.api.Test;

final class FileSelectionTest {
  private static final long MB = 1L << 20;

  private static TableFile file(String band, long order, long bytes, long rows, long removable) {
    DataFile file =
        DataFiles.builder(PartitionSpec.unpartitioned())
            .withPath("/" + band + "/" + order + ".parquet")
            .withFileSizeInBytes(bytes)
            .withRecordCount(rows)
            .build();
    return new TableFile(file, band, order, removable);
  }

  private static List<List<Long>> orders(Depth depth, List<TableFile> files) {
    return new FileSelection(depth)
        .groups(files).stream()
            .map(group -> group.members().stream().map(TableFile::order).toList())
            .toList();
  }

  @Test
  void fiveSmallFilesOfABandAreMadeOneInTheirOrder() {
    List<TableFile> files = new ArrayList<>();
    for (long order = 5; order > 0; order--) {
      files.add(file("a", order, MB, 10, 0));
      if (order > 1) {
        files.add(file("b", order, MB, 10, 0));
      }
    }
    files.add(file("a", 6, 96 * MB, 10, 0));

    assertThat(orders(Depth.WORTHWHILE, files)).containsExactly(List.of(1L, 2L, 3L, 4L, 5L));
  }

  @Test
  void groupsEndBeforeTheyAreTooLarge() {
    List<TableFile> files = new ArrayList<>();
    for (long order = 0; order < 12; order++) {
      files.add(file("a", order, 25 * MB, 10, 0));
    }

    // 5 × 25 MB fit into 128 MB; the last two are too few
    assertThat(orders(Depth.WORTHWHILE, files))
        .containsExactly(List.of(0L, 1L, 2L, 3L, 4L), List.of(5L, 6L, 7L, 8L, 9L));
  }

  @Test
  void aFifthOfTheRowsPaysOrAnyWhereNoneMayStay() {
    List<TableFile> files =
        List.of(
            file("a", 1, 200 * MB, 100, 19),
            file("b", 2, 200 * MB, 100, 20),
            file("c", 3, 200 * MB, 100, 0));

    assertThat(orders(Depth.WORTHWHILE, files)).containsExactly(List.of(2L));
    assertThat(orders(Depth.FULL, files)).containsExactly(List.of(1L), List.of(2L));
  }
}
