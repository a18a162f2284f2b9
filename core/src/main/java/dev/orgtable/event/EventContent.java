package dev.orgtable.event;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What events of a type tell. The description of the HTTP API is made of it.
 *
 * @param parts the parts of {@link Details} that they have
 * @param values the names of the values of which each event has those that were changed
 */
public record EventContent(Set<Part> parts, SortedSet<String> values) {

  /** A part of {@link Details}. */
  public enum Part {
    /** The user or the invitee. */
    USER,
    /** The service. */
    SERVICE,
    /** The group. */
    GROUP,
    /** The invitation, as far as there was one. */
    INVITATION,
    /** The groups that a member or an invitation got, if any. */
    ADDED,
    /** The groups that a member or an invitation lost, if any. */
    REMOVED,
    /** The users who became members at once. */
    MEMBERS;

    /** The parts without which there is no event of their types. */
    private static final Set<Part> CERTAIN = EnumSet.of(USER, SERVICE, GROUP, MEMBERS);

    /** Returns whether an event has this part if its type has it. */
    public boolean isCertain() {
      return CERTAIN.contains(this);
    }

    private boolean isIn(Details details) {
      return switch (this) {
        case USER -> details.user() != null;
        case SERVICE -> details.service() != null;
        case GROUP -> details.group() != null;
        case INVITATION -> details.invitation() != null;
        case ADDED -> !details.added().isEmpty();
        case REMOVED -> !details.removed().isEmpty();
        case MEMBERS -> !details.members().isEmpty();
      };
    }
  }

  /** Copies the sets. */
  public EventContent {
    parts = Set.copyOf(parts);
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
  }

  static EventContent of(Part... parts) {
    return new EventContent(Set.of(parts), Collections.emptySortedSet());
  }

  /** Returns this content with values. */
  EventContent with(String... names) {
    return new EventContent(parts, new TreeSet<>(List.of(names)));
  }

  /** Returns whether details are what events of this content tell. */
  public boolean admits(Details details) {
    for (Part part : Part.values()) {
      boolean isIn = part.isIn(details);
      boolean isDeclared = parts.contains(part);
      if (isIn ? !isDeclared : isDeclared && part.isCertain()) {
        return false;
      }
    }
    return values.containsAll(details.values().keySet());
  }
}
