package dev.orgtable.cli;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
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

/** Options for signing in to the console. */
final class ConsoleOptions {

  /** The beginning of an operator's subject, which no address has before its @. */
  private static final String SUBJECT = "sub:";

  /** The environment variable with the client secret. */
  static final String SECRET = "ORGTABLE_OIDC_CLIENT_SECRET";

  @Option(
      names = "--oidc-client-id",
      paramLabel = "ID",
      description = "Client id for signing in to the console by OpenID Connect.")
  private @Nullable String clientId;

  @Option(
      names = "--oidc-client-secret-file",
      paramLabel = "FILE",
      description = "File with the client secret; or set " + SECRET + ".")
  private @Nullable Path secretFile;

  @Option(
      names = "--console-operators",
      paramLabel = "ADDRESS|sub:SUBJECT",
      split = ",",
      description =
          "Who has every right in the console: verified addresses, or subjects of the provider"
              + " (claim sub), which stay with the account if the address is given to somebody else.")
  private List<String> operators = List.of();

  /** Returns whether sign-in by OpenID Connect is configured. */
  boolean signsIn() {
    return clientId != null;
  }

  /**
   * Refuses incomplete combinations of options.
   *
   * @param local whether only this machine can reach the server, under a local name
   * @throws ParameterException if an option is missing
   */
  void check(CommandSpec spec, Optional<URI> publicUrl, boolean local) {
    if (clientId == null && !operators.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--console-operators needs --oidc-client-id ID and --oidc-issuer URL, since operators"
              + " sign in by OpenID Connect");
    }
    if (operators.stream().map(String::strip).anyMatch(SUBJECT::equals)) {
      throw new ParameterException(
          spec.commandLine(), "--console-operators has an empty subject after " + SUBJECT);
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
          "--oidc-client-id needs --public-url URL, since the server can be reached from other"
              + " machines: it is where the provider redirects to");
    }
  }

  private static EmailAddress operator(CommandSpec spec, String address) {
    try {
      return EmailAddress.of(address);
    } catch (InvalidInput e) {
      throw new ParameterException(
          spec.commandLine(),
          "--console-operators must be addresses like name@example.com, or subjects like"
              + " sub:248289761001, separated by commas: "
              + address,
          e);
    }
  }

  /**
   * Returns the settings.
   *
   * @param publicUrl the public URL, if given
   * @param linksAreFit whether one-time links may be printed
   * @param link prints a one-time link
   */
  ConsoleSettings settings(
      CommandSpec spec,
      Optional<String> issuer,
      Optional<URI> publicUrl,
      BooleanSupplier linksAreFit,
      Consumer<String> link) {
    Set<EmailAddress> addresses =
        operators.stream()
            .filter(each -> !each.strip().startsWith(SUBJECT))
            .map(each -> operator(spec, each))
            .collect(Collectors.toSet());
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
    Set<String> subjects =
        operators.stream()
            .map(String::strip)
            .filter(each -> each.startsWith(SUBJECT))
            .map(each -> each.substring(SUBJECT.length()))
            .collect(Collectors.toSet());
    return new ConsoleSettings(
            Optional.of(new OpenId(from, clientId, secret(spec))),
            addresses,
            Optional.empty(),
            publicUrl)
        .withOperatorSubjects(subjects);
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
          spec.commandLine(), "cannot read --oidc-client-secret-file " + secretFile, e);
    }
  }

  /** Refuses an empty secret, with which this server would silently be a public client. */
  private static String there(CommandSpec spec, String source, String secret) {
    if (secret.isBlank()) {
      throw new ParameterException(spec.commandLine(), source + " is empty");
    }
    return secret;
  }
}
