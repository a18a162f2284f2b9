package dev.orgtable.server.event;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.MembershipId;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An example of an event of each type, for the description of the API. */
public final class EventExample {

  private static final Instant TIME = Instant.parse("2026-03-02T09:30:00Z");
  private static final UserId BOB = UserId.of("01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13");
  private static final EmailAddress ADDRESS = EmailAddress.of("bob@example.com");
  private static final Details USER = Details.of(BOB, ADDRESS);
  private static final Set<Group> SUPPORT = Set.of(Group.of("support"));
  private static final ServiceId WIKI = ServiceId.of("wiki");
  private static final GroupName SALES = GroupName.of("sales");
  private static final MembershipId INVITATION =
      new MembershipId("7f0e2b64-3c1d-4a8e-9b57-2d6c8f1a0e35");
  private static final String NAME = "name";
  private static final String WEBHOOK = "webhook";
  private static final String SUBSCRIBER = "subscriber";
  private static final String AUDIT = "audit";
  private static final String ID = "k3v9x2m8q1r7t5w0";
  private static final String ENDPOINT = "https://example.com";

  private EventExample() {}

  /** Returns an example. */
  public static Event of(EventType type) {
    return new Event(
        log(type),
        EventId.of(EventId.tick(TIME), new UUID(0, 0x8f216b0c4e9d7a13L)),
        type,
        new Actor(Actor.Kind.API_KEY, "BackEndKeyId"),
        new Cause("7f3a", null),
        details(type));
  }

  private static EventLog log(EventType type) {
    String kind = type.text().replaceFirst("\\..*", "");
    return switch (kind) {
      case "user" -> new EventLog.OfUser(BOB);
      case "api_key", "roles", "events", "subscriber" -> EventLog.TABLE;
      default -> new EventLog.OfOrganisation(OrganisationId.of("acme"));
    };
  }

  private static Details details(EventType type) {
    return switch (type) {
      case ORGANISATION_CREATED -> USER.adding(Set.of(Group.OWNER)).changing(NAME, null, "Acme");
      case ORGANISATION_RENAMED -> Details.NONE.changing(NAME, "Acme", "Acme Ltd");
      case ORGANISATION_SUSPENDED, ORGANISATION_REACTIVATED, WEBHOOK_TEST, OTHER -> Details.NONE;
      case EVENTS_KEPT -> Details.NONE.changing("retentionDays", "400", "800");
      case EVENTS_STOPPED -> Details.NONE.changing("until", null, "2026-03-02T09:31:00Z");
      case ORGANISATION_FACTS_CHANGED -> Details.NONE.changing("externalId", null, "crm-1001");
      case ORGANISATION_LIMIT_CHANGED -> Details.NONE.changing("memberLimit", null, "50");
      case ORGANISATION_DELETED -> Details.NONE.changing(NAME, "Acme", null);
      case SERVICE_CREATED -> Details.NONE.in(WIKI).changing(NAME, null, "Wiki");
      case SERVICE_RENAMED -> Details.NONE.in(WIKI).changing(NAME, "Wiki", "Pages");
      case SERVICE_DELETED -> Details.NONE.in(WIKI).changing(NAME, "Wiki", null);
      case GROUP_CREATED -> Details.NONE.in(SALES).changing("label", null, "Sales");
      case GROUP_CHANGED -> Details.NONE.in(SALES).changing("label", "Sales", "Field sales");
      case GROUP_RENAMED -> Details.NONE.in(SALES).changing(NAME, "shop", SALES.value());
      case GROUP_DELETED -> Details.NONE.in(SALES).changing("label", "Sales", null);
      case MEMBER_ADDED -> USER.by(INVITATION).adding(SUPPORT);
      case MEMBERS_ADDED ->
          Details.of(List.of(new Details.NewMember(new Details.Person(BOB, ADDRESS), SUPPORT)));
      case MEMBER_GROUPS_CHANGED -> USER.adding(SUPPORT).removing(Set.of(Group.of("lead")));
      case MEMBER_CHANGED, USER_CHANGED -> USER.changing("firstName", "Bob", "Robert");
      case MEMBER_FACTS_CHANGED, USER_FACTS_CHANGED ->
          USER.changing("externalId", null, "crm-1001");
      case MEMBER_SUSPENDED, MEMBER_REACTIVATED, USER_CREATED, USER_DELETED -> USER;
      case MEMBER_ADDRESS_CHANGED, USER_ADDRESS_CHANGED ->
          USER.changing(Details.EMAIL, "bob@example.org", ADDRESS.value());
      case MEMBER_REMOVED -> USER.removing(SUPPORT);
      case OWNERSHIP_TRANSFERRED ->
          USER.adding(Set.of(Group.OWNER)).changing("owner", "ann@example.com", ADDRESS.value());
      case INVITATION_CREATED -> USER.by(INVITATION).adding(SUPPORT);
      case INVITATION_ADDRESS_CHANGED ->
          USER.by(INVITATION).changing(Details.EMAIL, "bob@example.org", ADDRESS.value());
      case INVITATION_GROUPS_CHANGED -> USER.adding(Set.of(Group.of("sales"))).removing(SUPPORT);
      case INVITATION_RESENT ->
          USER.by(INVITATION).changing("expiresAt", "2026-03-08T09:30:00Z", "2026-03-09T09:30:00Z");
      case INVITATION_LINK_CREATED, INVITATION_REJECTED, INVITATION_REVOKED, INVITATION_EXPIRED ->
          USER.by(INVITATION);
      case USER_LIMIT_CHANGED -> USER.changing("organisationLimit", null, "3");
      case USER_ACCOUNT_BOUND -> USER.changing("account", null, "0123456789abcdef".repeat(4));
      case USER_ACCOUNT_UNBOUND -> USER.changing("account", "0123456789abcdef".repeat(4), null);
      case API_KEY_CREATED ->
          Details.NONE
              .changing("apiKey", null, "ExampleKeyId")
              .changing(NAME, null, "Reports")
              .changing("scopes", null, "read");
      case API_KEY_REVOKED -> Details.NONE.changing("apiKey", "ExampleKeyId", null);
      case ROLES_CHANGED ->
          Details.NONE.changing("revision", "1", "2").changing("roles", null, "organisation.lead");
      case SUBSCRIBER_ADDED -> Details.NONE.changing(SUBSCRIBER, null, AUDIT);
      case SUBSCRIBER_CHANGED ->
          Details.NONE.keeping(SUBSCRIBER, AUDIT).changing("types", "user.created", null);
      case SUBSCRIBER_REMOVED -> Details.NONE.changing(SUBSCRIBER, AUDIT, null);
      case WEBHOOK_CREATED ->
          Details.NONE.changing(WEBHOOK, null, ID).changing("url", null, ENDPOINT);
      case WEBHOOK_CHANGED -> webhook().changing("url", "https://example.org", ENDPOINT);
      case WEBHOOK_SECRET_ROTATED, WEBHOOK_ENABLED -> webhook();
      case WEBHOOK_DISABLED -> webhook().changing("failure", null, "answered 410");
      case WEBHOOK_DELETED ->
          Details.NONE.changing(WEBHOOK, ID, null).changing("url", ENDPOINT, null);
    };
  }

  /** An event names the endpoint as a value that stays the same. */
  private static Details webhook() {
    return Details.NONE.keeping(WEBHOOK, ID);
  }
}
