package dev.orgtable.server.webhook;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import dev.orgtable.webhook.WebhookAnswer;
import dev.orgtable.webhook.WebhookCall;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.json.JsonMapper;

/** Senders whose requests may go to this machine. */
abstract class SenderTest {

  static final String OK = "HTTP/1.1 204 No Content\r\n\r\n";
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
  static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDC2FVsBQIhrs=";

  /** A deadline that a request meets, however busy the machine is. */
  static final Duration LONG = Duration.ofMinutes(2);

  /** A deadline that a request without an end does not meet. */
  static final Duration SHORT = Duration.ofMillis(700);

  static final Event EVENT =
      new Event(
          new EventLog.OfOrganisation(OrganisationId.of("acme")),
          EventId.of(EventId.tick(Instant.parse("2026-11-27T12:00:00Z")), new UUID(7, 7)),
          EventType.MEMBER_ADDED,
          new Actor(Actor.Kind.API_KEY, "abc"),
          Cause.NONE,
          Details.of(EmailAddress.of("zoë@example.com")));

  final HttpSender sender = sender(true, LONG);
  final HttpSender hasty = sender(true, SHORT);

  static HttpSender sender(boolean plainHttp, Duration whole) {
    return sender(plainHttp, whole, SystemDefaultDnsResolver.INSTANCE);
  }

  static HttpSender sender(boolean plainHttp, Duration whole, DnsResolver dns) {
    return new HttpSender(
        new Payloads(JsonMapper.builder().build()), plainHttp, Clock.systemUTC(), whole, dns);
  }

  @AfterEach
  final void close() throws IOException {
    sender.close();
    hasty.close();
  }

  final WebhookAnswer send(String url) {
    return send(sender, url, List.of(SECRET));
  }

  /** Makes a request with the short deadline. */
  final WebhookAnswer sendInHaste(String url) {
    return send(hasty, url, List.of(SECRET));
  }

  static WebhookAnswer send(HttpSender by, String url, List<String> secrets) {
    return by.send(new WebhookCall(WebhookOwner.TABLE, WebhookUrl.of(url), secrets, EVENT));
  }
}
