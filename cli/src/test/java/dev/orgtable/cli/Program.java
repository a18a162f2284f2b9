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

/** The program in a process of its own, as a person runs it. */
final class Program implements AutoCloseable {

  private static final long PATIENCE_SECONDS = Long.getLong("orgtable.patience", 120);
  private static final long BETWEEN_LOOKS_MILLIS = 50;
  private static final Pattern API = Pattern.compile("API {12}(http://127\\.0\\.0\\.1:\\d+)/v1");
  private static final Pattern CONSOLE =
      Pattern.compile("console {8}(http://127\\.0\\.0\\.1:\\d+/console/sign-in\\?token=\\S+)");
  private static final Pattern KEY = Pattern.compile("otk_[A-Za-z0-9_-]+");

  /**
   * Starts a command with the default handling of SIGINT: a script's {@code mvn verify &} makes its
   * children ignore the signal, which bash cannot undo.
   */
  private static final String HEEDING_CTRL_C =
      "if env --default-signal=INT true 2>/dev/null; then set -- env --default-signal=INT \"$@\";"
          + " fi";

  private static final List<String> QUICK_TO_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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

  /** Starts the program in a directory, from a shell that first runs a command. */
  static Program startWithin(Path directory, String before, String... arguments) {
    try {
      Path output = Files.createTempFile(directory, "output", ".txt");
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of("bash", "-c", before + "; " + HEEDING_CTRL_C + "; exec \"$@\"", "bash"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(QUICK_TO_START);
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(Main.class.getName());
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      // What the tests read is refused by the program.
      builder
          .environment()
          .keySet()
          .removeAll(List.of("ORGTABLE_BROWSER", "ORGTABLE_NPM", "ORGTABLE_OIDC_PROVIDER"));
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

  /** Waits until it serves, and returns its URL. */
  String uri() throws InterruptedException {
    return await(API).group(1);
  }

  /** Waits until it serves, and returns the sign-in link. */
  String console() throws InterruptedException {
    return await(CONSOLE).group(1);
  }

  /** Waits for the output at start-up, and returns the API key, if printed. */
  String keys() throws InterruptedException {
    await(Pattern.compile("Ctrl-C stops"));
    Matcher matcher = KEY.matcher(output());
    return matcher.find() ? matcher.group() : "";
  }

  /** Waits until a file has content. */
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

  /** Sets the file size limit, or removes it. */
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

  /** Kills it like {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Interrupts it like Ctrl-C, and waits until it exits. */
  void interrupt() throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    exitCode();
  }

  /** Waits until it exits, and returns the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("never ended: " + output());
    }
    return process.exitValue();
  }

  /** Returns its output so far. */
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
