package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.server.Raw;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** At default levels, no log line contains an address or a secret. */
@Isolated
final class LogsTest extends ApiTest {

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @Test
  void no_log_tells_addresses_names_ids_or_tokens() {
    annOwnsAcme();
    bobIsIn(Group.of("secretgroup"));
    String token = server().issuer().token(EmailAddress.of(ann));
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(lines);
    root.setLevel(Level.WARN);
    logger("dev.orgtable").setLevel(Level.INFO);
    try {
      everyKindOfRequest(token);
    } finally {
      root.setLevel(Level.ERROR);
      logger("dev.orgtable").setLevel(Level.ERROR);
      root.detachAppender(lines);
    }

    assertThat(lines.list).hasSizeGreaterThan(10);
    assertThat(lines.list.stream().map(LogsTest::all).collect(Collectors.joining("\n")))
        .contains("GET /v1/users/{email} 200", "GET /** 404")
        .doesNotContainIgnoringCase(
            ann,
            bob,
            ann.substring(0, ann.indexOf('@')),
            acme,
            "secretgroup",
            "Organisation " + acme,
            "otk_",
            "oti_",
            token.substring(0, 20));
  }

  private void everyKindOfRequest(String token) {
    String sent = backEnd().post(path("/invitations"), "{'email':'i." + bob + "'}").text("token");
    for (String tokenOfOne : new String[] {sent, sent + "x"}) {
      server().anybody().post("/v1/invitations/details", "{'token':'" + tokenOfOne + "'}");
      server().anybody().post("/v1/invitations/accept", "{'token':'" + tokenOfOne + "'}");
      server().anybody().post("/v1/invitations/reject", "{'token':'" + tokenOfOne + "'}");
      server().anybody().get("/v1/invitations/accept?token=" + tokenOfOne);
    }
    backEnd().get("/v1/users/" + ann);
    backEnd().get("/v1/users/" + ann + "/nothing");
    backEnd().get("/v1/users?prefix=" + ann + "&limit=" + ann);
    backEnd().post("/v1/users/" + ann, "{}");
    backEnd().post("/v1/users", "{'email':'" + ann + "','firstName':'" + acme + "'}");
    backEnd().post("/v1/users", "{'email':'" + ann + "',");
    backEnd().post("/v1/users", "{'" + ann + "':1}");
    backEnd().put("/v1/users/" + ann, "{'firstName':'A'}", "If-Match", ann);
    backEnd().get(path("/members?group=secretgroup&cursor=" + ann));
    backEnd().delete(path("/members/" + ann));
    backEnd().send("POST", "/v1/users", ann, "Content-Type", ann);
    backEnd().send("GET", path(""), "", "Accept", acme);
    backEnd().post(path("/services"), "{'name':'N'}", "Idempotency-Key", "a b" + acme);
    server().with(token).get(path(""));
    server().with(token + "x").get(path(""));
    server().with(backEnd().credential().orElseThrow() + "x").get(path(""));
    for (String target :
        List.of(
            "/v1/users/" + ann + "%zz", "/v1/users/" + ann + ";x", "/v1/users?prefix=%" + ann)) {
      Raw.send(backEnd(), new byte[0], "GET " + target + " HTTP/1.1");
    }
    Raw.send(backEnd(), new byte[0], "GET /v1/users HTTP/1.1", "X Y: " + ann);
    Raw.send(backEnd(), new byte[0], "GET /v1/users/" + ann + " nonsense");
  }

  private static String all(ILoggingEvent event) {
    return Stream.of(
            event.getLoggerName(),
            event.getFormattedMessage(),
            String.valueOf(event.getKeyValuePairs()),
            event.getMDCPropertyMap().toString(),
            event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy()))
        .collect(Collectors.joining(" "));
  }
}
