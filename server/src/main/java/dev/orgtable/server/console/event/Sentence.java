package dev.orgtable.server.console.event;

import dev.orgtable.Group;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Details.Person;
import dev.orgtable.event.Event;
import dev.orgtable.server.console.page.Quoted;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words what an event changed, to follow the name of who changed it. */
final class Sentence {

  private static final String NAME = "name";
  private static final String ACCOUNT = "account";
  private static final String SUBSCRIBER = "subscriber";

  private final Details details;
  private final Function<Collection<Group>, List<String>> labels;
  private final WebhookWords webhook;

  private Sentence(
      Details details, Function<Collection<Group>, List<String>> labels, WebhookWords webhook) {
    this.details = details;
    this.labels = labels;
    this.webhook = webhook;
  }

  /**
   * Returns what was changed.
   *
   * @param labels returns what people read for groups, in order
   * @param webhooks the names of webhooks, by their ids
   */
  static String of(
      Event event, Function<Collection<Group>, List<String>> labels, Map<String, String> webhooks) {
    Details details = event.details();
    return new Sentence(details, labels, new WebhookWords(details, webhooks)).text(event);
  }

  private String text(Event event) {
    return switch (event.type()) {
      case ORGANISATION_CREATED -> "created the organisation with " + person() + " as its owner";
      case ORGANISATION_RENAMED -> "renamed the organisation" + fromTo(NAME);
      case ORGANISATION_SUSPENDED -> "suspended the organisation";
      case ORGANISATION_REACTIVATED -> "reactivated the organisation";
      case ORGANISATION_FACTS_CHANGED -> "changed " + facts();
      case ORGANISATION_LIMIT_CHANGED -> "changed the limit of members" + fromTo();
      case ORGANISATION_DELETED -> "deleted the organisation";
      case SERVICE_CREATED -> "added the service " + Quoted.name(after(NAME));
      case SERVICE_RENAMED -> "renamed a service" + fromTo(NAME);
      case SERVICE_DELETED -> "deleted the service " + Quoted.name(before(NAME));
      case GROUP_CREATED -> "created the group " + group();
      case GROUP_CHANGED -> "changed the group " + group() + changes();
      case GROUP_RENAMED -> "renamed a group" + fromTo(NAME);
      case GROUP_DELETED -> "deleted the group " + group();
      case MEMBER_ADDED -> joined(isOf(event.actor()));
      case MEMBERS_ADDED -> "added " + details.members().size() + " members: " + newMembers();
      case MEMBER_GROUPS_CHANGED -> regrouped(person());
      case INVITATION_GROUPS_CHANGED -> regrouped("the invitation of " + person());
      case MEMBER_CHANGED -> "changed the profile of " + person() + changes();
      case MEMBER_FACTS_CHANGED -> "changed " + facts() + " of " + person();
      case MEMBER_SUSPENDED -> "suspended " + person();
      case MEMBER_REACTIVATED -> "reactivated " + person();
      case MEMBER_ADDRESS_CHANGED -> "changed the address of a member" + fromTo(Details.EMAIL);
      case MEMBER_REMOVED -> removed(event.actor());
      case OWNERSHIP_TRANSFERRED ->
          "transferred the ownership from " + before("owner") + " to " + person();
      case INVITATION_CREATED -> "invited " + person() + into(details.added());
      case INVITATION_ADDRESS_CHANGED ->
          "changed the address of an invitee" + fromTo(Details.EMAIL);
      case INVITATION_RESENT -> "resent the invitation of " + person();
      case INVITATION_LINK_CREATED -> "created a link for the invitation of " + person();
      case INVITATION_REJECTED -> "rejected the invitation of " + person();
      case INVITATION_REVOKED -> "revoked the invitation of " + person();
      case INVITATION_EXPIRED -> "removed the expired invitation of " + person();
      case USER_CREATED -> "created the user " + person();
      case USER_CHANGED -> "changed the profile" + changes();
      case USER_FACTS_CHANGED -> "changed " + facts();
      case USER_LIMIT_CHANGED -> "changed the limit of organisations" + fromTo();
      case USER_ADDRESS_CHANGED -> "changed the address" + fromTo(Details.EMAIL);
      case USER_ACCOUNT_BOUND -> "bound the account " + account(after(ACCOUNT));
      case USER_ACCOUNT_UNBOUND -> "unbound the account " + account(before(ACCOUNT));
      case USER_DELETED -> "deleted the user " + person();
      case API_KEY_CREATED -> "created the API key " + Quoted.name(after(NAME));
      case API_KEY_REVOKED -> "revoked the API key " + before("apiKey");
      case ROLES_CHANGED -> "changed the roles" + listed(after("roles"));
      case EVENTS_KEPT -> "changed how events are kept" + changes();
      case EVENTS_STOPPED -> "stopped keeping events";
      case OTHER -> "made a change of a newer version (" + event.typeText() + ")";
      case SUBSCRIBER_ADDED -> "added the subscriber " + after(SUBSCRIBER);
      case SUBSCRIBER_CHANGED ->
          "changed the subscriber " + after(SUBSCRIBER) + otherNames(SUBSCRIBER);
      case SUBSCRIBER_REMOVED -> "removed the subscriber " + before(SUBSCRIBER);
      case WEBHOOK_CREATED -> webhook.created();
      case WEBHOOK_CHANGED -> webhook.changed();
      case WEBHOOK_SECRET_ROTATED -> "replaced the secret of the webhook " + webhook.name();
      case WEBHOOK_ENABLED -> "enabled the webhook " + webhook.name();
      case WEBHOOK_DISABLED -> webhook.disabled();
      case WEBHOOK_DELETED -> "deleted the webhook " + webhook.name();
      case WEBHOOK_TEST -> "tested a webhook";
    };
  }

  /** Returns which facts were changed; without values, as for persons, which they may be. */
  private String facts() {
    boolean id = details.values().containsKey("externalId");
    boolean metadata = details.values().containsKey("metadata");
    if (id != metadata) {
      return id ? "the external id" : "the metadata";
    }
    return "the external id " + (id ? "and" : "or") + " the metadata";
  }

  /** Returns an account by its subject and its issuer, which is stored first. */
  private static String account(String stored) {
    int space = stored.indexOf(' ');
    return space < 0 ? stored : stored.substring(space + 1) + " at " + stored.substring(0, space);
  }

  private String joined(boolean own) {
    if (details.invitation() == null) {
      return "added " + person() + " to the organisation" + groups("in", details.added());
    }
    return "accepted the invitation" + (own ? "" : " of " + person()) + into(details.added());
  }

  /** Returns that a member was removed from the organisation, or left it. */
  private String removed(Actor actor) {
    String what = isOf(actor) ? "left" : "removed " + person() + " from";
    return what + " the organisation" + groups("was in", details.removed());
  }

  /** Returns whether somebody changed what concerns the same person. */
  private boolean isOf(Actor actor) {
    Person user = details.user();
    return user != null
        && user.id() != null
        && actor.kind() == Actor.Kind.USER
        && user.id().value().equals(actor.id());
  }

  /** Returns that somebody got or lost groups, but is as much a member as before. */
  private String regrouped(String whose) {
    if (details.added().isEmpty() && details.removed().isEmpty()) {
      return "changed the groups of " + whose;
    }
    String removed = "from " + ofGroups(details.removed());
    if (details.added().isEmpty()) {
      return "removed " + whose + " " + removed;
    }
    String added = "added " + whose + " to " + ofGroups(details.added());
    return details.removed().isEmpty() ? added : added + ", and removed " + whose + " " + removed;
  }

  private String ofGroups(Collection<Group> groups) {
    return (groups.size() == 1 ? "the group " : "the groups ") + names(groups);
  }

  private String groups(String word, Collection<Group> groups) {
    return groups.isEmpty() ? "" : " (" + word + " " + ofGroups(groups) + ")";
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

  private String group() {
    return details.group() == null ? "" : names(List.of(Group.of(details.group().value())));
  }

  private String into(Collection<Group> groups) {
    return groups.isEmpty() ? "" : " to " + ofGroups(groups);
  }

  private String names(Collection<Group> groups) {
    return String.join(", ", labels.apply(groups));
  }

  /** Returns the values that were changed, with those before and after, as far as they are kept. */
  private String changes() {
    String changes =
        details.values().keySet().stream()
            .map(value -> words(value) + fromTo(value))
            .collect(Collectors.joining("; "));
    return changes.isEmpty() ? "" : ": " + changes;
  }

  /** Returns the name of a value as people write it: {@code first name} for {@code firstName}. */
  private static String words(String value) {
    return value.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** Returns the names of the values that were changed, but for one that stayed the same. */
  private String otherNames(String same) {
    return listed(
        details.values().keySet().stream()
            .filter(name -> !name.equals(same))
            .collect(Collectors.joining(" ")));
  }

  private static String listed(String words) {
    return words.isEmpty() ? "" : " (" + words.replace(" ", ", ") + ")";
  }

  private String fromTo() {
    return details.values().keySet().stream().findFirst().map(this::fromTo).orElse("");
  }

  private String fromTo(String value) {
    String before = before(value);
    String after = after(value);
    return (before.isEmpty() ? "" : " from " + shown(value, before))
        + (after.isEmpty() ? "" : " to " + shown(value, after));
  }

  /** Returns a value: what somebody can choose is quoted, an address is not. */
  private static String shown(String value, String text) {
    return value.equals(Details.EMAIL) ? text : Quoted.value(text);
  }

  private String before(String value) {
    return text(details.values().get(value), Details.Value::before);
  }

  private String after(String value) {
    return text(details.values().get(value), Details.Value::after);
  }

  private static String text(
      Details.@Nullable Value value, Function<Details.Value, @Nullable String> part) {
    return value == null ? "" : Objects.requireNonNullElse(part.apply(value), "");
  }
}
