package io.millrace.benchmark.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shares of time by kind of operation, from a trace of PyTorch's profiler (Chrome's trace format):
 * each event counts with what the events inside it leave of it. One thread.
 */
final class TimeSplit {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TimeSplit() {}

  private record Event(String name, double start, double end) {}

  private static final class Open {
    final Event event;
    double inside;

    Open(Event event) {
      this.event = event;
    }
  }

  static Map<String, Double> of(String trace) throws IOException {
    List<Event> events = new ArrayList<>();
    for (JsonNode node : JSON.readTree(trace)) {
      if (node.path("ph").asText().equals("X")) {
        double start = node.path("ts").asDouble();
        events.add(
            new Event(node.path("name").asText(), start, start + node.path("dur").asDouble()));
      }
    }
    events.sort(
        Comparator.comparingDouble(Event::start)
            .thenComparing(Comparator.comparingDouble(Event::end).reversed()));
    Map<String, Double> own = new TreeMap<>();
    Deque<Open> open = new ArrayDeque<>();
    for (Event event : events) {
      close(open, event.start(), own);
      if (open.peek() != null) {
        open.peek().inside += event.end() - event.start();
      }
      open.push(new Open(event));
    }
    close(open, Double.POSITIVE_INFINITY, own);
    double all = own.values().stream().mapToDouble(Double::doubleValue).sum();
    own.replaceAll((kind, time) -> time / all);
    return own;
  }

  private static void close(Deque<Open> open, double until, Map<String, Double> own) {
    while (!open.isEmpty() && open.peek().event.end() <= until) {
      Open ended = open.pop();
      Event event = ended.event;
      own.merge(kind(event.name()), event.end() - event.start() - ended.inside, Double::sum);
    }
  }

  /** What a reader calls an operation of the engine. */
  private static String kind(String operation) {
    return switch (operation.substring(operation.lastIndexOf(':') + 1)) {
      case "_linear_pointwise", "addmm", "mm" -> "linear layers";
      case "bmm", "baddbmm" -> "attention: products";
      case "_softmax" -> "attention: softmax";
      case "_scaled_dot_product_flash_attention_for_cpu" -> "attention: fused";
      case "gelu" -> "gelu";
      case "native_layer_norm" -> "layer norm";
      case "copy_", "cat", "to_mkldnn", "_to_dense", "clone", "contiguous" -> "copies";
      default -> "other";
    };
  }
}
