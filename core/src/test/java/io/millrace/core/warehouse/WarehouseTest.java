package io.millrace.core.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.revision.RunLedger;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Run;
import io.millrace.core.table.TableCodec;
import io.millrace.core.table.Tables;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WarehouseTest extends CatalogContract {
  @Test
  void createsTheTablesWithTheFieldIdsOfTheCodecs() {
    try (Warehouse warehouse = open(folder.resolve("w 仓库"))) {
      for (TableCodec<?> codec : Tables.all()) {
        assertThat(warehouse.table(codec).schema().sameSchema(codec.schema()))
            .as(codec.table())
            .isTrue();
      }
    }
    assertThat(folder.resolve("w 仓库/tables/millrace/documents")).exists();
    assertThat(folder.resolve("w 仓库/index")).exists();
  }

  @Test
  void isCreatedByManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Long>> openers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int number = i;
        openers.add(
            () -> {
              try (Warehouse warehouse = open(folder)) {
                new RunLedger(warehouse).record(run("run-" + number));
                return warehouse.leases() == null ? 0L : 1L;
              }
            });
      }
      for (Future<Long> opened : threads.invokeAll(openers)) {
        assertThat(opened.get()).isEqualTo(1);
      }
    } finally {
      threads.shutdown();
    }
    try (Warehouse warehouse = open(folder)) {
      assertThat(new RunLedger(warehouse).recent(10))
          .extracting(Run::runId)
          .containsExactlyInAnyOrder("run-0", "run-1", "run-2", "run-3");
      assertThat(new RunLedger(warehouse).recent(2)).hasSize(2);
      assertThat(new RunLedger(warehouse).recent(0)).isEmpty();
    }
  }

  @Test
  void whatAKilledRunLeftOfItsLedgerEntryIsRemovedByTheNext() throws IOException {
    try (Warehouse warehouse = Warehouse.open(folder.toString())) {
      try (Lease lease = warehouse.leases().acquire("runs", "killed", LeaseWait.FAIL, line -> {})) {
        TableAppend append = warehouse.append(Tables.RUNS, lease);
        try (RowFileWriter<Run> writer =
            RowFileWriter.open(append.serializableTable(), Tables.RUNS, append.folder())) {
          writer.write(run("killed"));
          assertThat(writer.finish()).hasSize(1);
        }
      }
      new RunLedger(warehouse).record(run("next"));

      assertThat(new RunLedger(warehouse).recent(9)).extracting(Run::runId).containsExactly("next");
      assertThat(folder.resolve("tables/millrace/runs/data/killed")).doesNotExist();
      assertThat(folder.resolve("tables/millrace/runs/data/next")).isNotEmptyDirectory();
    }
  }

  @Test
  void refusesANewerFormatAndChangesNothing() throws IOException {
    open(folder).close();
    catalogs().database(folder).update("UPDATE millrace_format SET version = ?", 7);
    Object before = catalogs().contents(folder);
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(WarehouseException.class)
        .hasMessageContaining("version 7")
        .hasMessageContaining("version " + Warehouse.FORMAT);
    assertThat(catalogs().contents(folder)).isEqualTo(before);
  }

  @Test
  void aSecretInTheUriIsRefusedAndNotRepeated() {
    for (String uri :
        List.of(
            "jdbc:postgresql://db/base?user=me&password=swordfish",
            "jdbc:postgresql://me:swordfish@db/base",
            "jdbc:postgresql://db/base?ssl=true&sslpassword=swordfish",
            "jdbc:postgresql://db/base?SSLFactoryArg=swordfish",
            "jdbc:postgresql://db/base?socketFactoryArg=swordfish",
            "jdbc:sqlite://db/base?password=swordfish",
            "jdbc:sqlite://db/base?hexkey=swordfish",
            "jdbc:mysql://me:swordfish@db/base?x=swordfish")) {
      assertThatThrownBy(() -> CatalogDatabase.of(uri, Optional.empty(), Optional.empty()))
          .isInstanceOf(WarehouseException.class)
          .hasMessageContaining("//db/base")
          .hasMessageNotContaining("swordfish");
    }
    String harmless =
        "jdbc:postgresql://db/base?sslmode=verify-full&sslkey=/k.pk8&sslpasswordcallback=a.B";
    assertThat(CatalogDatabase.of(harmless, Optional.empty(), Optional.empty()).catalogProperties())
        .containsEntry("uri", harmless);
  }

  @Test
  void anObjectStoreNeedsACatalogAndAFolderForTheIndex() {
    Map<String, String> flags = Map.of("warehouse", "s3a://library/base");
    assertThatThrownBy(() -> Warehouse.open(Settings.load(Optional.empty(), Map.of(), flags)))
        .hasMessageContaining("catalog.uri");
    assertThatThrownBy(() -> Warehouse.open("s3://library/base"))
        .hasMessageContaining("write s3a://library/base");
  }

  private static Run run(String id) {
    return new Run(
        id,
        "test",
        Run.Status.SUCCEEDED,
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-01T00:00:01Z"),
        null,
        1L,
        Map.of("数", "值"),
        Map.of("n", 3L),
        null);
  }
}
