package dev.orgtable.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of changes. The text of each is part of the API and of the table. */
public enum EventType {
  /** An organisation was created; the user is its first owner. */
  ORGANISATION_CREATED("organisation.created"),
  /** The name of an organisation was changed. */
  ORGANISATION_RENAMED("organisation.renamed"),
  /** An organisation was suspended. */
  ORGANISATION_SUSPENDED("organisation.suspended"),
  /** A suspended organisation was reactivated. */
  ORGANISATION_REACTIVATED("organisation.reactivated"),
  /** The external id or the metadata of an organisation was changed. */
  ORGANISATION_FACTS_CHANGED("organisation.facts_changed"),
  /** The limit of members of an organisation was changed. */
  ORGANISATION_LIMIT_CHANGED("organisation.limit_changed"),
  /** An organisation was deleted, with all members, invitations, services and groups. */
  ORGANISATION_DELETED("organisation.deleted"),

  /** A service was created. */
  SERVICE_CREATED("service.created"),
  /** The name of a service was changed. */
  SERVICE_RENAMED("service.renamed"),
  /** A service was deleted, and all members are out of its groups. */
  SERVICE_DELETED("service.deleted"),

  /** A group of the organisation got a record. */
  GROUP_CREATED("group.created"),
  /** The label, the description, the external id or the roles of a group were changed. */
  GROUP_CHANGED("group.changed"),
  /** A group got another name, which its members and invitations get, too. */
  GROUP_RENAMED("group.renamed"),
  /** A group was deleted, and all members are out of it. */
  GROUP_DELETED("group.deleted"),

  /** A user became a member: added, or by accepting an invitation, which is then the cause. */
  MEMBER_ADDED("member.added"),
  /** Several users were added as members, without invitations. */
  MEMBERS_ADDED("members.added"),
  /** A member was added to groups, or removed from some. */
  MEMBER_GROUPS_CHANGED("member.groups_changed"),
  /** The name or the phone number that a member has in the organisation was changed. */
  MEMBER_CHANGED("member.changed"),
  /** The external id or the metadata of a membership was changed. */
  MEMBER_FACTS_CHANGED("member.facts_changed"),
  /** A member was suspended. */
  MEMBER_SUSPENDED("member.suspended"),
  /** A suspended member was reactivated. */
  MEMBER_REACTIVATED("member.reactivated"),
  /** A member got another address. */
  MEMBER_ADDRESS_CHANGED("member.address_changed"),
  /** A member left, was removed, or was deleted as a user. */
  MEMBER_REMOVED("member.removed"),
  /** The ownership was transferred from one member to another. */
  OWNERSHIP_TRANSFERRED("ownership.transferred"),

  /** Somebody was invited. */
  INVITATION_CREATED("invitation.created"),
  /** An invitee got another address. */
  INVITATION_ADDRESS_CHANGED("invitation.address_changed"),
  /** A job moved an invitation to the new name of a group, or took it out of a deleted group. */
  INVITATION_GROUPS_CHANGED("invitation.groups_changed"),
  /** An invitation was sent again, and lives longer. */
  INVITATION_RESENT("invitation.resent"),
  /** A link was created; whoever has it can accept or reject the invitation. */
  INVITATION_LINK_CREATED("invitation.link_created"),
  /** An invitation was rejected by the invitee. */
  INVITATION_REJECTED("invitation.rejected"),
  /** An invitation was revoked. */
  INVITATION_REVOKED("invitation.revoked"),
  /** An expired invitation was removed. */
  INVITATION_EXPIRED("invitation.expired"),

  /** A user was created. */
  USER_CREATED("user.created"),
  /** The name or the phone number of a user was changed. */
  USER_CHANGED("user.changed"),
  /** The external id or the metadata of a user was changed. */
  USER_FACTS_CHANGED("user.facts_changed"),
  /** The limit of organisations of a user was changed. */
  USER_LIMIT_CHANGED("user.limit_changed"),
  /** A user got another address. */
  USER_ADDRESS_CHANGED("user.address_changed"),
  /** An account at an identity provider was bound to a user. */
  USER_ACCOUNT_BOUND("user.account_bound"),
  /** An account was unbound from a user. */
  USER_ACCOUNT_UNBOUND("user.account_unbound"),
  /** A user was deleted, with all memberships and invitations. */
  USER_DELETED("user.deleted"),

  /** An API key was created. */
  API_KEY_CREATED("api_key.created"),
  /** An API key was revoked. */
  API_KEY_REVOKED("api_key.revoked"),
  /** The roles of the application were stored, changed or removed. */
  ROLES_CHANGED("roles.changed"),
  /** The table was told to keep events, or for how long, or from when on its logs are complete. */
  EVENTS_KEPT("events.kept"),
  /** The table was told to keep no more events. */
  EVENTS_STOPPED("events.stopped"),

  /** Code of an application subscribed to events. */
  SUBSCRIBER_ADDED("subscriber.added"),
  /** A subscriber asks for other events than before. */
  SUBSCRIBER_CHANGED("subscriber.changed"),
  /** A subscriber was removed, with the events that waited for it. */
  SUBSCRIBER_REMOVED("subscriber.removed"),

  /** An endpoint of webhooks was created. */
  WEBHOOK_CREATED("webhook.created"),
  /** The URL, the description or the types of events of an endpoint were changed. */
  WEBHOOK_CHANGED("webhook.changed"),
  /** An endpoint got another secret; the one before signs for another day. */
  WEBHOOK_SECRET_ROTATED("webhook.secret_rotated"),
  /** An endpoint that was disabled gets requests again. */
  WEBHOOK_ENABLED("webhook.enabled"),
  /** An endpoint gets no requests any more, by request or because they failed. */
  WEBHOOK_DISABLED("webhook.disabled"),
  /** An endpoint was deleted. */
  WEBHOOK_DELETED("webhook.deleted"),
  /** An endpoint is tested. No log has such an event. */
  WEBHOOK_TEST("webhook.test"),

  /** A change that this version does not know, by a newer version: see {@link Event#typeText}. */
  OTHER("other");

  private static final Map<String, EventType> BY_TEXT =
      Arrays.stream(values())
          .filter(type -> type != OTHER)
          .collect(Collectors.toUnmodifiableMap(EventType::text, Function.identity()));

  private final String text;

  EventType(String text) {
    this.text = text;
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
