package io.millrace.cluster.standalone;

import io.millrace.cluster.layout.Layout;
import io.millrace.core.process.Detached;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the processes of a cluster so that neither the end of this process nor a hangup or an
 * interrupt of its terminal ends them.
 *
 * @param layout where Spark is
 * @param folder the cluster's folder
 */
record DaemonStart(Layout layout, Path folder) {
  private static final String HEAP = "-Xmx512m";

  ClusterProcess master(ClusterState state) throws IOException {
    return start(
        ClusterProcess.MASTER,
        "org.apache.spark.deploy.master.Master",
        "--host",
        ClusterState.HOST,
        "--port",
        Integer.toString(state.port()),
        "--webui-port",
        Integer.toString(state.pagePort()));
  }

  ClusterProcess worker(ClusterState state, String role, int port) throws IOException {
    return start(
        role,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        ClusterState.HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        "0",
        "--work-dir",
        Files.createDirectories(folder.resolve("work").resolve(role)).toString(),
        "--cores",
        Integer.toString(state.size().cores()),
        "--memory",
        state.size().memory(),
        state.master());
  }

  /** Where a process's output goes. */
  Path log(String role) {
    return folder.resolve("logs").resolve(role + ".log");
  }

  private ClusterProcess start(String role, String main, String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(Detached.COMMAND);
    command.addAll(List.of(java.toString(), HEAP));
    // by its port a worker is known to the master: it must not take the next one
    command.add("-Dspark.port.maxRetries=0");
    command.addAll(ClusterProcess.tag(folder, role));
    command.add("-cp");
    command.add(layout.sparkHome().resolve("jars") + "/*");
    command.add(main);
    command.addAll(List.of(arguments));
    Files.createDirectories(log(role).getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log(role).toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_HOME", layout.sparkHome().toString());
    environment.put("SPARK_SCALA_VERSION", "2.12");
    environment.put("SPARK_LOCAL_IP", ClusterState.HOST);
    // keys and passwords reach executors with their job, not with the cluster
    environment.keySet().removeIf(name -> name.startsWith("MILLRACE_"));
    return new ClusterProcess(role, builder.start().toHandle());
  }
}
