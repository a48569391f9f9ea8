package io.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.table.RejectCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What the child process withstands, and what is rejected. */
final class DocumentParserTest extends ChildParser {
  @Test
  void rejectsTheDocumentWhoseParserWroteNoXhtml() {
    RejectedException rejected =
        catchThrowableOfType(
            RejectedException.class,
            () -> XhtmlBlocks.read("<html><body><p>one</p></body>", "text/x-odd"));
    assertThat(rejected.code()).isEqualTo(RejectCode.CORRUPT);
    assertThat(rejected).hasMessageContaining("text/x-odd");
  }

  @Test
  void rejectsADamagedPdf() throws Exception {
    Path file = SAMPLES.resolve("archive/scan-2019-damaged.pdf");
    assertThat(rejection("scan.pdf", Files.readAllBytes(file))).isEqualTo(RejectCode.CORRUPT);
  }

  @Test
  void rejectsATruncatedWordFile() throws Exception {
    byte[] bytes = Files.readAllBytes(SAMPLES.resolve("hr/travel-policy.docx"));
    assertThat(rejection("cut.docx", Arrays.copyOf(bytes, bytes.length / 2)))
        .isEqualTo(RejectCode.CORRUPT);
  }

  @Test
  void parsesADocumentAgainWhoseChildWasKilled() throws Exception {
    String page = "<p>" + "The shear pin broke again. ".repeat(20) + "</p>\n";
    byte[] bytes = ("<html><body>" + page.repeat(20_000)).getBytes(StandardCharsets.UTF_8);
    ParserLimits wide = new ParserLimits(1L << 30, Duration.ofMinutes(2), 64 << 20, 64L << 20);
    try (DocumentParser own = DocumentParser.open(PARSERS, wide)) {
      List<ProcessHandle> before = children();
      own.parse("warm.txt", new ByteArrayInputStream("warm".getBytes(StandardCharsets.UTF_8)));
      ProcessHandle child =
          children().stream().filter(each -> !before.contains(each)).findFirst().orElseThrow();
      CompletableFuture<ParsedDocument> parsed =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return own.parse("a.html", new ByteArrayInputStream(bytes));
                } catch (RejectedException e) {
                  throw new CompletionException(e);
                }
              });
      Duration idle = cpu(child);
      while (cpu(child).minus(idle).toMillis() < 200) {
        Thread.onSpinWait(); // until it is at work on the document
      }
      assertThat(child.destroyForcibly()).isTrue();
      assertThat(parsed.get().blocks()).hasSize(20_000);
    }
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Test
  void loadsNothingExternal() throws Exception {
    Path secret = Files.createTempFile("secret", ".txt");
    Files.writeString(secret, "turbine-secret");
    String xml =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \""
            + secret.toUri()
            + "\">]><a>before &x; after</a>";
    try {
      assertThat(parse("a.xml", xml.getBytes(StandardCharsets.UTF_8)).blocks().toString())
          .doesNotContain("turbine-secret");
    } catch (RejectedException e) {
      assertThat(e.code()).isEqualTo(RejectCode.CORRUPT);
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void rejectsABombAndGoesOn() throws Exception {
    assertThat(rejection("bomb.zip", bomb()))
        .isIn(RejectCode.OUTPUT_TOO_LARGE, RejectCode.OUT_OF_MEMORY);
    assertThat(parse("a.txt", "still alive".getBytes(StandardCharsets.UTF_8)).blocks()).hasSize(1);
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] zeros = "aaaaaaaaaaaaaaa\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      for (int copy = 0; copy < 200; copy++) {
        zip.write(zeros);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void namesWhatIsWrong() {
    assertThat(rejection("empty.txt", new byte[0])).isEqualTo(RejectCode.NO_TEXT);
    assertThat(rejection("data.bin", new byte[] {0, 1, 2, 3, (byte) 0xCA, (byte) 0xFE, 9, 9}))
        .isEqualTo(RejectCode.UNSUPPORTED_FORMAT);
    for (String text : List.of("Class.java", "all.yaml", "a.md", "a.csv", "a.html", "a.txt")) {
      byte[] noise = new byte[100_000];
      new Random(7).nextBytes(noise);
      assertThat(rejection(text, noise)).as(text).isEqualTo(RejectCode.UNSUPPORTED_FORMAT);
    }
    assertThat(rejection("large.txt", new byte[21 << 20])).isEqualTo(RejectCode.TOO_LARGE);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };
    assertThat(
            catchThrowableOfType(RejectedException.class, () -> parser.parse("a.txt", broken))
                .code())
        .isEqualTo(RejectCode.UNREADABLE);
  }

  @Test
  void failsTheJobWithoutParsers() {
    assertThat(
            catchThrowableOfType(
                ParserFailure.class, () -> DocumentParser.open(Path.of("no-such-folder"), LIMITS)))
        .hasMessageContaining("no-such-folder");
  }
}
