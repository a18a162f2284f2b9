package dev.orgtable.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the API over real HTTP.
 *
 * @param server the server's URL
 * @param credential the credential; empty for none
 */
public record Http(URI server, Optional<String> credential) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Gets a path. */
  public Reply get(String path) {
    return send("GET", path, "");
  }

  /** Posts JSON, written with ' in place of ". */
  public Reply post(String path, String json, String... headers) {
    return send("POST", path, json.replace('\'', '"'), headers);
  }

  /** Puts JSON, written with ' in place of ". */
  public Reply put(String path, String json, String... headers) {
    return send("PUT", path, json.replace('\'', '"'), headers);
  }

  /** Patches with JSON, written with ' in place of ". */
  public Reply patch(String path, String json, String... headers) {
    return send("PATCH", path, json.replace('\'', '"'), headers);
  }

  /** Deletes a path. */
  public Reply delete(String path) {
    return send("DELETE", path, "");
  }

  /**
   * Sends a request.
   *
   * @param body the body; empty for none
   * @param headers alternating names and values
   */
  public Reply send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    credential.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  /** Sends a request unchanged. */
  public static Reply send(HttpRequest request) {
    try {
      return new Reply(CLIENT.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * A response.
   *
   * @param response the raw response
   */
  public record Reply(HttpResponse<String> response) {

    /** Returns the status. */
    public int status() {
      return response.statusCode();
    }

    /** Returns the body, parsed. */
    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** Returns a field of the body as text. */
    public String text(String field) {
      return json().path(field).asString();
    }

    /** Returns a header; empty if absent. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
      return status() + " " + response.body();
    }
  }
}
