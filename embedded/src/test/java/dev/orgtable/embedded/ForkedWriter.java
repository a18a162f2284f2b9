package dev.orgtable.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A {@link Writer} in a process of its own. */
final class ForkedWriter implements AutoCloseable {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private final Process process;
  private final BufferedReader output;

  private ForkedWriter(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ForkedWriter start(Engines engines, Path directory, int first) throws IOException {
    return start(List.of(), engines, directory, first);
  }

  /** Starts one as the leader of a process group. */
  static ForkedWriter startGroup(Engines engines, Path directory) throws IOException {
    return start(List.of("setsid"), engines, directory, 1);
  }

  private static ForkedWriter start(List<String> prefix, Engines engines, Path directory, int first)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Writer.class.getName());
    command.add(engines.preferred().option());
    command.add(directory.toString());
    command.add(Integer.toString(first));
    return new ForkedWriter(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Returns the process of its engine. */
  ProcessHandle engine() {
    return process.children().findFirst().orElseThrow();
  }

  /** Returns the next line of its output. */
  String line() throws IOException {
    return String.valueOf(output.readLine());
  }

  /** Waits until it has printed a number of lines. */
  void awaitNumbers(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String line = line();
      if (!NUMBER.matcher(line).matches()) {
        throw new IOException("not a number: " + line);
      }
    }
  }

  /**
   * Kills it like {@code kill -9}, and returns the last number printed; 0 if there are no more.
   * Uses the process handle, since {@code Process} would close the output unread.
   */
  int kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    int last = 0;
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (NUMBER.matcher(line).matches()) {
        last = Integer.parseInt(line);
      }
    }
    return last;
  }

  /** Kills it with its process group. */
  void killGroup() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", "--", "-" + process.pid()).inheritIO().start().waitFor();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
