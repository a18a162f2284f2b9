package dev.orgtable.role;

import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import java.time.Instant;

/**
 * A group of one organisation that has a record, so that it may be empty and has details.
 *
 * @param organisation the organisation
 * @param name the name, unique in the organisation
 * @param id the id, which never changes
 * @param details the label, the external id and the roles
 * @param createdAt when it was created
 * @param revision the revision: random at first, incremented by each write of its details
 */
public record OrganisationGroup(
    OrganisationId organisation,
    GroupName name,
    GroupId id,
    GroupDetails details,
    Instant createdAt,
    long revision) {

  /** The maximum number of groups with a record in one organisation. */
  public static final int MOST = 100;

  /** Returns what people read: the label, or the name if there is none. */
  public String title() {
    return details.label().isEmpty() ? name.value() : details.label();
  }

  /** Returns this group with other details, in the next revision. */
  public OrganisationGroup changed(GroupDetails to) {
    return new OrganisationGroup(organisation, name, id, to, createdAt, revision + 1);
  }
}
