package io.millrace.benchmark.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.sax.BodyContentHandler;
import org.xml.sax.SAXException;

/**
 * What people write first: Tika over all files of a folder, text out, nothing kept. It runs in a
 * process of its own, on the parsers of Millrace's child without Millrace's own.
 */
public final class TikaLoop {
  private TikaLoop() {}

  /** {@code THREADS FOLDER}; prints how many files it read, how many failed, and characters. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int threads = Integer.parseInt(arguments[0]);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of(arguments[1]))) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    AutoDetectParser parser = new AutoDetectParser();
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    AtomicLong characters = new AtomicLong();
    List<Thread> workers =
        IntStream.range(0, threads)
            .mapToObj(
                number ->
                    new Thread(
                        () -> {
                          for (int i = next.getAndIncrement();
                              i < files.size();
                              i = next.getAndIncrement()) {
                            try {
                              characters.addAndGet(read(parser, files.get(i)));
                            } catch (IOException | TikaException | SAXException e) {
                              failed.incrementAndGet();
                            }
                          }
                        }))
            .toList();
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
    String answer =
        "{\"files\":" + files.size() + ",\"failed\":" + failed + ",\"characters\":" + characters;
    System.out.write((answer + "}\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static int read(AutoDetectParser parser, Path file)
      throws IOException, TikaException, SAXException {
    BodyContentHandler text = new BodyContentHandler(-1);
    Metadata metadata = new Metadata();
    try (TikaInputStream content = TikaInputStream.get(file, metadata)) {
      parser.parse(content, text, metadata, new ParseContext());
    }
    return text.toString().length();
  }
}
