package dev.orgtable.benchmarks.peers;

import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * better-auth with its organization plugin, called with the cookie of Ann's session; to see the
 * organisations of a user, and to create one, with that user's. A group is a role.
 */
final class BetterAuth implements Peer {

  /** As in {@code better-auth.mjs}. */
  private static final String SECRET = "a secret of the benchmarks, which nobody needs to guess";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String API = "/api/auth/organization/";
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final Town town;
  private final Child postgres;
  private final Child server;
  private final Wire wire;
  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  private BetterAuth(Town town, Child postgres, Child server, Wire wire) {
    this.town = town;
    this.postgres = postgres;
    this.server = server;
    this.wire = wire;
  }

  /** Starts the database and the server, which fills it. */
  static BetterAuth start(Town town, Setup setup) throws IOException, InterruptedException {
    int database = Setup.freePort();
    Child postgres = setup.postgres(database);
    int port = Setup.freePort();
    Child server = setup.script("better-auth", database, port, town.large());
    Wire wire = new Wire(URI.create("http://127.0.0.1:" + port));
    Setup.await(server, wire, "/api/auth/ok");
    return new BetterAuth(town, postgres, server, wire);
  }

  @Override
  public String title() {
    return "better-auth";
  }

  @Override
  public String call(Work work, int index) throws IOException {
    return switch (work) {
      case CHECK -> role(town.user(index), town.organisation(index));
      case CHECK_IN_LARGE -> role(town.memberOfLarge(index), Town.LARGE);
      case MEMBERS -> members(town.organisation(index));
      case MEMBERS_OF_LARGE -> members(Town.LARGE);
      case ORGANISATIONS -> get(town.user(index), "list");
      case CREATE ->
          post(
              Town.founder(index),
              "create",
              "{\"name\":\"" + Town.made(index) + "\",\"slug\":\"" + Town.made(index) + "\"}");
      case INVITE ->
          post(
              Town.ANN,
              "invite-member",
              "{\"email\":\""
                  + Town.newcomer(index)
                  + "\",\"role\":\""
                  + Town.STAFF
                  + "\",\"organizationId\":\""
                  + town.organisation(index)
                  + "\"}");
    };
  }

  private String role(String user, String organisation) throws IOException {
    return get("get-active-member-role?userId=" + user + "&organizationId=" + organisation);
  }

  private static String page(String organisation) {
    return "list-members?limit=" + Town.PAGE + "&offset=0&organizationId=" + organisation;
  }

  private String members(String organisation) throws IOException {
    return get(page(organisation));
  }

  private String get(String path) throws IOException {
    return get(Town.ANN, path);
  }

  private String get(String user, String path) throws IOException {
    return send(user, wire.request("GET", API + path));
  }

  private String post(String user, String path, String json) throws IOException {
    return send(user, wire.json("POST", API + path, json));
  }

  private String send(String user, ClassicRequestBuilder request) throws IOException {
    return wire.send(
            request
                .addHeader("Cookie", cookies.computeIfAbsent(user, BetterAuth::cookie))
                .addHeader("Origin", wire.server().toString()))
        .body();
  }

  /** Returns the cookie of a user's session: its token with a signature. */
  private static String cookie(String user) {
    String token = "session-" + user;
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      String signature =
          Base64.getEncoder().encodeToString(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
      return "better-auth.session_token="
          + URLEncoder.encode(token + "." + signature, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Set<String> facts(Work work, int index, String answer) throws IOException {
    return switch (work) {
      case CHECK, CHECK_IN_LARGE ->
          answer.contains("\"role\":") ? Town.membership(answer.contains(Town.STAFF)) : Set.of();
      case MEMBERS -> Town.emails(answer);
      case MEMBERS_OF_LARGE -> Town.membersOfLarge(answer);
      case ORGANISATIONS -> Town.names(answer);
      case CREATE -> Town.emails(get(Town.founder(index), page(id(answer))));
      case INVITE -> {
        // It lists at most 100 open invitations of an organisation, so the answer alone tells.
        Set<String> invited = new TreeSet<>(Set.of(Town.newcomer(index)));
        invited.retainAll(Town.emails(answer));
        yield invited;
      }
    };
  }

  private static String id(String json) {
    Matcher id = ID.matcher(json);
    if (!id.find()) {
      throw new IllegalStateException("no id in " + json);
    }
    return id.group(1);
  }

  @Override
  public double serverMillis() {
    return server.cpuMillisOfTree();
  }

  @Override
  public double databaseMillis() {
    return postgres.cpuMillisOfTree();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    server.close();
    postgres.close();
  }
}
