package io.millrace.ingestion.write;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The idle processors of this process, so that a parser's child process outlives a bundle and a
 * job. There are never more than there were tasks at once. All threads may use it; what is idle at
 * the end of the process is closed then.
 */
public final class ProcessorPool {
  private static final Map<Processing, Deque<DocumentProcessor>> IDLE = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ProcessorPool::closeIdle, "close-processors"));
  }

  private ProcessorPool() {}

  /** An idle processor or a new one; give it back, or close it after a failure. */
  static DocumentProcessor take(Processing processing) {
    synchronized (IDLE) {
      Deque<DocumentProcessor> idle = IDLE.get(processing);
      if (idle != null && !idle.isEmpty()) {
        return idle.pop();
      }
    }
    return processing.open();
  }

  static void giveBack(Processing processing, DocumentProcessor processor) {
    synchronized (IDLE) {
      IDLE.computeIfAbsent(processing, key -> new ArrayDeque<>()).push(processor);
    }
  }

  /** Closes what is idle in this process, for example when no more documents will come. */
  public static void closeIdle() {
    Map<Processing, Deque<DocumentProcessor>> idle;
    synchronized (IDLE) {
      idle = new HashMap<>(IDLE);
      IDLE.clear();
    }
    idle.values().forEach(processors -> processors.forEach(DocumentProcessor::close));
  }
}
