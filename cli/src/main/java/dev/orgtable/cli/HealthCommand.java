package dev.orgtable.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a running server whether it is ready, for containers whose images have no other client. */
@Command(
    name = "health",
    description = "Ask a server on this machine whether it is ready. Exit code 0: it is; 1: not.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int MOST = 65_535;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "URL to request (default: http://127.0.0.1:PORT/health/ready).")
  private @Nullable URI url;

  /** Read by {@link OptionDefaults}. */
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file of the server, for its health-port.")
  @Nullable Path config;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description =
          "Health port of the server, which can also be ORGTABLE_HEALTH_PORT in the environment or"
              + " in the file (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    URI asked = url == null ? ready() : url;
    HttpRequest request = HttpRequest.newBuilder(asked).timeout(PATIENCE).build();
    try {
      int status =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, BodyHandlers.discarding())
              .statusCode();
      spec.commandLine().getOut().println(status == OK ? "ready" : "not ready: " + status);
      return status == OK ? 0 : 1;
    } catch (IOException e) {
      throw new IllegalStateException(asked + " does not answer: " + e, e);
    }
  }

  private URI ready() {
    if (port < 1 || port > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--health-port must be 1 to " + MOST + "; for another, use --url");
    }
    return URI.create("http://127.0.0.1:" + port + "/health/ready");
  }
}
