package io.millrace.ingestion.parse;

import io.millrace.core.table.Ids;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the child process is told: its Java options and the Tika configuration. Nothing in it may
 * reach out: names do not resolve (an empty hosts file), connections go to a proxy that is not
 * there, XML may not load anything external; no optical character recognition and no external
 * program runs, whatever the machine has installed.
 */
final class ParserSettings {
  /** The name under which the child finds the spool folder. */
  static final String FETCHER = "spool";

  /** Changes with the reading of the child's answer and with these settings. */
  private static final String VERSION = "parse-2";

  private static final String OWN_JAR = "millrace-parsers";
  private static final long STARTUP_MILLISECONDS = 120_000;

  /**
   * After so many a child is replaced, whatever its parsers may have kept. A new one loads and
   * compiles its parsers again.
   */
  private static final int DOCUMENTS_A_CHILD = 20_000;

  /** Tika's parsers that ours replace, and those that would run another program. */
  private static final List<String> LEFT_OUT =
      List.of(
          "org.apache.tika.parser.html.JSoupParser",
          "org.apache.tika.parser.code.SourceCodeParser",
          "org.apache.tika.parser.ocr.TesseractOCRParser",
          "org.apache.tika.parser.external.CompositeExternalParser");

  private static final List<String> OWN =
      List.of(
          "io.millrace.parsers.html.HtmlParser",
          "io.millrace.parsers.code.SourceCodeParser",
          "io.millrace.parsers.csv.CsvParser",
          "io.millrace.parsers.markdown.MarkdownParser",
          "io.millrace.parsers.manual.ManualPageParser",
          "io.millrace.parsers.plain.PlainTextParser");

  private ParserSettings() {}

  static String fingerprint(Path parsers, ParserLimits limits) {
    List<String> parts = new ArrayList<>();
    parts.add(VERSION);
    parts.add(Integer.toString(limits.outputCharacters()));
    parts.add(Long.toString(limits.fileBytes()));
    try {
      for (Path jar : jars(parsers)) {
        String name = jar.getFileName().toString();
        parts.add(name);
        if (name.startsWith(OWN_JAR)) {
          parts.add(HexFormat.of().formatHex(Ids.sha256().digest(Files.readAllBytes(jar))));
        }
      }
    } catch (IOException e) {
      throw new ParserFailure("Cannot read the parsers in " + parsers + ": " + e, e);
    }
    return Ids.hash(parts.toArray(String[]::new));
  }

  private static List<Path> jars(Path parsers) throws IOException {
    if (!Files.isDirectory(parsers)) {
      throw new ParserFailure("Cannot find the parsers: " + parsers + " is not a folder");
    }
    try (Stream<Path> entries = Files.list(parsers)) {
      List<Path> jars =
          entries.filter(entry -> entry.toString().endsWith(".jar")).sorted().toList();
      if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith(OWN_JAR))) {
        throw new ParserFailure(
            "Cannot find the parsers: "
                + parsers
                + " has "
                + jars.size()
                + " jars and none is "
                + OWN_JAR
                + "; build it again");
      }
      return jars;
    }
  }

  /** Writes the child's configuration into its folder and returns it. */
  static Path write(ParserFolder folder, Path parsers, ParserLimits limits) throws IOException {
    Path root = folder.root();
    Path hosts = Files.writeString(root.resolve("hosts"), "");
    Path logging = Files.writeString(root.resolve("logging.properties"), ".level=OFF\n");
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xmx" + limits.heapBytes());
    arguments.add("-XX:+UseSerialGC");
    // the optimizing compiler takes more CPU time than it saves, also over ten thousand documents
    arguments.add("-XX:TieredStopAtLevel=1");
    arguments.add("-Xshare:auto");
    arguments.add("-Djava.awt.headless=true");
    arguments.add("-Djava.io.tmpdir=" + folder.scratch());
    arguments.add("-Djava.util.logging.config.file=" + logging);
    arguments.add("-Dlog4j2.level=OFF");
    arguments.add("-Dlog4j2.StatusLogger.level=OFF");
    arguments.add("-Dfile.encoding=UTF-8");
    arguments.add("-Duser.timezone=UTC");
    arguments.add("-Djdk.net.hosts.file=" + hosts);
    arguments.add("-DsocksProxyHost=127.0.0.1");
    arguments.add("-DsocksProxyPort=1");
    arguments.add("-Djavax.xml.accessExternalDTD=");
    arguments.add("-Djavax.xml.accessExternalSchema=");
    arguments.add("-Djavax.xml.accessExternalStylesheet=");
    arguments.add("-cp");
    arguments.add(
        jars(parsers.toAbsolutePath()).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Files.writeString(
        root.resolve("tika-config.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <properties>
          <parsers>
            <parser class="org.apache.tika.parser.DefaultParser">%s</parser>
        %s  </parsers>
          <fetchers>
            <fetcher class="org.apache.tika.pipes.fetcher.fs.FileSystemFetcher">
              <params><name>%s</name><basePath>%s</basePath></params>
            </fetcher>
          </fetchers>
          <emitters><emitter class="org.apache.tika.pipes.emitter.EmptyEmitter"/></emitters>
          <pipes><params>
            <numClients>1</numClients>
            <maxForEmitBatchBytes>%d</maxForEmitBatchBytes>
            <timeoutMillis>%d</timeoutMillis>
            <startupTimeoutMillis>%d</startupTimeoutMillis>
            <shutdownClientAfterMillis>%d</shutdownClientAfterMillis>
            <maxFilesProcessedPerProcess>%d</maxFilesProcessedPerProcess>
            <javaPath>%s</javaPath>
            <forkedJvmArgs>%s</forkedJvmArgs>
          </params></pipes>
        </properties>
        """
            .formatted(
                LEFT_OUT.stream()
                    .map(name -> "<parser-exclude class=\"" + name + "\"/>")
                    .collect(Collectors.joining()),
                OWN.stream()
                    .map(name -> "    <parser class=\"" + name + "\"/>\n")
                    .collect(Collectors.joining()),
                FETCHER,
                escape(folder.spool().toString()),
                Long.MAX_VALUE,
                limits.time().toMillis(),
                STARTUP_MILLISECONDS,
                Long.MAX_VALUE / 2,
                DOCUMENTS_A_CHILD,
                escape(java),
                arguments.stream()
                    .map(argument -> "<arg>" + escape(argument) + "</arg>")
                    .collect(Collectors.joining())));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
