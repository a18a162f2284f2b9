package dev.orgtable.server;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.settings.ConsoleSettings.OpenId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/** An independent provider implementation, npm's oidc-provider, in a process of its own. */
public final class OidcProvider implements SignInProvider, AutoCloseable {

  /** A confidential client. */
  public static final String CONFIDENTIAL = "console";

  /** A public client. */
  public static final String PUBLIC = "public";

  /** The audience of its access tokens. */
  public static final String AUDIENCE = "orgtable";

  private static final String SECRET = "the secret of the console, as long as it likes";
  private static final Path DIRECTORY = Path.of("src", "test", "oidc");
  private static final String MISSING =
      "the tests with oidc-provider are skipped: say npm ci in server/src/test/oidc";
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final int port;
  private String secretBy = "client_secret_basic";

  private OidcProvider(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with its defaults. If it is not installed, the tests are skipped. */
  public static OidcProvider start() {
    OidcProvider provider = listen();
    provider.start(Map.of());
    return provider;
  }

  /** Starts a provider that responds with 503 until it is started with a configuration. */
  public static OidcProvider listen() {
    if (!Files.isDirectory(DIRECTORY.resolve("node_modules"))) {
      if ("required".equals(System.getenv("ORGTABLE_OIDC_PROVIDER"))) {
        throw new AssertionError(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    try {
      Process process =
          new ProcessBuilder("node", "provider.js")
              .directory(DIRECTORY.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = said.readLine();
      while (line != null && !line.startsWith("listening on ")) {
        line = said.readLine();
      }
      if (line == null) {
        throw new AssertionError("oidc-provider did not start: " + process.waitFor());
      }
      return new OidcProvider(process, Integer.parseInt(line.replace("listening on ", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Signs with a new key from now on, the only one published. */
  public void rotate() {
    control(Map.of("rotate", true, "start", Map.of()));
  }

  /** Restarts it with options of {@code provider.js}. */
  public void start(Map<String, Object> options) {
    control(Map.of("start", options, "clients", clients(Optional.empty())));
  }

  /** Restarts it to accept the client secret by one method only. */
  public void startTakingSecretsBy(String method) {
    secretBy = method;
    start(Map.of("configuration", Map.of("clientAuthMethods", List.of(method, "none"))));
    secretBy = "client_secret_basic";
  }

  /** Sets the server that receives back-channel logouts. */
  public void knows(URI server) {
    control(Map.of("clients", clients(Optional.of(server))));
  }

  private List<Map<String, Object>> clients(Optional<URI> server) {
    List<Map<String, Object>> clients = new ArrayList<>();
    for (String id : List.of(CONFIDENTIAL, PUBLIC)) {
      Map<String, Object> client = new LinkedHashMap<>();
      client.put("client_id", id);
      client.put("application_type", "native");
      client.put("redirect_uris", List.of("http://127.0.0.1/login/oauth2/code/openid"));
      client.put("token_endpoint_auth_method", "none");
      if (id.equals(CONFIDENTIAL)) {
        client.put("client_secret", SECRET);
        client.put("token_endpoint_auth_method", secretBy);
      }
      server.ifPresent(
          url -> {
            client.put("post_logout_redirect_uris", List.of(url + "/console/sign-in"));
            client.put("backchannel_logout_uri", url + "/logout/connect/back-channel/openid");
            client.put("backchannel_logout_session_required", true);
          });
      clients.add(client);
    }
    return clients;
  }

  @Override
  public void as(EmailAddress user, boolean isVerified) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "subject of " + user);
    claims.put("email", user.value());
    claims.put("email_verified", isVerified);
    as(claims);
  }

  /** Sets the claims of the user who signs in. */
  public void as(Map<String, Object> claims) {
    control(Map.of("person", claims));
  }

  /** Changes the claims of a user who has signed in. */
  public void change(Map<String, Object> claims) {
    control(Map.of("account", claims));
  }

  @Override
  public void setDown(boolean down) {
    control(Map.of("down", down));
  }

  /** Returns the issuer's URL. */
  public String name() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public OpenId settings() {
    return new OpenId(name(), CONFIDENTIAL, Optional.of(SECRET));
  }

  /** Returns the settings of the public client. */
  public OpenId publicClient() {
    return new OpenId(name(), PUBLIC, Optional.empty());
  }

  private void control(Map<String, Object> said) {
    var reply =
        Http.send(
            HttpRequest.newBuilder(URI.create(name() + "/control"))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(said)))
                .build());
    if (reply.status() != 200) {
      throw new AssertionError("oidc-provider: " + reply);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
