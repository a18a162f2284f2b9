package dev.orgtable.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookSender.NotSent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of webhooks, to receivers that attack the server, or lead to its network. */
final class HostileReceiversTest extends SenderTest {

  @Test
  void a_body_of_a_gigabyte_is_cut() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
              byte[] part = new byte[1 << 16];
              for (int i = 0; i < 1 << 14; i++) {
                out.write(part);
              }
            })) {

      WebhookAnswer answer = send(receiver.url());

      assertThat(answer.isAccepted()).isTrue();
      assertThat(answer.note()).isEqualTo("answered 200, the body was cut after 4096 bytes");
      assertThat(receiver.written()).isLessThan(32 << 20);
    }
  }

  @Test
  void a_header_without_end_is_cut() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              byte[] line =
                  ("X-More: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 1_000_000; i++) {
                out.write(line);
              }
            })) {

      WebhookAnswer answer = send(receiver.url());

      assertThat(answer.failure()).isEqualTo("the header of the answer is too large");
      assertThat(receiver.written()).isLessThan(32 << 20);
    }
  }

  @Test
  void a_line_without_end_is_cut() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\nX-Long: ");
              byte[] part = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 1 << 14; i++) {
                out.write(part);
              }
            })) {

      assertThat(send(receiver.url()).failure()).isEqualTo("the header of the answer is too large");
    }
  }

  @Test
  void a_status_line_without_end_is_cut() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              byte[] part = "garbage\r\n".repeat(1 << 12).getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 1 << 14; i++) {
                out.write(part);
              }
            })) {

      assertThat(sendInHaste(receiver.url()).isAccepted()).isFalse();
      assertThat(receiver.written()).isLessThan(32 << 20);
    }
  }

  @Test
  void interim_answers_without_end_are_cut() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              byte[] part =
                  "HTTP/1.1 102 Processing\r\n\r\n"
                      .repeat(1 << 12)
                      .getBytes(StandardCharsets.UTF_8);
              for (int i = 0; i < 1 << 14; i++) {
                out.write(part);
              }
            })) {

      WebhookAnswer answer = sendInHaste(receiver.url());

      assertThat(answer.isAccepted()).isFalse();
    }
  }

  @Test
  void no_answer_is_cut_at_the_deadline() throws Exception {
    try (RawReceiver receiver = RawReceiver.start(out -> Thread.sleep(60_000))) {

      WebhookAnswer answer = sendInHaste(receiver.url());

      assertThat(answer.failure()).isEqualTo("no answer within 15 seconds");
    }
  }

  @Test
  void an_answer_byte_by_byte_is_cut_at_the_deadline() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              for (char each : ("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1000)).toCharArray()) {
                out.write(each);
                out.flush();
                Thread.sleep(100);
              }
            })) {

      WebhookAnswer answer = sendInHaste(receiver.url());

      assertThat(answer.failure()).isEqualTo("no answer within 15 seconds");
    }
  }

  @Test
  void a_slow_body_does_not_matter_but_ends_at_the_deadline() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
              for (int i = 0; i < 1000; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(100);
              }
            })) {

      WebhookAnswer answer = sendInHaste(receiver.url());

      assertThat(answer.isAccepted()).isTrue();
      assertThat(answer.note()).startsWith("answered 200, the body was cut after ").endsWith("s");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nno number\r\n"
      })
  void a_broken_body_does_not_matter_and_is_noted(String rest) throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              write(out, "HTTP/1.1 202 Accepted\r\n" + rest);
              throw new IOException("the connection breaks");
            })) {

      WebhookAnswer answer = send(receiver.url());

      assertThat(answer.isAccepted()).isTrue();
      assertThat(answer.note()).isEqualTo("answered 202, the body ended too early");
    }
  }

  @Test
  void a_body_that_is_read_to_its_end_is_not_noted() throws Exception {
    String body = "x".repeat(4096);
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\n" + body))) {

      assertThat(send(receiver.url()).note()).isNull();
    }
  }

  @Test
  void a_cut_body_of_an_answer_that_failed_is_not_noted() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.start(
            out -> {
              write(out, "HTTP/1.1 500 No\r\nContent-Length: 9\r\n\r\n");
              throw new IOException("the connection breaks");
            })) {

      WebhookAnswer answer = send(receiver.url());

      assertThat(answer.failure()).isEqualTo("answered 500");
      assertThat(answer.note()).isNull();
    }
  }

  @Test
  void a_compressed_body_is_not_unpacked() throws Exception {
    try (RawReceiver receiver =
        RawReceiver.answering(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone")) {

      assertThat(send(receiver.url()).isAccepted()).isTrue();
    }
  }

  /** Some are spellings of 127.0.0.1 that resolvers understand. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1",
        "https://localhost",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]",
        "https://0.0.0.0",
        "https://2130706433",
        "https://[::127.0.0.1]",
        "https://10.0.0.1",
        "https://169.254.169.254",
        "https://[fd00:ec2::254]"
      })
  void an_internal_address_is_never_connected_to(String origin) throws Exception {
    try (RawReceiver receiver = RawReceiver.answering(OK);
        HttpSender strict = sender(false, LONG)) {

      WebhookAnswer answer = send(strict, origin + ":" + receiver.port() + "/", List.of(SECRET));

      assertThat(answer.failure()).isEqualTo("the host has no address of the public Internet");
      assertThat(receiver.connections()).isZero();
    }
  }

  /** A name server may give each question another answer: only what is connected to counts. */
  @Test
  void a_name_that_leads_to_an_internal_address_later_is_never_connected_to() throws Exception {
    InMemoryDnsResolver dns = new InMemoryDnsResolver();
    dns.add("rebound.example.com", InetAddress.getByName("203.0.113.7"));
    try (RawReceiver receiver = RawReceiver.answering(OK);
        HttpSender strict = sender(false, LONG, dns)) {
      String url = "https://rebound.example.com:" + receiver.port() + "/";
      dns.add("rebound.example.com", InetAddress.getLoopbackAddress());

      WebhookAnswer answer = send(strict, url, List.of(SECRET));

      assertThat(answer.failure()).isEqualTo("the host has no address of the public Internet");
      assertThat(receiver.connections()).isZero();
    }
  }

  @Test
  void a_name_server_that_never_answers_is_not_waited_for() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (HttpSender strict = sender(false, Duration.ofSeconds(20), never(end))) {

      WebhookAnswer answer = send(strict, "https://slow.example.com/", List.of(SECRET));

      assertThat(answer.failure()).isEqualTo("the host has no address of the public Internet");
    } finally {
      end.countDown();
    }
  }

  private static DnsResolver never(CountDownLatch end) {
    return new SystemDefaultDnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
          end.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
      }
    };
  }

  @Test
  void name_servers_that_never_answer_make_no_other_receiver_fail() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try (HttpSender strict = sender(false, SHORT, never(end))) {
      List<Callable<WebhookAnswer>> slow = new ArrayList<>();
      for (int i = 0; i < 256; i++) {
        String url = "https://slow" + i + ".example.com/";
        slow.add(() -> send(strict, url, List.of(SECRET)));
      }
      assertThat(threads.invokeAll(slow)).hasSize(256);

      assertThatThrownBy(() -> send(strict, "https://other.example.com/", List.of(SECRET)))
          .isInstanceOf(NotSent.class)
          .hasMessage("too many lookups of hosts at once");
    } finally {
      end.countDown();
      threads.shutdownNow();
    }
  }

  /** Only the address of the loopback is one of the two that connects, and only in local work. */
  @Test
  void of_several_addresses_internal_ones_are_left_out() throws Exception {
    InMemoryDnsResolver dns = new InMemoryDnsResolver();
    dns.add(
        "several.example.com",
        InetAddress.getByName("169.254.169.254"),
        InetAddress.getLoopbackAddress());
    try (RawReceiver receiver = RawReceiver.answering(OK);
        HttpSender local = sender(true, LONG, dns)) {

      WebhookAnswer answer =
          send(local, "http://several.example.com:" + receiver.port() + "/", List.of(SECRET));

      assertThat(answer.isAccepted()).isTrue();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
