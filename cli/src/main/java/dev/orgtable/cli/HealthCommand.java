package dev.orgtable.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running server whether it is ready, for containers whose images have no other client. */
@Command(
    name = "health",
    description = "Ask a server on this machine whether it is ready. Exit code 0: it is; 1: not.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081/health/ready",
      description = "What to ask (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("");

  @Override
  public Integer call() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
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
      throw new IllegalStateException(url + " does not answer: " + e, e);
    }
  }
}
