package dev.orgtable.event;

import static dev.orgtable.event.EventContent.Part.ADDED;
import static dev.orgtable.event.EventContent.Part.GROUP;
import static dev.orgtable.event.EventContent.Part.INVITATION;
import static dev.orgtable.event.EventContent.Part.MEMBERS;
import static dev.orgtable.event.EventContent.Part.REMOVED;
import static dev.orgtable.event.EventContent.Part.SERVICE;
import static dev.orgtable.event.EventContent.Part.USER;

import dev.orgtable.event.EventContent.Part;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of changes. The text of each is part of the API and of the table. */
public enum EventType {
  /** An organisation was created; the user is its first owner. */
  ORGANISATION_CREATED("organisation.created", of(USER, ADDED).with("name")),
  /** The name of an organisation was changed. */
  ORGANISATION_RENAMED("organisation.renamed", telling("name")),
  /** An organisation was suspended. */
  ORGANISATION_SUSPENDED("organisation.suspended", of()),
  /** A suspended organisation was reactivated. */
  ORGANISATION_REACTIVATED("organisation.reactivated", of()),
  /** The external id or the metadata of an organisation was changed. */
  ORGANISATION_FACTS_CHANGED("organisation.facts_changed", telling("externalId", "metadata")),
  /** The limit of members of an organisation was changed. */
  ORGANISATION_LIMIT_CHANGED("organisation.limit_changed", telling("memberLimit")),
  /** An organisation was deleted, with all members, invitations, services and groups. */
  ORGANISATION_DELETED("organisation.deleted", telling("name")),

  /** A service was created. */
  SERVICE_CREATED("service.created", of(SERVICE).with("name")),
  /** The name of a service was changed. */
  SERVICE_RENAMED("service.renamed", of(SERVICE).with("name")),
  /** A service was deleted, and all members are out of its groups. */
  SERVICE_DELETED("service.deleted", of(SERVICE).with("name")),

  /** A group of the organisation got a record. */
  GROUP_CREATED("group.created", of(GROUP).with("label", "description", "externalId", "roles")),
  /** The label, the description, the external id or the roles of a group were changed. */
  GROUP_CHANGED("group.changed", of(GROUP).with("label", "description", "externalId", "roles")),
  /** A group got another name, which its members and invitations get, too. */
  GROUP_RENAMED("group.renamed", of(GROUP).with("name")),
  /** A group was deleted, and all members are out of it. */
  GROUP_DELETED("group.deleted", of(GROUP).with("label", "description", "externalId", "roles")),

  /** A user became a member: added, or by accepting an invitation, which is then the cause. */
  MEMBER_ADDED("member.added", of(USER, INVITATION, ADDED)),
  /** Several users were added as members, without invitations. */
  MEMBERS_ADDED("members.added", of(MEMBERS)),
  /** A member was added to groups, or removed from some. */
  MEMBER_GROUPS_CHANGED("member.groups_changed", of(USER, ADDED, REMOVED)),
  /** The name or the phone number that a member has in the organisation was changed. */
  MEMBER_CHANGED("member.changed", of(USER).with("firstName", "lastName", "phone")),
  /** The external id or the metadata of a membership was changed. */
  MEMBER_FACTS_CHANGED("member.facts_changed", of(USER).with("externalId", "metadata")),
  /** A member was suspended. */
  MEMBER_SUSPENDED("member.suspended", of(USER)),
  /** A suspended member was reactivated. */
  MEMBER_REACTIVATED("member.reactivated", of(USER)),
  /** A member got another address. */
  MEMBER_ADDRESS_CHANGED("member.address_changed", of(USER).with("email")),
  /** A member left, was removed, or was deleted as a user. */
  MEMBER_REMOVED("member.removed", of(USER, REMOVED).with("suspended")),
  /** The ownership was transferred from one member to another. */
  OWNERSHIP_TRANSFERRED("ownership.transferred", of(USER, ADDED).with("owner")),

  /** Somebody was invited. */
  INVITATION_CREATED("invitation.created", of(USER, INVITATION, ADDED)),
  /** An invitee got another address. */
  INVITATION_ADDRESS_CHANGED("invitation.address_changed", of(USER, INVITATION).with("email")),
  /** A job moved an invitation to the new name of a group, or took it out of a deleted group. */
  INVITATION_GROUPS_CHANGED("invitation.groups_changed", of(USER, ADDED, REMOVED)),
  /** An invitation was sent again, and lives longer. */
  INVITATION_RESENT("invitation.resent", of(USER, INVITATION).with("expiresAt")),
  /** A link was created; whoever has it can accept or reject the invitation. */
  INVITATION_LINK_CREATED("invitation.link_created", of(USER, INVITATION)),
  /** An invitation was rejected by the invitee. */
  INVITATION_REJECTED("invitation.rejected", of(USER, INVITATION)),
  /** An invitation was revoked. */
  INVITATION_REVOKED("invitation.revoked", of(USER, INVITATION)),
  /** An expired invitation was removed. */
  INVITATION_EXPIRED("invitation.expired", of(USER, INVITATION)),

  /** A user was created. */
  USER_CREATED("user.created", of(USER)),
  /** The name or the phone number of a user was changed. */
  USER_CHANGED("user.changed", of(USER).with("firstName", "lastName", "phone", "createdAt")),
  /** The external id or the metadata of a user was changed. */
  USER_FACTS_CHANGED("user.facts_changed", of(USER).with("externalId", "metadata")),
  /** The limit of organisations of a user was changed. */
  USER_LIMIT_CHANGED("user.limit_changed", of(USER).with("organisationLimit")),
  /** A user got another address. */
  USER_ADDRESS_CHANGED("user.address_changed", of(USER).with("email")),
  /** An account at an identity provider was bound to a user. */
  USER_ACCOUNT_BOUND("user.account_bound", of(USER).with("account")),
  /** An account was unbound from a user. */
  USER_ACCOUNT_UNBOUND("user.account_unbound", of(USER).with("account")),
  /** A user was deleted, with all memberships and invitations. */
  USER_DELETED("user.deleted", of(USER)),

  /** An API key was created. */
  API_KEY_CREATED("api_key.created", telling("apiKey", "name", "scopes", "expiresAt")),
  /** An API key was revoked. */
  API_KEY_REVOKED("api_key.revoked", telling("apiKey")),
  /** The roles of the application were stored, changed or removed. */
  ROLES_CHANGED("roles.changed", telling("revision", "roles")),
  /** The table was told to keep events, or for how long, or from when on its logs are complete. */
  EVENTS_KEPT("events.kept", telling("since", "until", "retentionDays")),
  /** The table was told to keep no more events. */
  EVENTS_STOPPED("events.stopped", telling("since", "until", "retentionDays")),

  /** Code of an application subscribed to events. */
  SUBSCRIBER_ADDED("subscriber.added", telling("subscriber", "types", "actorKind", "actor")),
  /** A subscriber asks for other events than before. */
  SUBSCRIBER_CHANGED("subscriber.changed", telling("subscriber", "types", "actorKind", "actor")),
  /** A subscriber was removed, with the events that waited for it. */
  SUBSCRIBER_REMOVED("subscriber.removed", telling("subscriber")),

  /** An endpoint of webhooks was created. */
  WEBHOOK_CREATED("webhook.created", telling("webhook", "url", "description", "types")),
  /** The URL, the description or the types of events of an endpoint were changed. */
  WEBHOOK_CHANGED("webhook.changed", telling("webhook", "url", "path", "description", "types")),
  /** An endpoint got another secret; the one before signs for another day. */
  WEBHOOK_SECRET_ROTATED("webhook.secret_rotated", telling("webhook")),
  /** An endpoint that was disabled gets requests again. */
  WEBHOOK_ENABLED("webhook.enabled", telling("webhook")),
  /** An endpoint gets no requests any more, by request or because they failed. */
  WEBHOOK_DISABLED("webhook.disabled", telling("webhook", "failure")),
  /** An endpoint was deleted. */
  WEBHOOK_DELETED("webhook.deleted", telling("webhook", "url")),
  /** An endpoint is tested. No log has such an event. */
  WEBHOOK_TEST("webhook.test", of()),

  /** A change that this version does not know, by a newer version: see {@link Event#typeText}. */
  OTHER("other", of());

  private static final Map<String, EventType> BY_TEXT =
      Arrays.stream(values())
          .filter(type -> type != OTHER)
          .collect(Collectors.toUnmodifiableMap(EventType::text, Function.identity()));

  private final String text;

  /** Its sets are unmodifiable copies. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final EventContent content;

  EventType(String text, EventContent content) {
    this.text = text;
    this.content = content;
  }

  private static EventContent of(Part... parts) {
    return EventContent.of(parts);
  }

  private static EventContent telling(String... names) {
    return EventContent.of().with(names);
  }

  /** Returns what events of this type tell; of {@link #OTHER}, which may tell anything, nothing. */
  public EventContent content() {
    return content;
  }

  /** Returns the text, such as {@code member.groups_changed}. */
  public String text() {
    return text;
  }

  /** Returns the type with a text; empty if this version knows none. */
  public static Optional<EventType> of(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
