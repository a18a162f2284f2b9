package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.User.Account;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OidcProvider;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings.Tokens;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens (RFC 9068) of an independent provider implementation at the API. */
@Tag("slow")
final class AccessTokensOfOidcProviderTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final int MOST_REDIRECTS = 10;
  private static final String VERIFIER = "v".repeat(43);
  private static final String BACK = "http://127.0.0.1:1/login/oauth2/code/openid";

  private static OidcProvider provider;
  private static TestServer store;
  private static OrgtableServer server;

  private HttpClient browser = newBrowser();

  private static HttpClient newBrowser() {
    return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  }

  @BeforeAll
  static void start() {
    provider = OidcProvider.start();
    store = TestServer.start();
    store.user(ANN.value());
    store.user(BOB.value());
    server =
        store.another(
            Optional.of(new Tokens(provider.name(), OidcProvider.AUDIENCE, Optional.empty())),
            1_000_000);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      store.close();
      provider.close();
    }
  }

  private static Reply ann(String token) {
    return get("/v1/users/" + ANN, token);
  }

  private static Reply get(String path, String token) {
    return new Http(TestServer.uri(server), Optional.of(token)).get(path);
  }

  @Test
  void a_token_with_the_address_is_accepted() throws Exception {
    provider.start(Map.of("emailInAccessTokens", true));
    provider.as(ANN);

    String token = accessToken();

    assertThat(header(token)).contains("at+jwt");
    assertThat(ann(token).status()).isEqualTo(200);
  }

  @Test
  void of_one_without_the_address_it_is_told_what_is_missing() throws Exception {
    provider.start(Map.of());
    provider.as(BOB);

    Reply reply = ann(accessToken());

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate"))
        .contains("invalid_token", "the claim email is missing (it comes with the scope email)");
  }

  @Test
  void the_next_owner_of_an_address_does_not_become_the_user() throws Exception {
    provider.start(Map.of("emailInAccessTokens", true));
    provider.as(ANN);
    assertThat(ann(accessToken()).status()).isEqualTo(200);

    browser = newBrowser();
    provider.as(Map.of("sub", "the next owner", "email", ANN.value(), "email_verified", true));
    Reply takeover = ann(accessToken());

    assertThat(takeover.status()).isEqualTo(403);
    assertThat(takeover.text("code")).isEqualTo("account_conflict");
    assertThat(store.orgtable().accounts().list(ANN))
        .containsExactly(new Account(provider.name(), "subject of " + ANN));
  }

  @Test
  void a_user_is_found_by_the_account_with_another_address_or_none() throws Exception {
    provider.start(Map.of("emailInAccessTokens", true));
    provider.as(ANN);
    String id = ann(accessToken()).text("id");

    provider.change(
        Map.of("sub", "subject of " + ANN, "email", "ann@new.example.com", "email_verified", true));
    Reply moved = get("/v1/users/" + id, accessToken());
    provider.start(Map.of());
    Reply without = ann(accessToken());

    assertThat(moved.text("email")).isEqualTo(ANN.value());
    assertThat(moved.header("Orgtable-User")).isEqualTo(id);
    assertThat(without.status()).isEqualTo(200);
  }

  private static String header(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
        StandardCharsets.UTF_8);
  }

  private String accessToken() throws Exception {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("grant_type", "authorization_code");
    sent.put("code", code());
    sent.put("client_id", OidcProvider.PUBLIC);
    sent.put("redirect_uri", BACK);
    sent.put("code_verifier", VERIFIER);
    sent.put("resource", "https://orgtable.example");
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(provider.name() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(sent))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body()).get("access_token").asString();
  }

  /** Signs in as the user set at the provider. */
  private String code() throws Exception {
    byte[] challenge =
        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("client_id", OidcProvider.PUBLIC);
    asked.put("response_type", "code");
    asked.put("scope", "openid email");
    asked.put("redirect_uri", BACK);
    asked.put("resource", "https://orgtable.example");
    asked.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
    asked.put("code_challenge_method", "S256");
    URI next = URI.create(provider.name() + "/auth?" + form(asked));
    for (int i = 0; i < MOST_REDIRECTS && !next.toString().startsWith(BACK); i++) {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(next));
      next = next.resolve(answer.headers().firstValue("Location").orElseThrow());
    }
    return next.getQuery().replaceAll(".*code=([^&]+).*", "$1");
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return browser.send(request.build(), BodyHandlers.ofString());
  }
}
