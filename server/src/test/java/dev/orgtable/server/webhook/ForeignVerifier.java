package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/** Independent verifiers of signatures, in processes of their own: those that the guide shows. */
final class ForeignVerifier {

  private static final Path DIRECTORY = Path.of("src", "test", "webhooks");
  private static final String MISSING =
      "the tests with standardwebhooks are skipped: say npm ci in server/src/test/webhooks";

  private ForeignVerifier() {}

  /** Skips a test if the verifier is not installed, or fails it where it must be. */
  static void require() {
    if (!Files.isDirectory(DIRECTORY.resolve("node_modules"))) {
      if ("required".equals(System.getenv("ORGTABLE_NPM"))) {
        throw new AssertionError(MISSING);
      }
      Assumptions.abort(MISSING);
    }
  }

  /** Returns whether there is a Python. */
  static boolean hasPython() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "python3")));
  }

  /**
   * Verifies a request with npm's standardwebhooks.
   *
   * @param request the request as it arrived
   * @return the type of the message; what it says against the request otherwise
   */
  static String verify(String secret, String request) throws IOException, InterruptedException {
    return run(List.of("node", "verify.js"), secret, request);
  }

  /** Verifies a request with the function of the guide in Python. */
  static String verifyInPython(String secret, String request)
      throws IOException, InterruptedException {
    return run(List.of("python3", "verify.py"), secret, request);
  }

  private static String run(List<String> command, String secret, String request)
      throws IOException, InterruptedException {
    Map<String, String> headers = new TreeMap<>();
    int body = request.indexOf("\r\n\r\n");
    request
        .substring(0, body)
        .lines()
        .filter(line -> line.contains(": "))
        .map(line -> line.split(": ", 2))
        .forEach(pair -> headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]));
    Process process =
        new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true).start();
    process
        .getOutputStream()
        .write(
            new JsonMapper()
                .writeValueAsBytes(
                    Map.of(
                        "secret",
                        secret,
                        "headers",
                        headers,
                        "body",
                        request.substring(body + 4))));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }
}
