package dev.orgtable.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program, run in a process of its own as a person would run it. */
final class Program implements AutoCloseable {

  private static final long PATIENCE_SECONDS = Long.getLong("orgtable.patience", 120);
  private static final long BETWEEN_LOOKS_MILLIS = 50;
  private static final Pattern API = Pattern.compile("API {12}(http://127\\.0\\.0\\.1:\\d+)/v1");
  private static final Pattern CONSOLE =
      Pattern.compile("console {8}(http://127\\.0\\.0\\.1:\\d+/console/sign-in\\?token=\\S+)");
  private static final Pattern KEY = Pattern.compile("otk_[A-Za-z0-9_-]+");

  /**
   * Starts what follows with Ctrl-C as a person's shell leaves it: a script's {@code mvn verify &}
   * makes all its children ignore it, and bash cannot take that back.
   */
  private static final String HEEDING_CTRL_C =
      "if env --default-signal=INT true 2>/dev/null; then set -- env --default-signal=INT \"$@\"; fi";

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts the program in a directory. */
  static Program start(Path directory, String... arguments) {
    return startWithin(directory, "true", arguments);
  }

  /** Starts the program in a directory, in the shell in which something was done before. */
  static Program startWithin(Path directory, String before, String... arguments) {
    try {
      Path output = Files.createTempFile(directory, "output", ".txt");
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of("bash", "-c", before + "; " + HEEDING_CTRL_C + "; exec \"$@\"", "bash"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(Main.class.getName());
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("AWS_ACCESS_KEY_ID", "test");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
      return new Program(
          builder
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it serves, and returns where. */
  String uri() throws InterruptedException {
    return await(API).group(1);
  }

  /** Waits until it serves, and returns the link to the console. */
  String console() throws InterruptedException {
    return await(CONSOLE).group(1);
  }

  /** Waits until it has said all that it says at the start, and returns the key, if it gave one. */
  String keys() throws InterruptedException {
    await(Pattern.compile("Ctrl-C stops"));
    Matcher matcher = KEY.matcher(output());
    return matcher.find() ? matcher.group() : "";
  }

  /** Waits until a file holds something. */
  void awaitFile(Path file, Pattern pattern) throws InterruptedException {
    await(pattern, () -> Files.exists(file) ? Files.readString(file) : "");
  }

  private Matcher await(Pattern pattern) throws InterruptedException {
    return await(pattern, this::output);
  }

  private Matcher await(Pattern pattern, Callable<String> text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Matcher matcher = pattern.matcher(now(text));
      if (matcher.find()) {
        return matcher;
      }
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("never said " + pattern + ", but: " + output());
      }
      Thread.sleep(BETWEEN_LOOKS_MILLIS);
    }
  }

  private static String now(Callable<String> text) {
    try {
      return text.call();
    } catch (NoSuchFileException e) {
      return "";
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets it write no file beyond so many bytes, or any. */
  void limitFiles(String bytes) throws InterruptedException, IOException {
    int code =
        new ProcessBuilder(
                "prlimit", "--fsize=" + bytes + ":unlimited", "--pid", "" + process.pid())
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new AssertionError("prlimit ended with " + code);
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Tells it to stop as Ctrl-C does, and waits until it has. */
  void interrupt() throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    exitCode();
  }

  /** Waits until it has ended, and returns how. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("never ended: " + output());
    }
    return process.exitValue();
  }

  /** Returns what it has printed so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
