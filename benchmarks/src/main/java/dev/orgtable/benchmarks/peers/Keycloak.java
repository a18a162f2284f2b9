package dev.orgtable.benchmarks.peers;

import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * Keycloak with its organisations and their groups, called with the token of an administrator's
 * client. It has no owners: a second request adds a member to a new organisation.
 */
final class Keycloak implements Peer {

  private static final String REALM = "bench";
  private static final String ORGANISATIONS = "/admin/realms/" + REALM + "/organizations";
  private static final String TOKEN = "/realms/master/protocol/openid-connect/token";
  private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final Town town;
  private final Child postgres;
  private final Child server;
  private final MailSink mails;
  private final Wire wire;
  private final Map<String, String> ids = new HashMap<>();
  private String token = "";

  private Keycloak(Town town, Child postgres, Child server, MailSink mails, Wire wire) {
    this.town = town;
    this.postgres = postgres;
    this.server = server;
    this.mails = mails;
    this.wire = wire;
  }

  /** Starts the database and the server, and fills it: users and members by SQL. */
  static Keycloak start(Town town, Setup setup) throws IOException, InterruptedException {
    int database = Setup.freePort();
    Child postgres = setup.postgres(database);
    int port = Setup.freePort();
    Child server = setup.script("keycloak", database, port);
    Wire wire = new Wire(URI.create("http://127.0.0.1:" + port));
    Setup.await(server, wire, "/realms/master");
    Keycloak keycloak = new Keycloak(town, postgres, server, MailSink.start(), wire);
    keycloak.fill(database);
    return keycloak;
  }

  private void fill(int database) throws IOException, InterruptedException {
    login();
    // The rights of the token include realms that exist when it is issued; it lives for a minute.
    json("PUT", "/admin/realms/master", "{\"accessTokenLifespan\":86400}");
    json(
        "POST",
        "/admin/realms",
        "{\"realm\":\""
            + REALM
            + "\",\"enabled\":true,\"organizationsEnabled\":true,\"smtpServer\":{\"host\":\"127.0.0.1\","
            + "\"port\":\""
            + mails.port()
            + "\",\"from\":\"bench@example.com\"}}");
    login();
    String realm = first(ID, get("/admin/realms/" + REALM));
    organisation(Town.LARGE);
    for (int i = 0; i < Town.ORGANISATIONS; i++) {
      organisation("organisation-" + i);
    }
    try (Child psql =
        Child.command(
            List.of(
                "psql",
                "-qX",
                "-v",
                "ON_ERROR_STOP=1",
                "-v",
                "realm=" + realm,
                "-v",
                "large=" + town.large(),
                "-f",
                Setup.file("keycloak.sql").toString(),
                "postgresql://peers@127.0.0.1:" + database + "/postgres"))) {
      psql.finish();
    }
  }

  private void login() throws IOException {
    String answer =
        wire.send(form(TOKEN, "grant_type=client_credentials&client_id=bench&client_secret=bench"))
            .body();
    token = first(ACCESS_TOKEN, answer);
  }

  private static String first(Pattern pattern, String json) {
    Matcher found = pattern.matcher(json);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + json);
    }
    return found.group(1);
  }

  private void organisation(String name) throws IOException {
    String id = create(name);
    ids.put(name, id);
    json("POST", ORGANISATIONS + "/" + id + "/groups", "{\"name\":\"" + Town.STAFF + "\"}");
  }

  private String create(String name) throws IOException {
    String location =
        json(
                "POST",
                ORGANISATIONS,
                "{\"name\":\"" + name + "\",\"alias\":\"" + name + "\",\"enabled\":true}")
            .location()
            .orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @Override
  public String title() {
    return "Keycloak";
  }

  @Override
  public String call(Work work, int index) throws IOException {
    return switch (work) {
      case CHECK -> groups(town.user(index), town.organisation(index));
      case CHECK_IN_LARGE -> groups(town.memberOfLarge(index), Town.LARGE);
      case MEMBERS -> members(id(town.organisation(index)));
      case MEMBERS_OF_LARGE -> members(id(Town.LARGE));
      case ORGANISATIONS -> get(ORGANISATIONS + "/members/" + town.user(index) + "/organizations");
      case CREATE -> {
        String id = create(Town.made(index));
        json("POST", ORGANISATIONS + "/" + id + "/members", Town.founder(index));
        yield id;
      }
      case INVITE ->
          send(form(
                  ORGANISATIONS + "/" + id(town.organisation(index)) + "/members/invite-user",
                  "email=" + Town.newcomer(index)))
              .body();
    };
  }

  private String id(String organisation) {
    return ids.getOrDefault(organisation, "");
  }

  private String groups(String user, String organisation) throws IOException {
    return get(ORGANISATIONS + "/" + id(organisation) + "/members/" + user + "/groups");
  }

  private String members(String id) throws IOException {
    return get(ORGANISATIONS + "/" + id + "/members?first=0&max=" + Town.PAGE);
  }

  /**
   * Returns an answer with Ann in place of the member of each organisation who stands for her: a
   * page of members would take Keycloak ten times as long with a member of all organisations.
   */
  private static String withAnn(String answer) {
    return answer.replaceAll("owner-[a-z0-9-]+@", Town.ANN + "@");
  }

  private String get(String path) throws IOException {
    return send(wire.request("GET", path)).body();
  }

  private Wire.Answer json(String method, String path, String body) throws IOException {
    return send(wire.json(method, path, body));
  }

  private ClassicRequestBuilder form(String path, String body) {
    return wire.request("POST", path)
        .setEntity(
            new StringEntity(
                body, ContentType.APPLICATION_FORM_URLENCODED.withCharset(StandardCharsets.UTF_8)));
  }

  private Wire.Answer send(ClassicRequestBuilder request) throws IOException {
    return wire.send(request.addHeader("Authorization", "Bearer " + token));
  }

  @Override
  public Set<String> facts(Work work, int index, String answer) throws IOException {
    return switch (work) {
      case CHECK, CHECK_IN_LARGE ->
          Town.membership(answer.contains("\"name\":\"" + Town.STAFF + "\""));
      case MEMBERS -> Town.emails(withAnn(answer));
      case MEMBERS_OF_LARGE -> Town.membersOfLarge(withAnn(answer));
      case ORGANISATIONS -> Town.names(answer);
      case CREATE -> Town.emails(members(answer));
      case INVITE ->
          Town.emails(
              get(
                  ORGANISATIONS
                      + "/"
                      + id(town.organisation(index))
                      + "/invitations?email="
                      + Town.newcomer(index)));
    };
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
    mails.close();
  }
}
