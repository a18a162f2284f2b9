package dev.orgtable.server.console.signin;

import dev.orgtable.server.settings.ConsoleSettings;
import dev.orgtable.server.settings.ServerSettings;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/**
 * The registration of this server as a client of the OpenID Connect provider. The provider's
 * endpoints are discovered at the first sign-in.
 */
@Component
final class OpenIdClient implements ClientRegistrationRepository {

  private static final Pattern WEB = Pattern.compile("https?://.+");

  private final ConsoleSettings console;
  private final @Nullable ClientRegistrationRepository registrations;

  OpenIdClient(ServerSettings settings) {
    this.console = settings.console();
    this.registrations =
        console
            .openId()
            .map(client -> OpenIdSignIn.registrations(client, console.publicUrl()))
            .orElse(null);
  }

  boolean isThere() {
    return console.openId().isPresent();
  }

  String clientId() {
    return console.openId().orElseThrow().clientId();
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
    return registrations == null ? null : registrations.findByRegistrationId(registrationId);
  }

  /** Returns the client registration, discovering the provider's endpoints if necessary. */
  Optional<ClientRegistration> registration() {
    return Optional.ofNullable(findByRegistrationId(OpenIdSignIn.REGISTRATION));
  }

  /** Returns the provider's end-session endpoint; empty if it has none. */
  Optional<String> endSessionEndpoint() {
    return registration()
        .map(client -> client.getProviderDetails().getConfigurationMetadata())
        .flatMap(OpenIdClient::endSessionEndpoint);
  }

  private static Optional<String> endSessionEndpoint(Map<String, Object> provider) {
    return provider.get("end_session_endpoint") instanceof String endpoint
            && WEB.matcher(endpoint).matches()
        ? Optional.of(endpoint)
        : Optional.empty();
  }
}
