package dev.orgtable.cli.remote;

import dev.orgtable.InvalidInput;
import dev.orgtable.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that has a table open, and an API key for it. */
public final class RunningServer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CREATED = 201;
  private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+/?");
  private static final Pattern KEY = Pattern.compile("otk_[A-Za-z0-9_-]+");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final URI server;
  private final String key;

  /**
   * Creates a client of a server. Does not connect yet.
   *
   * @param server the URL, without a path; https unless the server is on this machine
   * @param keys text whose last API key is used, such as the content of the file of {@code serve
   *     --print-secrets-to}
   * @throws InvalidInput if the URL is not one of these, in the field {@code server}, or the text
   *     has no key, in the field {@code key}
   */
  public RunningServer(URI server, String keys) {
    if (!URL.matcher(server.toString()).matches() || server.getHost() == null) {
      throw new InvalidInput(
          "server", "must be a URL without a path, such as http://127.0.0.1:8080: " + server);
    }
    if ("http".equals(server.getScheme()) && !isHere(server.getHost())) {
      throw new InvalidInput(
          "server",
          "must be https, since the key would be sent unencrypted to another machine: " + server);
    }
    this.server = server;
    this.key =
        KEY.matcher(keys)
            .results()
            .map(MatchResult::group)
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new InvalidInput("key", "has no API key"));
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Creates an API key.
   *
   * @param validFor how long it is valid; null for ever
   * @return the key, which is shown once
   * @throws IllegalStateException if the server does not answer, or refuses it
   */
  public String createKey(String name, Collection<Scope> scopes, @Nullable Duration validFor)
      throws InterruptedException {
    URI keys = URI.create(server.toString().replaceAll("/$", "") + "/v1/keys");
    HttpRequest request =
        HttpRequest.newBuilder(keys)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(name, scopes, validFor)))
            .build();
    HttpResponse<String> response = send(request);
    JsonNode told = body(response.body());
    if (response.statusCode() != CREATED) {
      throw new IllegalStateException(
          keys
              + ": the server refuses to create the key: "
              + told.path("detail").asString("status " + response.statusCode()));
    }
    String made = told.path("key").asString("");
    if (made.isEmpty()) {
      throw new IllegalStateException(keys + " answers without a key");
    }
    return made;
  }

  private static HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build()
          .send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + " does not answer: " + e, e);
    }
  }

  private static JsonNode body(String response) {
    try {
      return MAPPER.readTree(response);
    } catch (JacksonException e) {
      return MAPPER.createObjectNode();
    }
  }

  private static String body(String name, Collection<Scope> scopes, @Nullable Duration validFor) {
    ObjectNode body = MAPPER.createObjectNode().put("name", name);
    ArrayNode named = body.putArray("scopes");
    scopes.forEach(scope -> named.add(scope.name().toLowerCase(Locale.ROOT)));
    if (validFor != null) {
      body.put("expiresIn", validFor.toString());
    }
    return body.toString();
  }
}
