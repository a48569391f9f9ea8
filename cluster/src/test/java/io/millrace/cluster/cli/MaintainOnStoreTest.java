package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.maintain.MaintainJob;
import io.millrace.core.maintenance.Depth;
import io.millrace.core.maintenance.Freed;
import io.millrace.core.maintenance.Mode;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.revision.DocumentStates;
import io.millrace.core.settings.Settings;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.testing.PostgreSql;
import io.millrace.testing.S3Store;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance of tables on an object store with their catalog in PostgreSQL. */
class MaintainOnStoreTest {
  private static final int NIGHTS = 6;

  @TempDir Path folder;

  @Test
  void rowsFilesAndOrphansGoAndTheLastStatesStay() throws Exception {
    try (PostgreSql database = PostgreSql.start();
        S3Store store = S3Store.start()) {
      Settings settings = settings(database, store);
      Nights nights = new Nights(9);
      for (int night = 0; night < NIGHTS; night++) {
        nights.next(settings);
      }
      try (JobRun jobs = JobRun.open(settings, "test", new PrintWriter(Writer.nullWriter()))) {
        Set<String> states = states(jobs);
        Table table = jobs.warehouse().table(Tables.DOCUMENTS);
        String orphan = table.location() + "/data/killed run/文档.parquet";
        try (OutputStream out = table.io().newOutputFile(orphan).create()) {
          out.write(new byte[5]);
        }
        Set<String> before = files(table);

        MaintainJob.TableResult planned = documents(maintain(jobs, Mode.DRY_RUN));
        assertThat(planned.compaction().rows()).isPositive();
        assertThat(planned.orphans()).isEqualTo(new Freed(1, 5));
        assertThat(files(table)).isEqualTo(before);

        MaintainJob.Result done = maintain(jobs, Mode.RUN);
        MaintainJob.TableResult documents = documents(done);
        assertThat(done.exactFrom()).isEqualTo(NIGHTS - 1);
        assertThat(done.releases()).isEqualTo(NIGHTS - 2);
        assertThat(done.generations()).isEqualTo(NIGHTS - 2);
        assertThat(documents.compaction().rows()).isEqualTo(planned.compaction().rows());
        assertThat(documents.expiry().freed().bytes()).isPositive();
        assertThat(documents.orphans()).isEqualTo(new Freed(1, 5));
        table.refresh();
        assertThat(table.snapshots()).hasSize(1);
        assertThat(files(table)).hasSizeLessThan(before.size()).doesNotContain(orphan);
        assertThat(states(jobs)).isEqualTo(states);
      }
    }
  }

  private Settings settings(PostgreSql database, S3Store store) {
    return Settings.load(
        Optional.empty(),
        Map.of(
            "MILLRACE_CATALOG_PASSWORD", database.password(),
            "MILLRACE_S3_SECRET_KEY", store.secretKey()),
        Map.of(
            "warehouse", "s3a://" + store.bucket() + "/base",
            "index.folder", folder.toString(),
            "catalog.uri", database.newDatabase(),
            "catalog.user", PostgreSql.USER,
            "s3.endpoint", store.endpoint(),
            "s3.access-key", store.accessKey(),
            "master", "local[2]"));
  }

  private static MaintainJob.Result maintain(JobRun jobs, Mode mode) throws IOException {
    return new MaintainJob(
            jobs.warehouse(),
            jobs.spark(),
            new MaintainJob.Config(
                2,
                2,
                Duration.ZERO,
                Depth.WORTHWHILE,
                mode,
                WarehouseFolders.of(jobs.settings()).evaluations(),
                "maintain-" + mode,
                LeaseWait.FAIL),
            message -> {})
        .run();
  }

  private static MaintainJob.TableResult documents(MaintainJob.Result result) {
    return Objects.requireNonNull(result.tables().get("documents"));
  }

  /** The documents as of the last two revisions, and the vectors of their passages. */
  private static Set<String> states(JobRun jobs) {
    Set<String> states = new TreeSet<>();
    DocumentStates documents = new DocumentStates(jobs.warehouse(), jobs.spark());
    for (long asOf = NIGHTS - 1; asOf <= NIGHTS; asOf++) {
      for (Row row :
          documents.state(asOf).select("doc_id", "revision", "outcome", "text").collectAsList()) {
        states.add(asOf + " " + row);
      }
      for (Row row :
          documents
              .chunks(asOf)
              .select("text_hash")
              .join(jobs.warehouse().read(jobs.spark(), Tables.VECTORS), "text_hash")
              .select("text_hash", "encoder", "values")
              .collectAsList()) {
        states.add(asOf + " " + row);
      }
    }
    return states;
  }

  private static Set<String> files(Table table) {
    Set<String> files = new TreeSet<>();
    ((SupportsPrefixOperations) table.io())
        .listPrefix(table.location() + "/")
        .forEach(file -> files.add(file.location()));
    return files;
  }
}
