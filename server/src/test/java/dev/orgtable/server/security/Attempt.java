package dev.orgtable.server.security;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of {@link Expected} made a request.
 *
 * @param row what is tried
 * @param user the address that it is about
 * @param organisation the organisation that it is about
 * @param key the API key that it is about
 * @param token the token that it is about
 */
record Attempt(Expected row, UserId user, OrganisationId organisation, String key, String token) {

  /** What differs from one answer to the next, whatever was asked. */
  private static final List<String> CHANGING = List.of("date", "ratelimit", "connection");

  static Attempt of(Expected row, UserId self, Scene scene) {
    return new Attempt(row, row.user(self), Scene.ACME, scene.keyId(), scene.token());
  }

  /** Returns the same about a user that does not exist, whose address is as long. */
  Attempt ofNobody() {
    return new Attempt(row, absent(user), organisation, key, token);
  }

  /** Returns the same about an organisation that does not exist, whose id is as long. */
  Attempt ofNoOrganisation() {
    return new Attempt(row, user, absent(organisation), key, token);
  }

  static UserId absent(UserId user) {
    return UserId.of("0" + user.email().substring(1));
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
    return text.replace("{email}", path ? encoded(user.email()) : user.email())
        .replace("{organisation}", organisation.value())
        .replace("{service}", Scene.BILLING.value())
        .replace("{group}", Scene.READERS.name().value())
        .replace("{job}", Scene.JOB)
        .replace("{key}", key)
        .replace("{token}", token);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Returns all of an answer to this, of which no byte may tell whether a thing exists: the ids of
   * what does not exist are told as those of what does.
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

  /** Returns the same of an answer about what does not exist, with the ids of this. */
  String told(Reply ofAbsent) {
    return whole(ofAbsent)
        .replace(absent(user).email(), user.email())
        .replace(encoded(absent(user).email()), encoded(user.email()))
        .replace(absent(organisation).value(), organisation.value());
  }
}
