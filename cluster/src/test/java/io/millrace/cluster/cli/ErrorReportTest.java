package io.millrace.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.warehouse.WarehouseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorReportTest {
  @Command(name = "ingest")
  private static final class AnyCommand {}

  private static String reported(Throwable thrown) {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new AnyCommand());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
    assertThat(new ErrorReport(new String[] {"--json"}).failed(thrown, command)).isEqualTo(1);
    return out.toString();
  }

  @Test
  void aFullDiskIsToldWhateverWasBeingDone() {
    Throwable database = new SQLException("[SQLITE_FULL] Insertion failed: disk is full");
    Throwable write = new IOException("No space left on device");
    for (Throwable thrown :
        List.of(
            new WarehouseException(
                WarehouseException.Code.STORAGE, "Cannot use the catalog", database),
            new WarehouseException(WarehouseException.Code.STORAGE, "Cannot write", write),
            new ExecutionException("Job aborted", write))) {
      assertThat(reported(thrown)).contains("\"code\":\"DISK_FULL\"");
    }
    assertThat(reported(new WarehouseException(WarehouseException.Code.STORAGE, "Cannot read")))
        .contains("\"code\":\"STORAGE\"", "\"message\":\"Cannot read\"");
  }
}
