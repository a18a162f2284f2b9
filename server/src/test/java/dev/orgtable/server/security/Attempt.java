package dev.orgtable.server.security;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request of a row of {@link Expected}.
 *
 * @param row the row
 * @param user the address that the request concerns
 * @param organisation the organisation that it concerns
 * @param key the API key that it concerns
 * @param token the token that it concerns
 * @param webhook the id of an endpoint
 */
record Attempt(
    Expected row,
    EmailAddress user,
    OrganisationId organisation,
    String key,
    String token,
    String webhook) {

  /** The parts of a response that always differ. */
  private static final List<String> CHANGING = List.of("date", "ratelimit", "connection");

  static Attempt of(Expected row, EmailAddress self, Scene scene) {
    return new Attempt(
        row, row.user(self), Scene.ACME, scene.keyId(), scene.token(), webhook(row, scene));
  }

  /** Returns this attempt for a missing user with an address of the same length. */
  Attempt ofNobody() {
    return new Attempt(row, absent(user), organisation, key, token, webhook);
  }

  /** Returns this attempt for a missing organisation with an id of the same length. */
  Attempt ofNoOrganisation() {
    return new Attempt(row, user, absent(organisation), key, token, webhook);
  }

  private static String webhook(Expected row, Scene scene) {
    return row.pattern().contains("{organisation}") ? scene.webhook() : scene.tableWebhook();
  }

  static EmailAddress absent(EmailAddress user) {
    return EmailAddress.of("0" + user.value().substring(1));
  }

  static OrganisationId absent(OrganisationId organisation) {
    return OrganisationId.of("0" + organisation.value().substring(1));
  }

  Reply send(Http caller) {
    return send(caller, row.method());
  }

  Reply send(Http caller, String method) {
    return caller.send(method, path(), filled(row.body()));
  }

  String path() {
    return filled(row.pattern());
  }

  private String filled(String text) {
    boolean path = !text.startsWith("{\"");
    return text.replace("{email}", path ? encoded(user.value()) : user.value())
        .replace("{organisation}", organisation.value())
        .replace("{service}", Scene.BILLING.value())
        .replace("{group}", Scene.READERS.name().value())
        .replace("{job}", Scene.JOB)
        .replace("{key}", key)
        .replace("{webhook}", webhook)
        .replace("{event}", Scene.EVENT)
        .replace("{account}", "0".repeat(64))
        .replace("{token}", token);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Returns everything in a response that must not reveal whether something exists, with ids of
   * missing things replaced by those of existing ones.
   */
  static String whole(Reply reply) {
    Map<String, List<String>> headers = new TreeMap<>();
    reply
        .response()
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    CHANGING.forEach(headers::remove);
    return reply.status() + " " + headers + " " + reply.response().body();
  }

  /** Replaces the ids of missing things in a response by those of this attempt. */
  String told(Reply ofAbsent) {
    return whole(ofAbsent)
        .replace(absent(user).value(), user.value())
        .replace(encoded(absent(user).value()), encoded(user.value()))
        .replace(absent(organisation).value(), organisation.value());
  }
}
