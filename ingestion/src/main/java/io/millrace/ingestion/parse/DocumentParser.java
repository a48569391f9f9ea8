package io.millrace.ingestion.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.tika.config.TikaTaskTimeout;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.FetchEmitTuple;
import org.apache.tika.pipes.HandlerConfig;
import org.apache.tika.pipes.PipesConfig;
import org.apache.tika.pipes.PipesException;
import org.apache.tika.pipes.PipesParser;
import org.apache.tika.pipes.PipesResult;
import org.apache.tika.pipes.emitter.EmitKey;
import org.apache.tika.pipes.fetcher.FetchKey;
import org.apache.tika.sax.BasicContentHandlerFactory.HANDLER_TYPE;

/**
 * Parses files in one child process with its own class path, heap and clock. The child starts with
 * the first document, lives as long as this parser, is replaced after a hang, a crash or twenty
 * thousand documents, and ends with the process that started it, however that ends.
 *
 * <p>Use it from one thread at a time, one instance for each executor slot, and close it. The
 * caller hands over a stream of any file system; it is spooled to a private folder in the machine's
 * temporary folder, which is emptied after each document and removed on {@link #close}. Folders
 * whose process was killed are removed by the next parser that opens.
 */
public final class DocumentParser implements AutoCloseable {
  /**
   * What may have come from outside: a busy machine, what earlier documents left in the child's
   * heap, a child that was killed. Such a document is tried again, in a fresh child.
   */
  private static final Set<PipesResult.STATUS> MAY_BE_INNOCENT =
      Set.of(
          PipesResult.STATUS.TIMEOUT, PipesResult.STATUS.OOM, PipesResult.STATUS.UNSPECIFIED_CRASH);

  /** Documents that are tried again are tried alone: one at a time in this process. */
  private static final ReentrantLock ALONE = new ReentrantLock();

  private static final int LARGEST_ARCHIVE_MEMBERS = 10_000;

  private final ParserLimits limits;
  private final ParserFolder folder;
  private final PipesParser pipes;
  private final String fingerprint;

  private DocumentParser(
      ParserLimits limits, ParserFolder folder, PipesParser pipes, String fingerprint) {
    this.limits = limits;
    this.folder = folder;
    this.pipes = pipes;
    this.fingerprint = fingerprint;
  }

  /**
   * Makes a parser; cheap, no process starts yet.
   *
   * @param parsers folder with the jars of the child's class path
   * @throws ParserFailure if the folder has no parsers or the temporary folder cannot be written
   */
  public static DocumentParser open(Path parsers, ParserLimits limits) {
    String fingerprint = fingerprint(parsers, limits);
    ParserFolder folder = ParserFolder.create();
    try {
      Path settings = ParserSettings.write(folder, parsers, limits);
      return new DocumentParser(
          limits, folder, new PipesParser(PipesConfig.load(settings)), fingerprint);
    } catch (IOException | TikaException | RuntimeException e) {
      folder.close();
      throw new ParserFailure("Cannot set up the parser: " + e, e);
    }
  }

  /**
   * Changes whenever the same file may give other blocks: with the parsers, their settings and the
   * limits on size. Needs no child.
   */
  public static String fingerprint(Path parsers, ParserLimits limits) {
    return ParserSettings.fingerprint(parsers, limits);
  }

  /** The fingerprint of this parser, as {@link #fingerprint(Path, ParserLimits)}. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * Parses one document.
   *
   * @param name the file's name; its extension helps where the content does not tell the format
   * @param content the file's bytes; read to the end or to the limit, not closed
   * @throws RejectedException if this document cannot be used, with the reason
   * @throws ParserFailure if parsing does not work here at all
   */
  public ParsedDocument parse(String name, InputStream content) throws RejectedException {
    try {
      Path file = folder.spool(name, content, limits.fileBytes());
      PipesResult result = run(file, limits.time());
      if (MAY_BE_INNOCENT.contains(result.getStatus())) {
        folder.emptyScratch();
        ALONE.lock();
        try {
          result = run(file, limits.retryTime());
        } finally {
          ALONE.unlock();
        }
      }
      return ParserAnswer.read(result, limits);
    } finally {
      folder.empty();
    }
  }

  private PipesResult run(Path file, Duration time) {
    ParseContext context = new ParseContext();
    context.set(TikaTaskTimeout.class, new TikaTaskTimeout(time.toMillis()));
    context.set(
        HandlerConfig.class,
        new HandlerConfig(
            HANDLER_TYPE.XML,
            HandlerConfig.PARSE_MODE.CONCATENATE,
            limits.outputCharacters(),
            LARGEST_ARCHIVE_MEMBERS,
            true));
    String key = file.getFileName().toString();
    try {
      return pipes.parse(
          new FetchEmitTuple(
              key,
              new FetchKey(ParserSettings.FETCHER, key),
              new EmitKey(),
              new Metadata(),
              context,
              FetchEmitTuple.ON_PARSE_EXCEPTION.EMIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParserFailure("Cannot parse " + key + ": the thread was interrupted", e);
    } catch (PipesException | IOException e) {
      throw new ParserFailure("Cannot start the parser's child process: " + e, e);
    }
  }

  /** Ends the child process and removes the private folder. */
  @Override
  public void close() {
    try {
      pipes.close();
    } catch (IOException e) {
      throw new ParserFailure("Cannot end the parser's child process: " + e, e);
    } finally {
      folder.close();
    }
  }
}
