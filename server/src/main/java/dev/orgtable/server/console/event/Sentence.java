package dev.orgtable.server.console.event;

import dev.orgtable.Group;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.server.console.page.Quoted;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words what an event changed, to follow the name of who changed it. */
final class Sentence {

  private static final String NAME = Changes.NAME;
  private static final String ACCOUNT = "account";
  private static final String SUBSCRIBER = "subscriber";

  private final EventId id;
  private final Actor actor;
  private final Details details;
  private final Changes changes;
  private final GroupWords groups;
  private final WebhookWords webhooks;

  private Sentence(Event event, GroupWords groups, WebhookWords webhooks) {
    this.id = event.id();
    this.actor = event.actor();
    this.details = event.details();
    this.changes = new Changes(details);
    this.groups = groups;
    this.webhooks = webhooks;
  }

  /** Returns what was changed, with ids as {@link Piece#id} marks them. */
  static String of(Event event, GroupWords groups, WebhookWords webhooks) {
    return new Sentence(event, groups, webhooks).text(event);
  }

  private String text(Event event) {
    return switch (event.type()) {
      case ORGANISATION_CREATED -> "created the organisation with " + person() + " as its owner";
      case ORGANISATION_RENAMED -> "renamed the organisation" + changes.fromTo(NAME);
      case ORGANISATION_SUSPENDED -> "suspended the organisation";
      case ORGANISATION_REACTIVATED -> "reactivated the organisation";
      case ORGANISATION_FACTS_CHANGED -> "changed " + facts();
      case ORGANISATION_LIMIT_CHANGED ->
          "changed the limit of members" + changes.fromTo("memberLimit");
      case ORGANISATION_DELETED -> "deleted the organisation";
      case SERVICE_CREATED -> "added the service " + service(changes.after(NAME));
      case SERVICE_RENAMED ->
          "renamed the service " + service(changes.before(NAME)) + to(changes.after(NAME));
      case SERVICE_DELETED -> "deleted the service " + service(changes.before(NAME));
      case GROUP_CREATED -> "created " + group() + changes.given();
      case GROUP_CHANGED -> "changed " + group() + changes.each();
      case GROUP_RENAMED ->
          "renamed the group " + Quoted.name(changes.before(NAME)) + to(changes.after(NAME));
      case GROUP_DELETED -> "deleted " + group() + changes.given();
      case MEMBER_ADDED -> joined();
      case MEMBERS_ADDED -> "added " + details.members().size() + " members: " + newMembers();
      case MEMBER_GROUPS_CHANGED -> regrouped(person());
      case INVITATION_GROUPS_CHANGED -> regrouped("the invitation of " + person());
      case MEMBER_CHANGED -> "changed the profile of " + person() + changes.each();
      case MEMBER_FACTS_CHANGED -> "changed " + facts() + " of " + person();
      case MEMBER_SUSPENDED -> "suspended " + person();
      case MEMBER_REACTIVATED -> "reactivated " + person();
      case MEMBER_ADDRESS_CHANGED ->
          "changed the address of a member" + changes.fromTo(Details.EMAIL);
      case MEMBER_REMOVED -> removed();
      case OWNERSHIP_TRANSFERRED ->
          "transferred the ownership from " + changes.before("owner") + " to " + person();
      case INVITATION_CREATED -> "invited " + person() + into(details.added());
      case INVITATION_ADDRESS_CHANGED ->
          "changed the address of an invitee" + changes.fromTo(Details.EMAIL);
      case INVITATION_RESENT -> "resent the invitation of " + person();
      case INVITATION_LINK_CREATED ->
          "created a link to accept or reject the invitation of " + person();
      case INVITATION_REJECTED -> "rejected the invitation" + (isOfActor() ? "" : of(person()));
      case INVITATION_REVOKED -> "revoked the invitation of " + person();
      case INVITATION_EXPIRED -> "removed the expired invitation of " + person();
      case USER_CREATED -> "created the user " + person();
      case USER_CHANGED -> "changed the profile" + changes.each();
      case USER_FACTS_CHANGED -> "changed " + facts();
      case USER_LIMIT_CHANGED ->
          "changed the limit of organisations" + changes.fromTo("organisationLimit");
      case USER_ADDRESS_CHANGED -> "changed the address" + changes.fromTo(Details.EMAIL);
      case USER_ACCOUNT_BOUND -> "bound the account " + account(changes.after(ACCOUNT));
      case USER_ACCOUNT_UNBOUND -> "unbound the account " + account(changes.before(ACCOUNT));
      case USER_DELETED -> "deleted the user " + person();
      case API_KEY_CREATED -> "created the API key " + Quoted.name(changes.after(NAME));
      case API_KEY_REVOKED -> "revoked the API key " + Piece.id(changes.before("apiKey"));
      case ROLES_CHANGED -> "changed the roles" + listed(changes.after("roles"));
      case EVENTS_KEPT -> "changed how events are kept" + changes.each();
      case EVENTS_STOPPED -> "stopped keeping events";
      case OTHER -> "made a change of a newer version (" + event.typeText() + ")";
      case SUBSCRIBER_ADDED -> "added the subscriber " + changes.after(SUBSCRIBER);
      case SUBSCRIBER_CHANGED ->
          "changed the subscriber " + changes.after(SUBSCRIBER) + changes.each(SUBSCRIBER);
      case SUBSCRIBER_REMOVED -> "removed the subscriber " + changes.before(SUBSCRIBER);
      case WEBHOOK_CREATED -> WebhookWords.created(changes);
      case WEBHOOK_CHANGED -> webhooks.changed(id, changes);
      case WEBHOOK_SECRET_ROTATED -> "replaced the secret of " + webhooks.name(id, changes);
      case WEBHOOK_ENABLED -> "enabled " + webhooks.name(id, changes);
      case WEBHOOK_DISABLED -> webhooks.disabled(id, changes);
      case WEBHOOK_DELETED -> "deleted " + webhooks.name(id, changes);
      case WEBHOOK_TEST -> "tested a webhook";
    };
  }

  /** Returns which facts were changed; without values, as for persons, which they may be. */
  private String facts() {
    boolean external = changes.has("externalId");
    boolean metadata = changes.has("metadata");
    if (external != metadata) {
      return external ? "the external id" : "the metadata";
    }
    return "the external id " + (external ? "and" : "or") + " the metadata";
  }

  /** Returns an account by its subject and its issuer, which is stored first. */
  private static String account(String stored) {
    int space = stored.indexOf(' ');
    return space < 0 ? stored : stored.substring(space + 1) + " at " + stored.substring(0, space);
  }

  /** Returns that somebody became a member; for an invitee, that is by accepting. */
  private String joined() {
    if (details.invitation() == null) {
      return "added " + person() + " to the organisation" + groups("in", details.added());
    }
    return "accepted the invitation"
        + into(details.added())
        + (isOfActor() ? "" : " for " + person());
  }

  /** Returns that a member was removed from the organisation, or left it. */
  private String removed() {
    String what = isOfActor() ? "left" : "removed " + person() + " from";
    return what + " the organisation" + groups("until then in", details.removed());
  }

  /** Returns whether somebody changed what concerns the same person. */
  private boolean isOfActor() {
    Person user = details.user();
    return user != null
        && actor.kind() == Actor.Kind.USER
        && (actor.id().equals(user.email().value())
            || (user.id() != null && actor.id().equals(user.id().value())));
  }

  /** Returns that somebody got or lost groups, but is as much a member as before. */
  private String regrouped(String whose) {
    if (details.added().isEmpty() && details.removed().isEmpty()) {
      return "changed the groups of " + whose;
    }
    String removed = "removed " + whose + " from " + groups.of(id, details.removed());
    if (details.added().isEmpty()) {
      return removed;
    }
    String added = "added " + whose + " to " + groups.of(id, details.added());
    return details.removed().isEmpty() ? added : added + ", and " + removed;
  }

  private String groups(String word, Collection<Group> held) {
    return held.isEmpty() ? "" : " (" + word + " " + groups.of(id, held) + ")";
  }

  private String newMembers() {
    return details.members().stream()
        .sorted(Comparator.comparing(member -> !member.groups().contains(Group.OWNER)))
        .map(member -> member.user().email() + groups("in", member.groups()))
        .collect(Collectors.joining(", "));
  }

  private String person() {
    Person user = details.user();
    return user == null ? "somebody" : user.email().value();
  }

  private static String of(String person) {
    return " of " + person;
  }

  private String group() {
    return details.group() == null
        ? "a group"
        : groups.of(id, List.of(Group.of(details.group().value())));
  }

  private String into(Collection<Group> held) {
    return held.isEmpty() ? "" : " to " + groups.of(id, held);
  }

  /** Returns a service by its name at that time, and its id, which stays the same. */
  private String service(String name) {
    String service = details.service() == null ? "" : Piece.id(details.service().value());
    return name.isEmpty() ? service : Quoted.name(name) + " (" + service + ")";
  }

  private static String to(String name) {
    return name.isEmpty() ? "" : " to " + Quoted.name(name);
  }

  private static String listed(String words) {
    return words.isEmpty() ? "" : " (" + words.replace(" ", ", ") + ")";
  }
}
