package dev.orgtable.server.mail;

import dev.orgtable.server.settings.InvitationSettings;
import dev.orgtable.server.settings.ServerSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Builds invitation links: to the configured page, or to this server's own. */
@Component
public final class InvitationLinks {

  private final ServerSettings settings;
  private final Environment environment;

  InvitationLinks(ServerSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /** Returns the link for a token. */
  public String of(String token) {
    return settings
        .invitations()
        .link()
        .orElseGet(this::ownPage)
        .replace(InvitationSettings.TOKEN, URLEncoder.encode(token, StandardCharsets.UTF_8));
  }

  private String ownPage() {
    InetAddress address = settings.address();
    String host = address.getHostAddress();
    String port = environment.getProperty("local.server.port");
    return "http://"
        + (address instanceof Inet6Address ? "[" + host + "]" : host)
        + ":"
        + Objects.requireNonNull(port, "the server's port")
        + "/invitation?token="
        + InvitationSettings.TOKEN;
  }
}
