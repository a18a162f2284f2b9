package dev.orgtable.facts;

import org.jspecify.annotations.Nullable;

/**
 * The facts of an application about a user, an organisation or a membership.
 *
 * @param externalId the id in the application or another system; null if there is none. No two
 *     users have the same, no two organisations, and no two members of one organisation
 * @param metadata texts by key
 */
public record Facts(@Nullable ExternalId externalId, Metadata metadata) {

  /** The facts of a new user, organisation or membership: none. */
  public static final Facts NONE = new Facts(null, Metadata.NONE);

  /** Returns these facts with other metadata. */
  public Facts withMetadata(Metadata other) {
    return new Facts(externalId, other);
  }

  /** Returns these facts with another external id. */
  public Facts withExternalId(ExternalId other) {
    return new Facts(other, metadata);
  }

  /** Returns these facts without an external id. */
  public Facts withoutExternalId() {
    return new Facts(null, metadata);
  }
}
