package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookSender.NotSent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of webhooks, to receivers that behave as HTTP says. */
final class HttpSenderTest extends SenderTest {

  @Test
  void a_request_has_the_event_and_the_headers_of_standard_webhooks() throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK)) {

      WebhookAnswer answer = send(receiver.url());

      assertThat(answer.isAccepted()).isTrue();
      assertThat(answer.status()).isEqualTo(204);
      String request = receiver.requests().get(0);
      assertThat(request)
          .startsWith("POST /hooks?token=s3cret HTTP/1.1\r\n")
          .contains("webhook-id: " + EVENT.id() + "\r\n")
          .contains("Content-Type: application/json")
          .contains("User-Agent: Orgtable-Webhooks\r\n")
          .contains("\"type\":\"member.added\"")
          .contains("zoë@example.com")
          .doesNotContain("Accept-Encoding", "Upgrade", "Cookie");
    }
  }

  @Test
  void both_secrets_verify_the_request_while_one_replaces_the_other() throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK)) {

      send(sender, receiver.url(), List.of(SECRET, OLD_SECRET));

      String request = receiver.requests().get(0);
      String body = request.substring(request.indexOf("\r\n\r\n") + 4);
      new Webhook(SECRET).verify(body, headers(request));
      new Webhook(OLD_SECRET).verify(body, headers(request));
    }
  }

  private static Map<String, List<String>> headers(String request) {
    return Arrays.stream(request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n"))
        .skip(1)
        .map(line -> line.split(": ", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 410 Gone\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 410 Gone\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
      })
  void what_follows_an_answer_is_not_the_answer_to_the_next_request(String sent) throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(sent)) {

      WebhookAnswer first = send(receiver.url());
      WebhookAnswer second = send(receiver.url());

      assertThat(List.of(first, second)).extracting(WebhookAnswer::status).containsOnly(200);
      assertThat(receiver.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).containsIgnoringCase("connection: close"));
      assertThat(receiver.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "301, answered 301: redirects are not followed",
    "307, answered 307: redirects are not followed",
    "400, answered 400",
    "404, answered 404",
    "500, answered 500"
  })
  void a_status_that_does_not_accept_is_a_failure(int status, String failure) throws Exception {
    try (RawReceiver elsewhere = RawReceiver.answering(OK);
        RawReceiver receiver =
            RawReceiver.answering(
                "HTTP/1.1 "
                    + status
                    + " Other\r\nLocation: "
                    + elsewhere.url()
                    + "\r\n"
                    + "Content-Length: 0\r\n\r\n")) {

      WebhookAnswer answer = send(receiver.url());

      assertThat(answer.failure()).isEqualTo(failure);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.isGone()).isFalse();
      assertThat(receiver.requests()).hasSize(1);
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void what_a_receiver_sets_as_a_cookie_is_not_sent_back() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.answering(
            "HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\n\r\n")) {

      send(receiver.url());
      send(receiver.url());

      assertThat(receiver.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).doesNotContainIgnoringCase("cookie"));
    }
  }

  @Test
  void a_receiver_can_say_that_it_is_gone() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.answering("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")) {

      assertThat(send(receiver.url()).isGone()).isTrue();
    }
  }

  @Test
  void a_receiver_can_ask_to_wait() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.answering(
            "HTTP/1.1 429 Slow\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n")) {

      assertThat(send(receiver.url()).retryAfter()).isEqualTo(Duration.ofSeconds(90));
    }
  }

  @Test
  void a_closed_connection_is_a_failure_and_not_repeated() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              throw new IOException("closed");
            })) {

      assertThat(send(receiver.url()).failure())
          .isEqualTo("the connection was closed without an answer");
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_port_where_nobody_listens_is_a_failure() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(send("http://127.0.0.1:" + port + "/").failure())
        .isEqualTo("the connection was refused");
  }

  @Test
  void a_sender_that_was_closed_sends_nothing_which_is_no_failure_of_the_receiver()
      throws Exception {
    HttpSender closed = sender(true, LONG);
    closed.close();

    assertThatThrownBy(() -> send(closed, "http://127.0.0.1:9/", List.of(SECRET)))
        .isInstanceOf(NotSent.class)
        .hasMessage("the server is being stopped");
  }

  @Test
  void an_event_that_cannot_be_signed_is_no_failure_of_the_receiver() throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK)) {

      assertThatThrownBy(() -> send(sender, receiver.url(), List.of("whsec_%")))
          .isInstanceOf(NotSent.class)
          .hasMessage("the event could not be written and signed");
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void a_request_that_gets_no_connection_is_no_failure_of_the_receiver() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (RawReceiver receiver = RawReceiver.start(out -> end.await());
        HttpSender patient = sender(true, Duration.ofSeconds(15))) {
      for (int i = 0; i < 20; i++) {
        var unused = threads.submit(() -> send(patient, receiver.url(), List.of(SECRET)));
      }
      for (int i = 0; i < 300 && receiver.requests().size() < 20; i++) {
        Thread.sleep(10);
      }

      assertThatThrownBy(() -> send(patient, receiver.url(), List.of(SECRET)))
          .isInstanceOf(NotSent.class)
          .hasMessage("too many requests at once");
    } finally {
      end.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void a_host_that_does_not_exist_is_a_failure() {
    assertThat(send("http://no-such-host.invalid/").failure())
        .isEqualTo("the host has no address of the public Internet");
  }

  @Test
  void a_server_without_tls_is_a_failure_of_https() throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK)) {

      WebhookAnswer answer = send("https://127.0.0.1:" + receiver.port() + "/");

      assertThat(answer.isAccepted()).isFalse();
    }
  }

  @Test
  void plain_http_is_refused_without_the_setting() throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK);
        HttpSender strict = sender(false, LONG)) {

      WebhookAnswer answer = send(strict, receiver.url(), List.of(SECRET));

      assertThat(answer.failure()).isEqualTo("the URL does not begin with https://");
      assertThat(receiver.connections()).isZero();
    }
  }
}
