package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.Issuer;
import dev.orgtable.server.OrgtableServer;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.settings.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Secrets are shown once, to their recipient only. */
@Isolated
class SecretsTest {

  private static final EmailAddress MAX = EmailAddress.of("max@example.com");

  @Test
  void secrets_and_addresses_are_in_no_log_and_secrets_are_in_no_answer() {
    List<String> secrets = new ArrayList<>();
    StringBuilder answers = new StringBuilder();

    String log =
        logged(
            () -> {
              try (TestServer server = TestServer.start()) {
                answers.append(talk(server, secrets));
                answers.append(TableCopy.of(server));
              }
            });

    assertThat(secrets).hasSize(5);
    assertThat(log).contains("GET /v1/users/{email} 200", "cannot fetch the issuer's keys");
    for (String secret : secrets) {
      String part = secret.substring(secret.length() - 20);
      assertThat(log).doesNotContain(part);
      assertThat(answers.toString()).doesNotContain(part);
    }
    assertThat(log).doesNotContain("max@example.com", "max%40example.com", "Authorization");
  }

  @Test
  void metrics_name_nobody() {
    try (TestServer server = TestServer.start()) {
      server.person(server.user(MAX.value())).get("/v1/users/max%40example.com");

      String metrics = server.key(Scope.READ).get("/metrics").response().body();

      assertThat(metrics).contains("uri=\"/v1/users/{email}\"").doesNotContain("max@", "max%40");
    }
  }

  /** Makes valid and invalid requests of all kinds, and returns the responses. */
  private static String talk(TestServer server, List<String> secrets) {
    StringBuilder answers = new StringBuilder();
    server.user(MAX.value());
    try (Issuer failing = Issuer.start();
        OrgtableServer other = start(server, failing)) {
      Http admin = at(other, server.key(Scope.values()).credential().orElseThrow());
      Reply created = admin.post("/v1/keys", "{'name':'new','scopes':['read']}");
      String key = created.text("key");
      String broken = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");
      secrets.addAll(List.of(admin.credential().orElseThrow(), key, broken, failing.token(MAX)));
      secrets.add(tokenOfInvitation(server, admin, answers));
      failing.setDown(true);
      answers.append(all(at(other, secrets.get(3))));
      failing.setDown(false);
      for (String secret : secrets) {
        answers.append(all(at(other, secret)));
      }
    }
    return answers.toString();
  }

  /** Invites, and uses the token with and without success, at the log levels of {@link #start}. */
  private static String tokenOfInvitation(TestServer server, Http admin, StringBuilder answers) {
    OrganisationId acme = server.organisation("acme", MAX);
    server.user("ines@example.com");
    String token =
        admin
            .post("/v1/organisations/" + acme + "/invitations", "{'email':'ines@example.com'}")
            .text("token");
    String body = "{'token':'" + token + "'}";
    for (String end : List.of("accept", "reject")) {
      append(answers, admin.post("/v1/invitations/" + end, body));
      append(answers, admin.post("/v1/invitations/" + end, body.replace("oti_", "oti_x")));
      append(answers, admin.post("/v1/invitations/" + end, body + "}"));
      append(answers, admin.post("/v1/invitations/" + end, "{'token':{'token':'" + token + "'}}"));
      append(answers, admin.get("/v1/invitations/" + end + "?token=" + token));
    }
    return token;
  }

  private static String all(Http caller) {
    StringBuilder answers = new StringBuilder();
    for (String path :
        List.of(
            "/v1/keys",
            "/v1/users/max%40example.com",
            "/v1/users/max@example.com/details",
            "/v1/users/nobody@",
            "/v1/users?cursor=x",
            "/v1/organisations/none",
            "/v1/none",
            "/v1/openapi.json",
            "/metrics")) {
      append(answers, caller.get(path));
      append(answers, caller.post(path, "{'a':", "Idempotency-Key", "one"));
    }
    append(answers, caller.send("TRACE", "/v1/users", ""));
    return answers.toString();
  }

  private static void append(StringBuilder answers, Reply reply) {
    answers.append(reply).append(reply.response().headers().map());
  }

  /** Sets the default log levels, with more detail for our own loggers. */
  private static OrgtableServer start(TestServer server, Issuer issuer) {
    return OrgtableServer.start(
        server.client(),
        new ServerSettings(
            server.table(),
            InetAddress.getLoopbackAddress(),
            0,
            Optional.of(issuer.tokens()),
            1_000_000),
        Map.of("logging.level.dev.orgtable", "trace"));
  }

  private static Http at(OrgtableServer server, String credential) {
    return new Http(TestServer.uri(server), Optional.of(credential));
  }

  private static String logged(Runnable work) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream kept = new PrintStream(written, true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
    try {
      work.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
