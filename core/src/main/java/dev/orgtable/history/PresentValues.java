package dev.orgtable.history;

import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.event.Details;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.GroupEvents;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.role.OrganisationGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of records, by the names and in the form that the events of their changes have. */
final class PresentValues {

  private static final List<String> OF_GROUPS =
      List.of("label", "description", "externalId", "roles");

  private PresentValues() {}

  /** A value; null if there is none. */
  record Named(String name, @Nullable String text) {}

  /** Returns the values of a record; none of one that cannot be read. */
  static List<Named> of(Item item) {
    List<Named> values = new ArrayList<>();
    OrganisationRecord.from(item)
        .ifPresent(
            found -> {
              values.add(new Named("name", found.organisation().name()));
              values.add(new Named("memberLimit", text(found.sides().limit())));
              values.add(externalId(item));
            });
    OrganisationServiceRecord.from(item)
        .map(OrganisationServiceRecord::service)
        .map(Service::name)
        .ifPresent(name -> values.add(new Named("name", name)));
    OrganisationGroupRecord.from(item).ifPresent(found -> values.addAll(ofGroup(found.group())));
    if (Layout.is(item, OrganisationGroupMemberRecord.TYP)) {
      values.add(externalId(item));
    }
    UserRecord.from(item)
        .ifPresent(
            found -> {
              Profile profile = found.user().profile();
              values.add(new Named(Details.EMAIL, found.user().email().value()));
              values.add(new Named("firstName", profile.firstName()));
              values.add(new Named("lastName", profile.lastName()));
              values.add(new Named("organisationLimit", text(found.organisationLimit())));
              values.add(externalId(item));
            });
    return values;
  }

  private static List<Named> ofGroup(OrganisationGroup group) {
    Map<String, Details.Value> created = GroupEvents.created(group).details().values();
    return OF_GROUPS.stream()
        .map(
            name -> {
              Details.Value value = created.get(name);
              return new Named(name, value == null ? null : value.after());
            })
        .toList();
  }

  private static Named externalId(Item item) {
    return new Named("externalId", StoredFacts.of(item).id().map(ExternalId::value).orElse(null));
  }

  private static @Nullable String text(Optional<Long> number) {
    return number.map(String::valueOf).orElse(null);
  }
}
