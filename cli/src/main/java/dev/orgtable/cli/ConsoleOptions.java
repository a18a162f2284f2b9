package dev.orgtable.cli;

import dev.orgtable.InvalidInput;
import dev.orgtable.UserId;
import dev.orgtable.server.settings.ConsoleSettings;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
   * Refuses options of which others are missing.
   *
   * @param local whether only this machine reaches the server, by a name of its own
   * @throws ParameterException if one is missing
   */
  void check(CommandSpec spec, Optional<URI> publicUrl, boolean local) {
    if (clientId == null && !operators.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--console-operators needs --oidc-client-id ID and --oidc-issuer URL, by which operators"
              + " sign in");
    }
    if (clientId == null && secretFile != null) {
      throw new ParameterException(
          spec.commandLine(), "--oidc-client-secret-file needs --oidc-client-id ID");
    }
    if (clientId != null && clientId.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--oidc-client-id is empty");
    }
    if (clientId != null && publicUrl.isEmpty() && !local) {
      throw new ParameterException(
          spec.commandLine(),
          "--oidc-client-id needs --public-url URL, since others than this machine reach the"
              + " server: the provider leads people back there");
    }
  }

  private static UserId operator(CommandSpec spec, String address) {
    try {
      return UserId.of(address);
    } catch (InvalidInput e) {
      throw new ParameterException(
          spec.commandLine(),
          "--console-operators must be addresses like name@example.com, separated by commas: "
              + address,
          e);
    }
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
        operators.stream().map(each -> operator(spec, each)).collect(Collectors.toSet());
    if (clientId == null) {
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
      return Optional.ofNullable(System.getenv(SECRET)).map(secret -> there(spec, SECRET, secret));
    }
    try {
      String secret = Files.readString(secretFile).strip();
      return Optional.of(there(spec, "--oidc-client-secret-file", secret));
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--oidc-client-secret-file cannot be read: " + secretFile, e);
    }
  }

  /** An empty secret would make this server a public client unnoticed. */
  private static String there(CommandSpec spec, String source, String secret) {
    if (secret.isBlank()) {
      throw new ParameterException(spec.commandLine(), source + " is empty");
    }
    return secret;
  }
}
