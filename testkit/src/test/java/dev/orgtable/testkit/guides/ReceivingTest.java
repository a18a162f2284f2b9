package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiver of the guide to webhooks. */
final class ReceivingTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
  private static final String BODY = "{\"type\":\"member.added\"}";

  private HttpServer server;
  private Receiving receiving;

  @BeforeEach
  void start() throws Exception {
    receiving = new Receiving(new Webhook(SECRET));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", receiving::receive);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int post(String signed, String sent) throws Exception {
    long now = Instant.now().getEpochSecond();
    return HttpClient.newHttpClient()
        .send(request(now, new Webhook(SECRET).sign("id", now, signed), sent), discarding())
        .statusCode();
  }

  private static HttpResponse.BodyHandler<Void> discarding() {
    return HttpResponse.BodyHandlers.discarding();
  }

  private HttpRequest request(long now, String signature, String body) throws IOException {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks"))
        .header("webhook-id", "id")
        .header("webhook-timestamp", Long.toString(now))
        .header("webhook-signature", signature)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  @Test
  void a_request_with_our_signature_is_accepted() throws Exception {
    assertThat(post(BODY, BODY)).isEqualTo(204);
    assertThat(receiving.accepted).containsExactly(BODY);
  }

  @Test
  void a_request_that_was_altered_is_refused() throws Exception {
    assertThat(post(BODY, BODY.replace("added", "removed"))).isEqualTo(400);
    assertThat(receiving.accepted).isEmpty();
  }
}
