package dev.orgtable.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program of Dynoxide: an executable file from a package of npm. */
public final class DynoxideProgram {

  /** The environment variable that names the program's file. */
  public static final String VARIABLE = "ORGTABLE_DYNOXIDE";

  /**
   * The system property that names the file of the program that is part of a package; of less
   * weight than {@link #VARIABLE}.
   */
  static final String PROPERTY = "orgtable.dynoxide";

  /** The version that the contracts were run on. */
  private static final String VERSION = "1.2.1";

  private static final String NAME = "dynoxide";
  private static final String UNKNOWN = "a program of an unknown version";
  private static final int VERSION_SECONDS = 5;

  private DynoxideProgram() {}

  /**
   * Returns the program selected for this machine: the named one, otherwise the one of the package
   * that runs, otherwise the installed one. A program that is only on the path was installed for
   * another purpose.
   *
   * @throws IllegalStateException if the named file is not executable
   */
  static Optional<Path> chosen(Optional<Path> named) {
    Optional<Path> file =
        named.or(
            () ->
                Stream.of(System.getenv(VARIABLE), System.getProperty(PROPERTY))
                    .filter(value -> value != null && !value.isEmpty())
                    .map(Path::of)
                    .findFirst());
    file.ifPresent(DynoxideProgram::check);
    return file.or(() -> Optional.of(in(installed())).filter(Files::isExecutable));
  }

  /**
   * Refuses a file that is not a program.
   *
   * @throws IllegalStateException if it is not executable
   */
  public static void check(Path file) {
    if (!Files.isExecutable(file) || Files.isDirectory(file)) {
      throw new IllegalStateException(file + " is not a program; it should be Dynoxide's");
    }
  }

  /**
   * Returns the selected program, otherwise the one on the path.
   *
   * @throws IllegalStateException if there is none
   */
  static Path find(Optional<Path> named) {
    return chosen(named)
        .or(DynoxideProgram::onThePath)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Dynoxide is not installed: use orgtable engine install, or name its program in"
                        + " the environment variable "
                        + VARIABLE));
  }

  private static Optional<Path> onThePath() {
    return Optional.ofNullable(System.getenv("PATH")).stream()
        .flatMap(Pattern.compile(Pattern.quote(File.pathSeparator))::splitAsStream)
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, NAME))
        .filter(file -> Files.isExecutable(file) && !isScript(file))
        .findFirst();
  }

  /** Returns whether a file is a script, as npm's launcher is, which would outlive us. */
  private static boolean isScript(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return Arrays.equals(content.readNBytes(2), new byte[] {'#', '!'});
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Returns what a program says of its version, such as {@code dynoxide 1.2.1}; if it says nothing
   * within 5 seconds, or cannot be run, {@code a program of an unknown version}.
   */
  static String version(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toAbsolutePath().toString(), "--version")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      try (BufferedReader output = process.inputReader()) {
        if (process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
          return Optional.ofNullable(output.readLine()).orElse(UNKNOWN);
        }
        return UNKNOWN;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  /**
   * Returns a warning if a program is not of the version that Orgtable is tested with.
   *
   * @param version what it says of its version, such as {@code dynoxide 1.2.1}
   */
  public static Optional<String> warning(String version) {
    String tested = NAME + " " + VERSION;
    return version.equals(tested)
        ? Optional.empty()
        : Optional.of(
            "Orgtable is tested with "
                + tested
                + ", and this is "
                + version
                + "; orgtable engine install installs "
                + VERSION);
  }

  /** Returns the npm package, with its version, that contains the program for this machine. */
  public static String npmPackage() {
    return packageName() + "@" + VERSION;
  }

  private static String packageName() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "");
    return "@dynoxide/"
        + (os.startsWith("mac") ? "darwin" : os)
        + (Stream.of("aarch64", "arm64").anyMatch(processor::equals) ? "-arm64" : "-x64");
  }

  /**
   * Returns the directory in which the package is installed: {@code orgtable/dynoxide} in {@code
   * $XDG_DATA_HOME}, or else in {@code .local/share} of the user's home directory.
   */
  public static Path installed() {
    Path data =
        Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
            .filter(value -> !value.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"));
    return data.resolve("orgtable").resolve(NAME);
  }

  /** Returns the program's file in a directory in which npm has installed the package. */
  public static Path in(Path directory) {
    return directory.resolve("node_modules").resolve(packageName()).resolve(NAME);
  }
}
