package io.millrace.benchmark.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;

/**
 * Sends signals through a shell that stands ready: a moment between two writes is over before a
 * program has started. The shell ends with this process. For one thread.
 */
final class Signals {
  private final Writer commands;
  private final BufferedReader answers;

  private Signals(Process shell) {
    this.commands = shell.outputWriter();
    this.answers = shell.inputReader();
  }

  static Signals start() throws IOException {
    return new Signals(
        new ProcessBuilder("/bin/sh").redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Sends a signal; it has arrived at the return, or there is no such process any more. */
  void send(String signal, long pid) throws IOException {
    commands.write("kill -" + signal + " " + pid + "; echo\n");
    commands.flush();
    answers.readLine();
  }
}
