package dev.orgtable.server.event;

import dev.orgtable.Group;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventLog;
import dev.orgtable.server.member.GroupsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An event: a change that was made.
 *
 * @param id the event's id, a UUID of version 7
 * @param at when the change was made, in milliseconds
 * @param type the kind of change; newer versions may write other ones
 * @param organisation the organisation whose log the event is in; null if in another log
 * @param actor who made the change
 * @param request the header {@code X-Request-ID} of the request; null if it had none
 * @param idempotencyKey the key of the request; null if it had none
 * @param job the job that made the change for the actor, who started it; null if none
 * @param user the user that was changed, or the member or invitee; null if none
 * @param service the service that was changed; null if none
 * @param group the group that was changed, by its name after the change; null if none
 * @param invitation the id of the invitation, also of one that made its invitee a member; null if
 *     none
 * @param added the groups that a member or an invitation got
 * @param removed the groups that a member lost
 * @param changes other values that were changed, by name
 * @param members the users who became members at once
 */
public record EventBody(
    String id,
    Instant at,
    String type,
    @Nullable String organisation,
    ActorBody actor,
    @Nullable String request,
    @Nullable String idempotencyKey,
    @Nullable String job,
    @Nullable EventUserBody user,
    @Nullable String service,
    @Nullable String group,
    @Nullable String invitation,
    EventGroupsBody added,
    EventGroupsBody removed,
    SortedMap<String, EventChangeBody> changes,
    List<EventMemberBody> members) {

  /**
   * Who made a change.
   *
   * @param kind the kind of actor
   * @param id the id of the user, the API key or the job, or the address of the operator; null for
   *     the library, and for API keys and operators if a person reads it
   * @param actingFor the user that a back end names with {@code Orgtable-Acting-For}; null if none
   */
  public record ActorBody(String kind, @Nullable String id, @Nullable String actingFor) {

    static ActorBody of(Actor actor) {
      return new ActorBody(
          actor.kind().text(), actor.id().isEmpty() ? null : actor.id(), actor.actingFor());
    }
  }

  /**
   * The user that an event is about.
   *
   * @param id the user's id; null of an invitee, and of a member who was changed without being read
   * @param email the user's address after the change
   */
  public record EventUserBody(@Nullable String id, String email) {

    static @Nullable EventUserBody of(Details.@Nullable Person person) {
      return person == null ? null : known(person);
    }

    static EventUserBody known(Details.Person person) {
      return new EventUserBody(text(person.id()), person.email().value());
    }
  }

  /**
   * A user who became a member, with others at once.
   *
   * @param user the user
   * @param added the groups that the member got
   */
  public record EventMemberBody(EventUserBody user, EventGroupsBody added) {

    static EventMemberBody of(Details.NewMember member) {
      return new EventMemberBody(
          EventUserBody.known(member.user()), EventGroupsBody.of(member.groups()));
    }
  }

  /**
   * The groups that a member got or lost.
   *
   * @param groups the groups in the organisation
   * @param services the groups in services, by the ids of the services
   */
  public record EventGroupsBody(List<String> groups, Map<String, List<String>> services) {

    static EventGroupsBody of(Set<Group> all) {
      GroupsBody body = GroupsBody.of(all);
      return new EventGroupsBody(body.groups(), body.services());
    }
  }

  /**
   * A value that was changed.
   *
   * @param before the value before; null if there was none, or it is not kept
   * @param after the value after; null if there is none, or it is not kept
   */
  public record EventChangeBody(@Nullable String before, @Nullable String after) {}

  /** Returns an event as a response body. */
  public static EventBody of(Event event) {
    Details details = event.details();
    SortedMap<String, EventChangeBody> changes = new TreeMap<>();
    for (Map.Entry<String, Details.Value> each : details.values().entrySet()) {
      Details.Value value = each.getValue();
      changes.put(each.getKey(), new EventChangeBody(value.before(), value.after()));
    }
    return new EventBody(
        event.id().value(),
        event.time(),
        event.typeText(),
        event.log() instanceof EventLog.OfOrganisation of ? of.organisation().value() : null,
        ActorBody.of(event.actor()),
        event.cause().request(),
        event.cause().idempotencyKey(),
        text(event.cause().job()),
        EventUserBody.of(details.user()),
        text(details.service()),
        text(details.group()),
        text(details.invitation()),
        EventGroupsBody.of(details.added()),
        EventGroupsBody.of(details.removed()),
        changes,
        details.members().stream().map(EventMemberBody::of).toList());
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }
}
