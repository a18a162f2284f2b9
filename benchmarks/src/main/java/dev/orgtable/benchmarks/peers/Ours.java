package dev.orgtable.benchmarks.peers;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Database;
import dev.orgtable.benchmarks.Wire;
import dev.orgtable.benchmarks.service.Served;
import dev.orgtable.store.MembershipStore;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Orgtable's server, called with an API key, on the default engine. */
final class Ours implements Peer {

  /** The JVM options of Orgtable's server and of the parent of its engine. */
  static final List<String> OPTIONS =
      List.of(
          System.getProperty(
                  "orgtable.bench.vm",
                  "-Xmx1g,-XX:+UseParallelGC,--enable-native-access=ALL-UNNAMED")
              .split(",", -1));

  private static final int AT_ONCE = MembershipStore.MOST_ADDED;

  private final Town town;
  private final Child engine;
  private final Child server;
  private final Wire wire;
  private final String key;

  private Ours(Town town, Child engine, Child server, Wire wire, String key) {
    this.town = town;
    this.engine = engine;
    this.server = server;
    this.wire = wire;
    this.key = key;
  }

  /** Starts the engine, fills it by the library, and starts the server. */
  static Ours start(Town town, Path scratch) throws IOException {
    Path data = Files.createDirectory(scratch.resolve("orgtable"));
    Child engine = Child.program(OPTIONS, Database.class, data.toString());
    String endpoint = engine.after(Database.READY);
    String key = fill(town, URI.create(endpoint));
    Child server = Child.program(OPTIONS, Served.class, endpoint);
    URI address = URI.create("http://127.0.0.1:" + server.after(Served.READY));
    return new Ours(town, engine, server, new Wire(address), key);
  }

  private static String fill(Town town, URI endpoint) {
    try (DynamoDbClient client = Acme.client(Apache5HttpClient.create(), endpoint)) {
      Orgtable orgtable = Orgtable.on(client, Acme.TABLE);
      orgtable.schema().create(false, Duration.ofSeconds(30));
      create(orgtable, Town.ANN);
      for (int i = 0; i < Town.USERS; i++) {
        create(orgtable, "user-" + i);
      }
      for (int i = 0; i < Town.FOUNDERS; i++) {
        create(orgtable, Town.founder(i));
      }
      for (int i = 0; i < Town.ORGANISATIONS; i++) {
        organisation(orgtable, "organisation-" + i);
        add(orgtable, "organisation-" + i, Town.usersOf(i), user -> "user-" + user);
      }
      organisation(orgtable, Town.LARGE);
      IntStream.range(0, (town.large() + AT_ONCE - 1) / AT_ONCE)
          .parallel()
          .forEach(batch -> fillLarge(orgtable, batch * AT_ONCE, town.large()));
      return orgtable.apiKeys().create("bench", Set.of(Scope.values())).secret();
    }
  }

  private static void fillLarge(Orgtable orgtable, int from, int large) {
    Set<Integer> batch =
        IntStream.range(from, Math.min(from + AT_ONCE, large)).boxed().collect(Collectors.toSet());
    batch.forEach(each -> create(orgtable, "large-" + each));
    add(orgtable, Town.LARGE, batch, member -> "large-" + member);
  }

  private static void organisation(Orgtable orgtable, String name) {
    orgtable.organisations().create(OrganisationId.of(name), name, id(Town.ANN));
  }

  private static void create(Orgtable orgtable, String user) {
    orgtable.users().create(User.of(id(user), new Profile(user, "", ""), Instant.EPOCH));
  }

  private static void add(
      Orgtable orgtable,
      String organisation,
      Collection<Integer> users,
      Function<Integer, String> name) {
    Map<EmailAddress, Set<Group>> members =
        users.stream()
            .collect(
                Collectors.toMap(
                    each -> id(name.apply(each)),
                    each -> each % 2 == 0 ? Set.of(Group.of(Town.STAFF)) : Set.of()));
    orgtable.memberships().addMembers(OrganisationId.of(organisation), members);
  }

  private static EmailAddress id(String user) {
    return EmailAddress.of(Town.email(user));
  }

  @Override
  public String title() {
    return "Orgtable";
  }

  @Override
  public String call(Work work, int index) throws IOException {
    return switch (work) {
      case CHECK -> check(town.user(index), town.organisation(index));
      case CHECK_IN_LARGE -> check(town.memberOfLarge(index), Town.LARGE);
      case MEMBERS -> get(organisation(town.organisation(index)) + "/members?limit=" + Town.PAGE);
      case MEMBERS_OF_LARGE -> get(organisation(Town.LARGE) + "/members?limit=" + Town.PAGE);
      case ORGANISATIONS ->
          get("/v1/users/" + Town.email(town.user(index)) + "/organisations?limit=" + Town.PAGE);
      case CREATE ->
          post(
              "/v1/organisations",
              "{\"name\":\""
                  + Town.made(index)
                  + "\",\"owner\":\""
                  + Town.email(Town.founder(index))
                  + "\"}");
      case INVITE ->
          post(
              organisation(town.organisation(index)) + "/invitations",
              "{\"email\":\"" + Town.newcomer(index) + "\",\"groups\":[\"" + Town.STAFF + "\"]}");
    };
  }

  private static String organisation(String id) {
    return "/v1/organisations/" + id;
  }

  private String check(String user, String organisation) throws IOException {
    return get(
        "/v1/check?user="
            + Town.email(user)
            + "&organisation="
            + organisation
            + "&group="
            + Town.STAFF);
  }

  private String get(String path) throws IOException {
    return send(wire.request("GET", path)).body();
  }

  private String post(String path, String json) throws IOException {
    Wire.Answer answer = send(wire.json("POST", path, json));
    return answer.location().orElseThrow();
  }

  private Wire.Answer send(ClassicRequestBuilder request) throws IOException {
    return wire.send(request.addHeader("Authorization", "Bearer " + key));
  }

  @Override
  public Set<String> facts(Work work, int index, String answer) throws IOException {
    return switch (work) {
      case CHECK, CHECK_IN_LARGE ->
          answer.contains("\"member\":true")
              ? Town.membership(answer.contains("\"allowed\":true"))
              : Set.of();
      case MEMBERS -> Town.emails(answer);
      case MEMBERS_OF_LARGE -> Town.membersOfLarge(answer);
      case ORGANISATIONS -> Town.names(answer);
      case CREATE -> Town.emails(get(path(answer) + "/members"));
      case INVITE -> Town.emails(get(path(answer)));
    };
  }

  private static String path(String location) {
    return location.substring(location.indexOf("/v1/"));
  }

  @Override
  public double serverMillis() {
    return server.cpuMillisOfTree();
  }

  @Override
  public double databaseMillis() {
    return engine.cpuMillisOfTree();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    server.close();
    engine.close();
  }
}
