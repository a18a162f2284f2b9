package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import dev.orgtable.EmailAddress;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The effect of forged tokens while the identity provider hangs, and while it does not. */
@Tag("slow")
@Isolated
final class HangingProviderTest {

  private static final int MANY = 260;
  private static final EmailAddress MAX = EmailAddress.of("max@example.com");

  private static TestServer server;

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer hanging;

  @BeforeAll
  static void startServer() {
    server = TestServer.start();
    server.user(MAX.value());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void start() throws IOException {
    hanging = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hanging.setExecutor(threads);
    hanging.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, 0);
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    hanging.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    hanging.stop(0);
    threads.shutdownNow();
  }

  private Tokens tokens(boolean discovered) {
    String place = "http://127.0.0.1:" + hanging.getAddress().getPort();
    return new Tokens(
        place, Issuer.AUDIENCE, discovered ? Optional.empty() : Optional.of(URI.create(place)));
  }

  private String madeUp(String kid) {
    Issuer issuer = server.issuer();
    return Issuer.sign(
        issuer.header().keyID(kid).build(), issuer.claims(MAX).build(), issuer.key());
  }

  private static Http caller(OrgtableServer server, String credential) {
    return new Http(TestServer.uri(server), Optional.of(credential));
  }

  private List<Reply> many(OrgtableServer other) throws Exception {
    List<Future<Reply>> sent = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Http stranger = caller(other, madeUp("made up " + i));
      sent.add(threads.submit(() -> stranger.get("/v1/users/max@example.com")));
    }
    List<Reply> replies = new ArrayList<>();
    for (Future<Reply> each : sent) {
      replies.add(each.get());
    }
    return replies;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_provider_that_hangs_is_asked_by_few_and_failures_are_counted(boolean discovered)
      throws Exception {
    try (OrgtableServer other = server.another(Optional.of(tokens(discovered)), 1_000_000)) {
      Http key = caller(other, server.key(Scope.READ).credential().orElseThrow());
      assertThat(key.get("/v1/users/max@example.com").status()).isEqualTo(200);

      List<Reply> replies = many(other);
      List<Reply> more = many(other);

      assertThat(replies).extracting(Reply::status).isSubsetOf(503, 429);
      assertThat(more).extracting(Reply::status).as("counted").contains(429);
      assertThat(asked.get()).isLessThanOrEqualTo(10);
      assertThat(key.get("/v1/users/max@example.com").status()).isEqualTo(200);
    }
  }

  @Test
  void the_refusal_names_the_provider_and_not_the_table() {
    try (OrgtableServer other = server.another(Optional.of(tokens(false)), 1_000)) {
      Reply reply = caller(other, madeUp("x")).get("/v1/users/max@example.com");

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.text("code")).isEqualTo("provider_unavailable");
      assertThat(reply.text("title")).isEqualTo("The identity provider cannot be reached");
      assertThat(reply.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void the_log_has_one_line_of_it_without_a_stack_trace() throws Exception {
    try (OrgtableServer other = server.another(Optional.of(tokens(false)), 1_000_000)) {
      Logger all = (Logger) LoggerFactory.getLogger("dev.orgtable.server");
      ListAppender<ILoggingEvent> lines = new ListAppender<>();
      lines.start();
      all.addAppender(lines);
      all.setLevel(Level.WARN);
      try {
        many(other);
      } finally {
        all.setLevel(null);
        all.detachAppender(lines);
      }

      assertThat(lines.list).hasSize(1);
      assertThat(lines.list.get(0).getThrowableProxy()).isNull();
      assertThat(lines.list.get(0).getFormattedMessage()).contains("keys");
    }
  }

  @Test
  void made_up_keys_do_not_fetch_each_time() {
    try (OrgtableServer other = server.another(Optional.of(server.issuer().tokens()), 1_000_000)) {
      assertThat(
              caller(other, server.issuer().token(MAX)).get("/v1/users/max@example.com").status())
          .isEqualTo(200);
      int before = server.issuer().asked();

      for (int i = 0; i < 50; i++) {
        Reply reply = caller(other, madeUp("made up " + i)).get("/v1/users/max@example.com");
        assertThat(reply.status()).isIn(401, 503);
      }

      int fetched = server.issuer().asked() - before;
      assertThat(fetched).isLessThan(25);
      assertThat(
              caller(other, server.issuer().token(MAX)).get("/v1/users/max@example.com").status())
          .isEqualTo(200);
    }
  }

  @Test
  void persons_of_known_keys_go_on_while_the_provider_is_down() {
    try (Issuer failing = Issuer.start();
        OrgtableServer other = server.another(Optional.of(failing.tokens()), 1_000_000)) {
      Http max = caller(other, failing.token(MAX));
      assertThat(max.get("/v1/users/max@example.com").status()).isEqualTo(200);
      failing.setDown(true);

      Reply unknown = caller(other, madeUp("unknown")).get("/v1/users/max@example.com");

      assertThat(unknown.status()).isEqualTo(503);
      assertThat(max.get("/v1/users/max@example.com").status()).isEqualTo(200);
    }
  }
}
