package dev.orgtable.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.server.Http;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.webhook.Deliveries;
import dev.orgtable.store.Orgtable;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookKeys;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  private static final List<Role> ROLES =
      Stream.of("readers", "editors")
          .map(
              name ->
                  new Role(GroupName.of(name), "", "", List.of(Permission.of("read")), List.of()))
          .toList();

  /** A job of acme, started by the owner. */
  static final String JOB = "job-of-acme";

  static final EmailAddress OWNER = EmailAddress.of("olga@example.com");
  static final EmailAddress SECOND_OWNER = EmailAddress.of("otto@example.com");
  static final EmailAddress MEMBER = EmailAddress.of("max@example.com");
  static final EmailAddress ANOTHER_MEMBER = EmailAddress.of("zoe@example.com");
  static final EmailAddress INVITEE = EmailAddress.of("ines@example.com");
  static final EmailAddress STRANGER = EmailAddress.of("sten@example.com");
  static final EmailAddress REMOVED = EmailAddress.of("rita@example.com");
  static final EmailAddress OWNER_OF_BETA = EmailAddress.of("bea@example.com");
  static final EmailAddress MEMBER_OF_BETA = EmailAddress.of("bert@example.com");
  static final EmailAddress INVITEE_OF_BETA = EmailAddress.of("bibi@example.com");
  static final EmailAddress WITHOUT_RECORD = EmailAddress.of("nora@example.com");

  /** The event of a delivery to the webhooks. */
  static final String EVENT = "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13";

  private final TestServer server = TestServer.startWithoutWorker();
  private final Http reader;
  private final String keyId;
  private final String token;
  private final String webhook;
  private final String tableWebhook;

  Scene() {
    Orgtable orgtable = server.orgtable();
    for (EmailAddress user :
        Set.of(SECOND_OWNER, ANOTHER_MEMBER, INVITEE, STRANGER, REMOVED, INVITEE_OF_BETA)) {
      server.user(user.value());
    }
    furnish(ACME, server.user(OWNER.value()), server.user(MEMBER.value()), BILLING, INVITEE);
    furnish(
        BETA,
        server.user(OWNER_OF_BETA.value()),
        server.user(MEMBER_OF_BETA.value()),
        VAULT,
        INVITEE_OF_BETA);
    orgtable.groups().create(BETA, GroupName.of("depot"), GroupDetails.NONE);
    orgtable.roles().put(Roles.of(ROLES, ROLES), dev.orgtable.Expected.NOTHING);
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
                            "startedBy", AttributeValue.fromS(sha256(OWNER.value())))));
    reader = server.key(Scope.READ);
    persons().values().forEach(server::bind);
    server.bind(ANOTHER_MEMBER);
    keyId = orgtable.apiKeys().create("to revoke", Set.of(Scope.READ)).key().id().value();
    token = orgtable.invitations().issueToken(orgtable.invitations().get(INVITEE, ACME));
    webhook = webhook(new WebhookOwner.OfOrganisation(ACME));
    tableWebhook = webhook(WebhookOwner.TABLE);
  }

  /** Creates an endpoint, where nobody listens, with a delivery that failed. */
  private String webhook(WebhookOwner owner) {
    WebhookDetails details =
        new WebhookDetails(WebhookUrl.of("http://127.0.0.1:9/hooks"), "", Set.of());
    WebhookKeys keys = TestServer.WEBHOOKS.keys().orElseThrow();
    String id = server.orgtable().webhooks().create(owner, details, keys).webhook().id().value();
    assertThat(Deliveries.failed(server, id)).isEqualTo(EVENT);
    return id;
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
      OrganisationId organisation,
      EmailAddress owner,
      EmailAddress member,
      ServiceId service,
      EmailAddress invitee) {
    Orgtable orgtable = server.orgtable();
    server.organisation(organisation.value(), owner);
    orgtable.services().create(new Service(organisation, service, "Service " + service, 0));
    orgtable.groups().create(organisation, READERS.name(), GroupDetails.NONE);
    orgtable
        .memberships()
        .addMember(member, organisation, Set.of(READERS, Group.of(service, "editors")));
    orgtable.invitations().invite(invitee, organisation, Set.of(READERS));
  }

  TestServer server() {
    return server;
  }

  /** Makes the server read the roles, so that the next requests do not, and cost the same. */
  void readRoles() {
    reader.get("/v1/roles");
  }

  /** Returns the id of a webhook of acme. */
  String webhook() {
    return webhook;
  }

  /** Returns the id of a webhook of the table. */
  String tableWebhook() {
    return tableWebhook;
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
  Map<String, EmailAddress> persons() {
    Map<String, EmailAddress> persons = new LinkedHashMap<>();
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
