package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.server.BrowserSession;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Even at the most verbose log levels there are no secrets and no personal data in the logs. */
@Tag("slow")
@Isolated
final class DebugLogsTest {

  private static final EmailAddress ANN = EmailAddress.of("ann.secret@example.com");

  private final LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Map<String, Level> before = new HashMap<>();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
    logs.getLoggerList().forEach(logger -> before.put(logger.getName(), logger.getLevel()));
    written.start();
    logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
  }

  @AfterEach
  void stop() {
    logs.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(written);
    before.forEach((name, level) -> logs.getLogger(name).setLevel(level));
    logs.getLoggerList().stream()
        .filter(logger -> !before.containsKey(logger.getName()))
        .forEach(logger -> logger.setLevel(null));
    server.close();
  }

  @Test
  void no_level_that_is_set_makes_a_log_tell_tokens_links_addresses_or_phones() {
    String text;
    List<String> secrets;
    try (OrgtableServer loud =
        server.another(
            1_000_000,
            Map.of(
                "logging.level.root", "trace",
                "logging.level.web", "trace",
                "logging.level.org.springframework.security", "trace",
                "logging.level.org.springframework.web.servlet", "debug",
                "logging.level.org.apache.coyote.http11", "trace",
                "logging.level.software.amazon.awssdk.request", "trace",
                "logging.level.sun.net.www.protocol.http", "trace",
                "logging.level.dev.orgtable", "trace"))) {
      secrets = everything(loud);
      text = written.list.stream().map(DebugLogsTest::all).collect(Collectors.joining("\n"));
    }

    assertThat(text).contains("GET /v1/users/{email} 200", "POST /console/sign-in 302");
    assertThat(secrets).hasSizeGreaterThan(8).allSatisfy(each -> assertThat(each).isNotEmpty());
    assertThat(text).doesNotContain(secrets);
  }

  /** Performs operations with secrets, and returns these and other confidential words. */
  private List<String> everything(OrgtableServer loud) {
    URI uri = TestServer.uri(loud);
    Http admin = new Http(uri, server.key(Scope.values()).credential());
    server.user(ANN.value());
    admin.put("/v1/users/" + ANN, "{'firstName':'Annabell','phone':'+4915112345678'}");
    admin.get("/v1/users/" + ANN);
    OrganisationId acme = server.organisation("acme", ANN);
    String token =
        admin
            .post("/v1/organisations/" + acme + "/invitations", "{'email':'ines@example.com'}")
            .text("token");
    String webhooks = "/v1/organisations/" + acme + "/webhooks";
    Reply webhook = admin.post(webhooks, "{'url':'http://127.0.0.1:9/?t=query-of-a-webhook'}");
    admin.post(webhooks + "/" + webhook.json().at("/webhook/id").asString() + "/test", "");
    String person = server.issuer().token(ANN);
    new Http(uri, Optional.of(person)).get("/v1/users/" + ANN);
    new Http(uri, Optional.of(person + "x")).get("/v1/users/" + ANN);
    BrowserSession visitor = new BrowserSession(uri);
    visitor.get("/invitation?token=" + token);
    visitor.post("/invitation/reject", Map.of("token", token));
    visitor.get("/console/assets/..%2f..%2fann.secret");
    visitor.get("/webjars/..%2f..%2fann.secret");
    visitor.get("/console/users/" + ANN + "/nothing");
    visitor.get("/nothing/" + ANN);
    String link = loud.signInLink().orElseThrow();
    String once = link.substring(link.indexOf('=') + 1);
    visitor.get(link);
    visitor.post("/console/sign-in", Map.of("token", once));
    visitor.get("/console/users/" + ANN);
    server.issuer().signIn().as(ANN);
    BrowserSession ann = new BrowserSession(uri).signIn();
    ann.get("/console/me");
    ann.post("/console/sign-out", Map.of());
    send(uri + "/logout/connect/back-channel/openid", "logout_token=" + person);
    String session =
        visitor.cookies().stream()
            .filter(cookie -> cookie.getName().equals("orgtable"))
            .map(cookie -> cookie.getValue())
            .findFirst()
            .orElse("");
    return List.of(
        ANN.value(),
        "ann.secret",
        "ines@example.com",
        "Annabell",
        "4915112345678",
        token.substring(token.length() - 20),
        admin.credential().orElseThrow().substring(20),
        webhook.text("secret").substring("whsec_".length()),
        "query-of-a-webhook",
        once,
        session,
        person.substring(person.length() - 20));
  }

  private static void send(String uri, String form) {
    Http.send(
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private static String all(ILoggingEvent event) {
    return event.getLoggerName()
        + " "
        + event.getFormattedMessage()
        + " "
        + event.getKeyValuePairs()
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }
}
