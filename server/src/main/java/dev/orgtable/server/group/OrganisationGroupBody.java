package dev.orgtable.server.group;

import dev.orgtable.GroupName;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of an organisation that has a record.
 *
 * @param id the group's id, which never changes
 * @param name its name, by which members are in it
 * @param label what people read instead of the name; may be empty
 * @param description what the group is for; may be empty
 * @param externalId the id in another system, such as a directory; null if there is none
 * @param roles the roles of the application that it stands for, in order of their names
 * @param createdAt when it was created
 */
record OrganisationGroupBody(
    String id,
    String name,
    String label,
    String description,
    @Nullable String externalId,
    List<String> roles,
    Instant createdAt) {

  static OrganisationGroupBody of(OrganisationGroup group) {
    GroupDetails details = group.details();
    ExternalId external = details.externalId();
    return new OrganisationGroupBody(
        group.id().value(),
        group.name().value(),
        details.label(),
        details.description(),
        external == null ? null : external.value(),
        details.roles().stream().map(GroupName::value).toList(),
        group.createdAt());
  }
}
