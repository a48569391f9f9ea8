package io.millrace.cluster.cli;

import io.millrace.cluster.layout.Layout;
import io.millrace.cluster.standalone.ClusterProcess;
import io.millrace.cluster.standalone.ClusterState;
import io.millrace.cluster.standalone.StandaloneCluster;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command on the local cluster takes, and what it prints. */
final class ClusterOptions {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where its state, logs and work are. Default: cluster in the layout.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print one JSON object on standard output.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  StandaloneCluster cluster() {
    Layout layout = Layout.require();
    return new StandaloneCluster(
        layout,
        folder == null ? layout.home().resolve("cluster") : folder,
        message -> spec().commandLine().getErr().println("millrace: " + message));
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(mixee, "picocli sets the mixee before a command runs");
  }

  void print(Map<String, ?> result, String text) {
    PrintWriter out = spec().commandLine().getOut();
    out.println(json ? Json.write(result) : text);
    out.flush();
  }

  void print(StandaloneCluster cluster, StandaloneCluster.Status status) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("up", status.whole());
    result.put("master", status.state().map(ClusterState::master).orElse(null));
    result.put("page", status.state().map(ClusterState::page).orElse(null));
    result.put("workers", status.state().map(state -> state.size().workers()).orElse(0));
    result.put("alive_workers", status.aliveWorkers());
    result.put("cores", status.state().map(state -> state.size().cores()).orElse(0));
    result.put("memory", status.state().map(state -> state.size().memory()).orElse(null));
    result.put("applications", status.applications());
    result.put("processes", rows(cluster, status.processes()));
    result.put("dead", status.dead());
    print(result, text(cluster, status));
  }

  static List<Map<String, Object>> rows(StandaloneCluster cluster, List<ClusterProcess> processes) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ClusterProcess process : processes) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("role", process.role());
      row.put("pid", process.pid());
      row.put("log", cluster.log(process.role()).toString());
      rows.add(row);
    }
    return rows;
  }

  private static String text(StandaloneCluster cluster, StandaloneCluster.Status status) {
    if (status.state().isEmpty() && status.processes().isEmpty()) {
      return "No cluster is up. 'millrace cluster up --workers 2' starts one.";
    }
    StringBuilder text = new StringBuilder();
    status
        .state()
        .ifPresent(
            state ->
                text.append("master      ")
                    .append(state.master())
                    .append("\npage        ")
                    .append(state.page())
                    .append("\nsize        ")
                    .append(state.size())
                    .append(", ")
                    .append(status.aliveWorkers())
                    .append(" workers alive, ")
                    .append(status.applications())
                    .append(" applications\n"));
    for (ClusterProcess process : status.processes()) {
      text.append(process.role())
          .append("    pid ")
          .append(process.pid())
          .append("    ")
          .append(cluster.log(process.role()))
          .append('\n');
    }
    for (String role : status.dead()) {
      text.append(role)
          .append("    dead; 'millrace cluster up' with the same size starts it again, log ")
          .append(cluster.log(role))
          .append('\n');
    }
    return text.toString().stripTrailing();
  }
}
