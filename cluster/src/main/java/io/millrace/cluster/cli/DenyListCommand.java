package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList.Forgotten;
import io.millrace.core.release.DenyList.Narrowed;
import io.millrace.core.release.DenySnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace deny list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists what no release shows, and how many documents older releases show to fewer groups.",
    footer = {"", "Example:", "  millrace deny list --json"})
final class DenyListCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  /** Documents that lost a group in one revision and were left to the same groups. */
  private record Narrowing(long revision, String groups) {}

  @Override
  public Integer call() throws IOException {
    DenySnapshot list = DenyCommand.list(common).snapshot();
    StringBuilder text = new StringBuilder();
    for (Forgotten entry : list.forgotten()) {
      text.append(HitText.path(entry.uri()))
          .append("  since ")
          .append(entry.at())
          .append(entry.why().isEmpty() ? "" : "  " + entry.why())
          .append('\n');
    }
    List<Map<String, Object>> narrowed = new ArrayList<>();
    narrowings(list)
        .forEach(
            (narrowing, documents) -> {
              narrowed.add(json(narrowing, documents));
              text.append(documents)
                  .append(" documents are left to ")
                  .append(narrowing.groups().isEmpty() ? "nobody" : narrowing.groups())
                  .append(" in releases from before revision ")
                  .append(narrowing.revision())
                  .append('\n');
            });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("forgotten", list.forgotten().stream().map(DenyCommand::json).toList());
    json.put("narrowed", narrowed);
    common.print(json, text.isEmpty() ? "Nothing is denied." : text.toString().stripTrailing());
    return 0;
  }

  private static Map<Narrowing, Long> narrowings(DenySnapshot list) {
    Map<Narrowing, Long> counts =
        new TreeMap<>(
            Comparator.comparingLong(Narrowing::revision).thenComparing(Narrowing::groups));
    for (Narrowed entry : list.narrowed()) {
      counts.merge(
          new Narrowing(entry.revision(), String.join(",", entry.groups())), 1L, Long::sum);
    }
    return counts;
  }

  private static Map<String, Object> json(Narrowing narrowing, long documents) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("revision", narrowing.revision());
    json.put("groups", narrowing.groups());
    json.put("documents", documents);
    return json;
  }
}
