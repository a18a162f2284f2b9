package dev.orgtable.maintenance;

import dev.orgtable.Organisation;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Optional;

/**
 * The records that others copy from or stand on, as they must be written: as they read. Attributes
 * that we do not know stay.
 */
final class SourceRepair {

  private SourceRepair() {}

  /** Returns a user's record as it must be. */
  static Optional<Item> user(Item item) {
    return UserRecord.from(item)
        .map(
            record -> {
              User user = record.user();
              User first = new User(user.id(), user.profile(), user.createdAt(), revision(item));
              return keeping(item, new UserRecord(first, additions(item)).item());
            });
  }

  /** Returns an organisation's record as it must be, apart from the count of its owners. */
  static Optional<Item> organisation(Item item, long ownerCount) {
    return OrganisationRecord.from(item)
        .map(
            record -> {
              Organisation found = record.organisation();
              Organisation first =
                  new Organisation(found.id(), found.name(), found.createdAt(), revision(item));
              return keeping(
                  item, new OrganisationRecord(first, ownerCount, additions(item)).item());
            });
  }

  /** Returns a service's record as it must be. */
  static Optional<Item> service(Item item) {
    return OrganisationServiceRecord.from(item)
        .map(
            record -> {
              Service found = record.service();
              Service first =
                  new Service(found.organisation(), found.id(), found.name(), revision(item));
              return keeping(item, new OrganisationServiceRecord(first, additions(item)).item());
            });
  }

  /** Returns a record with those attributes of an earlier one that it does not write itself. */
  static Item keeping(Item earlier, Item item) {
    return earlier
        .change()
        .without(Groups.ATTRIBUTE)
        .without(UserOrganisationRecord.EXPIRES_AT)
        .withAll(item)
        .build();
  }

  private static long revision(Item item) {
    return item.number("revision").orElse(1L);
  }

  private static long additions(Item item) {
    return item.number(ChildVersion.ATTRIBUTE).orElseGet(ChildVersion::start);
  }
}
