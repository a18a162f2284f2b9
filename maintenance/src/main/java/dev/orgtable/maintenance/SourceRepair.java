package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.role.OrganisationGroup;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Normalises source records: rewrites them with the values that readers see. Unknown attributes are
 * kept.
 */
final class SourceRepair {

  private SourceRepair() {}

  /** Returns the normalised record of a user; empty if it, or its accounts, cannot be parsed. */
  static Optional<Item> user(Item item) {
    return UserRecord.from(item)
        .filter(record -> AccountRecord.areReadable(item))
        .map(
            record -> {
              User user = record.user();
              User first =
                  new User(
                      user.id(), user.email(), user.profile(), user.createdAt(), revision(item));
              UserRecord right =
                  new UserRecord(
                      first,
                      additions(item),
                      Optional.empty(),
                      record.accounts(),
                      record.unboundAt(),
                      record.facts(),
                      record.organisationLimit().filter(most -> most > 0));
              return StoredFacts.normalised(keeping(item, right.item()));
            });
  }

  /** Returns whether there is a user who cannot be parsed. */
  static boolean isUnparsable(Optional<Item> user) {
    return user.filter(found -> !TombstoneRecord.is(found)).isPresent()
        && user.flatMap(UserRecord::from).isEmpty();
  }

  /**
   * Returns the address of another user to whom a record leads, and who has what it leads from.
   *
   * @param leadsTo the address that the record leads to, if there is one
   * @param email the user who should have it
   * @param has whether a user has it
   */
  static Optional<EmailAddress> otherUser(
      Table table, Optional<EmailAddress> leadsTo, EmailAddress email, Predicate<Item> has) {
    return leadsTo
        .filter(other -> !other.equals(email))
        .filter(
            other -> table.get(UserRecord.key(other), Consistency.STRONG).filter(has).isPresent());
  }

  /** Returns the normalised record of an organisation with this count of owners. */
  static Optional<Item> organisation(Item item, long ownerCount) {
    return OrganisationRecord.from(item)
        .map(
            record -> {
              Organisation found = record.organisation();
              Organisation first =
                  new Organisation(found.id(), found.name(), found.createdAt(), revision(item));
              Item right =
                  keeping(
                      OrganisationRecord.withoutOddSides(item),
                      new OrganisationRecord(first, ownerCount, additions(item)).item());
              return StoredFacts.normalised(record.suspension().normalised(right));
            });
  }

  /** Returns the normalised record of a service. */
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

  /** Returns the normalised record of a group. */
  static Optional<Item> group(Item item) {
    return OrganisationGroupRecord.from(item)
        .map(
            record -> {
              OrganisationGroup found = record.group();
              OrganisationGroup first =
                  new OrganisationGroup(
                      found.organisation(),
                      found.name(),
                      found.id(),
                      found.details(),
                      found.createdAt(),
                      revision(item));
              return new OrganisationGroupRecord(first).on(item);
            });
  }

  /** Returns a record with the attributes of its earlier state that it does not write itself. */
  static Item keeping(Item earlier, Item item) {
    return earlier
        .change()
        .without(Groups.ATTRIBUTE)
        .without(AccountRecord.ACCOUNTS)
        .without(UserOrganisationRecord.EXPIRES_AT)
        .withAll(item)
        .build();
  }

  private static long revision(Item item) {
    return item.number(Revisions.ATTRIBUTE).orElse(1L);
  }

  private static long additions(Item item) {
    return item.number(ChildVersion.ATTRIBUTE).orElseGet(ChildVersion::start);
  }
}
