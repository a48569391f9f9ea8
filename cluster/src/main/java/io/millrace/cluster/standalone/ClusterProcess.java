package io.millrace.cluster.standalone;

import io.millrace.core.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A living process of a cluster. Each carries its cluster's folder and its role as system
 * properties on its command line, so it is found whatever was killed before it could be noted.
 *
 * @param role {@code master} or {@code worker-1}, {@code worker-2} …
 * @param handle the process
 */
public record ClusterProcess(String role, ProcessHandle handle) {
  static final String MASTER = "master";

  private static final String FOLDER = "-Dmillrace.cluster.folder=";
  private static final String ROLE = "-Dmillrace.cluster.role=";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The arguments by which a process will be found. */
  static List<String> tag(Path folder, String role) {
    return List.of(FOLDER + folder, ROLE + role);
  }

  /** The roles of a cluster's workers. */
  static List<String> workers(ClusterSize size) {
    return IntStream.rangeClosed(1, size.workers()).mapToObj(i -> "worker-" + i).toList();
  }

  /** The process's id. */
  public long pid() {
    return handle.pid();
  }

  /** The living processes of the cluster in {@code folder}, master first. */
  static List<ClusterProcess> find(Path folder) {
    List<ClusterProcess> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .forEach(
            handle ->
                role(handle, folder)
                    .ifPresent(role -> found.add(new ClusterProcess(role, handle))));
    found.sort(Comparator.comparing(ClusterProcess::role));
    return found;
  }

  private static Optional<String> role(ProcessHandle handle, Path folder) {
    List<String> arguments = Processes.arguments(handle);
    return arguments.contains(FOLDER + folder)
        ? arguments.stream()
            .filter(argument -> argument.startsWith(ROLE))
            .map(argument -> argument.substring(ROLE.length()))
            .findFirst()
        : Optional.empty();
  }

  /** Ends processes with all that they started: asks first, and kills what does not listen. */
  static void stop(Collection<ClusterProcess> processes) {
    List<ProcessHandle> asked = processes.stream().map(ClusterProcess::handle).toList();
    List<ProcessHandle> all = new ArrayList<>(asked);
    asked.forEach(process -> all.addAll(process.descendants().toList())); // executors, parsers
    Processes.end(asked, all, PATIENCE);
  }
}
