package dev.orgtable.server.security;

import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.server.Http;
import dev.orgtable.server.TestServer;
import dev.orgtable.store.Orgtable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Two organisations, acme and beta, and people with every relation to acme. Acme has two owners,
 * two members, a service and an invitation; beta has its own.
 */
final class Scene implements AutoCloseable {

  static final OrganisationId ACME = OrganisationId.of("acme");
  static final OrganisationId BETA = OrganisationId.of("beta");
  static final ServiceId BILLING = ServiceId.of("billing");
  static final ServiceId VAULT = ServiceId.of("vault");
  static final Group READERS = Group.of("readers");

  /** A job of acme, started by the owner. */
  static final String JOB = "job-of-acme";

  static final UserId OWNER = UserId.of("olga@example.com");
  static final UserId SECOND_OWNER = UserId.of("otto@example.com");
  static final UserId MEMBER = UserId.of("max@example.com");
  static final UserId ANOTHER_MEMBER = UserId.of("zoe@example.com");
  static final UserId INVITEE = UserId.of("ines@example.com");
  static final UserId STRANGER = UserId.of("sten@example.com");
  static final UserId REMOVED = UserId.of("rita@example.com");
  static final UserId OWNER_OF_BETA = UserId.of("bea@example.com");
  static final UserId MEMBER_OF_BETA = UserId.of("bert@example.com");
  static final UserId INVITEE_OF_BETA = UserId.of("bibi@example.com");
  static final UserId WITHOUT_RECORD = UserId.of("nora@example.com");

  private final TestServer server = TestServer.start();
  private final String keyId;
  private final String token;

  Scene() {
    Orgtable orgtable = server.orgtable();
    for (UserId user :
        Set.of(SECOND_OWNER, ANOTHER_MEMBER, INVITEE, STRANGER, REMOVED, INVITEE_OF_BETA)) {
      server.user(user.email());
    }
    furnish(ACME, server.user(OWNER.email()), server.user(MEMBER.email()), BILLING, INVITEE);
    furnish(
        BETA,
        server.user(OWNER_OF_BETA.email()),
        server.user(MEMBER_OF_BETA.email()),
        VAULT,
        INVITEE_OF_BETA);
    orgtable.memberships().addMember(SECOND_OWNER, ACME, Set.of(Group.OWNER));
    orgtable.memberships().addMember(ANOTHER_MEMBER, ACME, Set.of());
    orgtable.memberships().addMember(REMOVED, ACME, Set.of(Group.OWNER));
    orgtable.memberships().remove(REMOVED, ACME);
    server
        .client()
        .putItem(
            job ->
                job.tableName(server.table())
                    .item(
                        Map.of(
                            "id", AttributeValue.fromS("job/" + JOB),
                            "rng", AttributeValue.fromS("job"),
                            "typ", AttributeValue.fromS("job"),
                            "v", AttributeValue.fromN("1"),
                            "jobKind", AttributeValue.fromS("RENAME_ORGANISATION"),
                            "jobState", AttributeValue.fromS("DONE"),
                            "organisationId", AttributeValue.fromS(ACME.value()),
                            "startedAt", AttributeValue.fromS("2020-01-01T00:00:00Z"),
                            "startedBy", AttributeValue.fromS(sha256(OWNER.email())))));
    keyId = orgtable.apiKeys().create("to revoke", Set.of(Scope.READ)).key().id().value();
    token = orgtable.invitations().issueToken(orgtable.invitations().get(INVITEE, ACME));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void furnish(
      OrganisationId organisation, UserId owner, UserId member, ServiceId service, UserId invitee) {
    Orgtable orgtable = server.orgtable();
    server.organisation(organisation.value(), owner);
    orgtable.services().create(new Service(organisation, service, "Service " + service, 0));
    orgtable
        .memberships()
        .addMember(member, organisation, Set.of(READERS, Group.of(service, "editors")));
    orgtable.invitations().invite(invitee, organisation, Set.of(READERS));
  }

  TestServer server() {
    return server;
  }

  /** Returns the id of an unrelated API key. */
  String keyId() {
    return keyId;
  }

  /** Returns the token of the invitation to acme. */
  String token() {
    return token;
  }

  /** Returns the back ends, in the order of the columns of {@link Expected}. */
  Map<String, Http> backEnds() {
    Map<String, Http> keys = new LinkedHashMap<>();
    keys.put("read", server.key(Scope.READ));
    keys.put("write", server.key(Scope.WRITE));
    keys.put("admin", server.key(Scope.ADMIN));
    keys.put("all", server.key(Scope.values()));
    return keys;
  }

  /** Returns the persons, in the order of the columns of {@link Expected}. */
  Map<String, UserId> persons() {
    Map<String, UserId> persons = new LinkedHashMap<>();
    persons.put("owner", OWNER);
    persons.put("member", MEMBER);
    persons.put("invitee", INVITEE);
    persons.put("stranger", STRANGER);
    persons.put("removed", REMOVED);
    persons.put("owner of beta", OWNER_OF_BETA);
    persons.put("without record", WITHOUT_RECORD);
    return persons;
  }

  @Override
  public void close() {
    server.close();
  }
}
