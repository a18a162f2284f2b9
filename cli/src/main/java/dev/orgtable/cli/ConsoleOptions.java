package dev.orgtable.cli;

import dev.orgtable.UserId;
import dev.orgtable.server.ConsoleSettings;
import dev.orgtable.server.ConsoleSettings.OpenId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who can sign in to the console. */
final class ConsoleOptions {

  private static final String SECRET = "ORGTABLE_OIDC_CLIENT_SECRET";

  @Option(
      names = "--oidc-client-id",
      paramLabel = "ID",
      description = "Sign people in to the console by OpenID Connect: what the issuer knows us as.")
  private @Nullable String clientId;

  @Option(
      names = "--oidc-client-secret-file",
      paramLabel = "FILE",
      description = "The client's secret; or in the environment, as " + SECRET + ".")
  private @Nullable Path secretFile;

  @Option(
      names = "--console-operators",
      paramLabel = "ADDRESS",
      split = ",",
      description = "The verified addresses that may do everything in the console.")
  private List<String> operators = List.of();

  /** Returns whether people sign in by OpenID Connect. */
  boolean signsIn() {
    return clientId != null;
  }

  /**
   * Returns what was said.
   *
   * @param publicUrl where people reach the server, if that was said
   * @param linksAreFit whether one-time links may be printed
   * @param link prints one
   */
  ConsoleSettings settings(
      CommandSpec spec,
      Optional<String> issuer,
      Optional<URI> publicUrl,
      BooleanSupplier linksAreFit,
      Consumer<String> link) {
    Set<UserId> addresses =
        Misuse.named(
            spec,
            Map.of("email", "--console-operators"),
            () -> operators.stream().map(UserId::of).collect(Collectors.toSet()));
    if (clientId == null) {
      if (!addresses.isEmpty() || secretFile != null) {
        throw new ParameterException(
            spec.commandLine(),
            "--console-operators and --oidc-client-secret-file need --oidc-client-id");
      }
      return new ConsoleSettings(
          Optional.empty(),
          Set.of(),
          linksAreFit.getAsBoolean() ? Optional.of(link) : Optional.empty(),
          publicUrl);
    }
    String from =
        issuer.orElseThrow(
            () ->
                new ParameterException(spec.commandLine(), "--oidc-client-id needs --oidc-issuer"));
    return new ConsoleSettings(
        Optional.of(new OpenId(from, clientId, secret(spec))),
        addresses,
        Optional.empty(),
        publicUrl);
  }

  private Optional<String> secret(CommandSpec spec) {
    if (secretFile == null) {
      return Optional.ofNullable(System.getenv(SECRET));
    }
    try {
      return Optional.of(Files.readString(secretFile).strip());
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--oidc-client-secret-file cannot be read: " + secretFile, e);
    }
  }
}
