package dev.orgtable.cli;

import dev.orgtable.server.settings.ServerSettings.Subjects;
import dev.orgtable.server.settings.ServerSettings.Tokens;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for the OpenID Connect provider, and for tokens accepted by the API. */
final class OpenIdOptions {

  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description =
          "URL of an OpenID Connect provider. With --oidc-audience the API accepts its tokens,"
              + " with --oidc-client-id people sign in to the console by it.")
  private @Nullable String issuer;

  @Option(
      names = "--oidc-audience",
      paramLabel = "NAME",
      description =
          "Accept tokens of people at the API, if the issuer issued them for this audience (claim"
              + " aud).")
  private @Nullable String audience;

  @Option(
      names = "--oidc-keys",
      paramLabel = "URL",
      description = "URL of the issuer's keys (JWKS; default: from the issuer's metadata).")
  private @Nullable String keys;

  @Option(
      names = "--oidc-subject",
      paramLabel = "bind|ignore",
      description =
          "bind (default): the first sign-in binds the account (claims iss and sub) to the user, so"
              + " that nobody else can sign in with the user's address, even if it is given to"
              + " somebody else. ignore: whoever has the verified address is the user; for"
              + " providers that give each client another subject.")
  private @Nullable String subject;

  /**
   * Returns what subjects of tokens are used for.
   *
   * @throws ParameterException if it is misspelt, or there is no issuer
   */
  Subjects subjects(CommandSpec spec) {
    String text = subject;
    if (text == null) {
      return Subjects.BIND;
    }
    need(spec, issuer != null, "--oidc-subject needs --oidc-issuer URL");
    return Stream.of(Subjects.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "--oidc-subject must be bind or ignore: " + text));
  }

  /**
   * Returns the issuer; empty if there is none.
   *
   * @param client whether the console uses the issuer for sign-in
   * @throws ParameterException if an option is missing or not a URL
   */
  Optional<String> issuer(CommandSpec spec, boolean client) {
    if (issuer == null) {
      need(spec, audience == null, "--oidc-audience needs --oidc-issuer URL");
      need(spec, keys == null, "--oidc-keys needs --oidc-issuer URL and --oidc-audience NAME");
      need(spec, !client, "--oidc-client-id needs --oidc-issuer URL");
      return Optional.empty();
    }
    need(
        spec,
        audience != null || keys == null,
        "--oidc-keys needs --oidc-audience NAME, the audience of tokens for the API");
    need(
        spec,
        audience != null || client,
        "--oidc-issuer needs --oidc-audience NAME to accept persons' tokens at the API, or"
            + " --oidc-client-id ID to sign people in to the console");
    need(spec, audience == null || !audience.isBlank(), "--oidc-audience is empty");
    return Optional.of(url(spec, "--oidc-issuer", issuer).toString());
  }

  /** Returns which persons' tokens are accepted. */
  Optional<Tokens> tokens(CommandSpec spec, boolean client) {
    Optional<String> from = issuer(spec, client);
    String recipient = audience;
    return recipient == null
        ? Optional.empty()
        : from.map(
            each ->
                new Tokens(
                    each,
                    recipient,
                    Optional.ofNullable(keys).map(url -> url(spec, "--oidc-keys", url))));
  }

  private static URI url(CommandSpec spec, String option, String text) {
    try {
      URI url = new URI(text);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      need(
          spec,
          web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null,
          option + " must be a URL such as https://id.example.com: " + text);
      return url;
    } catch (URISyntaxException e) {
      throw new ParameterException(
          spec.commandLine(), option + " must be a URL such as https://id.example.com: " + text, e);
    }
  }

  private static void need(CommandSpec spec, boolean given, String message) {
    if (!given) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
