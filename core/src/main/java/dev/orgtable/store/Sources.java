package dev.orgtable.store;

import dev.orgtable.Organisation;
import dev.orgtable.Service;
import dev.orgtable.User;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The records that others copy from or stand on, as they must be written: as they read. Attributes
 * that we do not know stay.
 */
final class Sources {

  private Sources() {}

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
    Item kept =
        Item.of(new LinkedHashMap<>(earlier.attributes()))
            .without(Groups.ATTRIBUTE)
            .without(UserOrganisationRecord.EXPIRES_AT);
    kept.attributes().putAll(item.attributes());
    return kept;
  }

  private static long revision(Item item) {
    return item.number("revision").orElse(1L);
  }

  private static long additions(Item item) {
    return item.number(Additions.ATTRIBUTE).orElseGet(Additions::start);
  }
}
