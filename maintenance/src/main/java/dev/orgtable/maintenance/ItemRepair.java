package dev.orgtable.maintenance;

import dev.orgtable.JobId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.delivery.Subscriptions;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.PendingJobs;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.internal.webhook.WebhookRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Determines the fix of a violation. */
final class ItemRepair {

  private final Table table;
  private final Instant now;
  private final Violation violation;
  private final Item item;

  private ItemRepair(Table table, Instant now, Violation violation, Item item) {
    this.table = table;
    this.now = now;
    this.violation = violation;
    this.item = item;
  }

  /** Returns the fix of a violation; empty if the violation no longer holds. */
  static Optional<Fix> fix(Table table, Instant now, Violation violation, Item item) {
    ItemRepair repair = new ItemRepair(table, now, violation, item);
    return switch (violation.code()) {
      case OWNER_COUNT, NO_OWNER -> OwnerCountRepair.recount(table, item).or(repair::oldOwners);
      case MEMBER_COUNT -> OwnerCountRepair.recountMembers(table, item);
      case EVENT_MISSING, LOG_DIFFERS -> Optional.of(Fix.none("no event is made up afterwards"));
      default -> repair.isStillSo() ? Optional.of(repair.fix()) : Optional.empty();
    };
  }

  private boolean isStillSo() {
    Map<Key, Item> others = table.getAll(ReferenceCheck.counterparts(item), Consistency.STRONG);
    return ReferenceCheck.of(item, key -> Optional.ofNullable(others.get(key))).stream()
        .anyMatch(found -> found.code() == violation.code());
  }

  private Optional<Fix> oldOwners() {
    return Layout.version(item) == 0 ? Optional.of(Fix.none(UPGRADE_FIRST)) : Optional.empty();
  }

  private static final String ODD_LIMIT =
      "the limit cannot be read, and none would admit everything; set it or remove it by hand";

  private static final String UPGRADE_FIRST = "a record of version 0; upgrade the table first";

  private Fix fix() {
    return switch (violation.code()) {
      case GHOST, FOREIGN, NEWER_VERSION -> OrphanRepair.strange(item);
      case MISPLACED ->
          Layout.version(item) == 0 ? Fix.none(UPGRADE_FIRST) : OrphanRepair.misplaced(table, item);
      case JOB_MISSING -> withoutLostJobs();
      case ENDINGS_DIFFER -> TombstoneCheck.fix(table, item);
      case EXTERNAL_ID ->
          ExternalIdRecord.is(item)
              ? ExternalIdRepair.ofPointer(table, item)
              : ExternalIdRepair.ofSource(table, item);
      case DELIVERY -> DeliveryRepair.fix(table, now, item);
      case TOO_MANY_GROUPS -> Fix.none("the table does not show which groups to remove");
      case ODD_VALUE -> isLimitOdd() ? Fix.none(ODD_LIMIT) : ofType();
      default -> ofType();
    };
  }

  private boolean isLimitOdd() {
    return switch (item.text(Item.TYPE)) {
      case UserRecord.TYP -> UserRecord.hasOddLimit(item);
      case OrganisationRecord.TYP -> OrganisationRecord.hasOddLimit(item);
      default -> false;
    };
  }

  private Fix ofType() {
    return Layout.version(item) == 0
        ? Fix.none(UPGRADE_FIRST)
        : byType().orElseGet(() -> Fix.none("the table does not prove what is right"));
  }

  /**
   * Removes lost jobs from a source. Its stale copies then become violations, which are repaired
   * next. What a deletion or a change of address has not yet completed is known to that job only.
   */
  private Fix withoutLostJobs() {
    if (TombstoneRecord.is(item) || item.value(UserRecord.MOVED_BY).isPresent()) {
      return Fix.deletable(
          item,
          "the job that would complete it is lost; restore the job, or delete the rest by hand");
    }
    Set<String> open = new TreeSet<>();
    Transaction transaction = new Transaction();
    for (JobId id : PendingJobs.of(item).stream().flatMap(id -> Keys.jobId(id).stream()).toList()) {
      Optional<Item> job = table.get(JobRecord.key(id), Consistency.STRONG);
      if (job.filter(JobRecord::isOpen).flatMap(JobRecord::from).isPresent()) {
        open.add(id.value());
      } else {
        transaction.require(
            JobRecord.key(id), job.map(Conditions::same).orElseGet(Condition::absent), Fix.CHANGED);
      }
    }
    Item right =
        SourceRepair.keeping(item, item).change().with(PendingJobs.ATTRIBUTE, open).build();
    return Fix.by(
        "lost jobs removed (" + violation.detail() + ")",
        transaction.put(right, Conditions.same(item), Fix.CHANGED));
  }

  private Optional<Fix> byType() {
    return switch (item.text(Item.TYPE)) {
      case UserRecord.TYP ->
          Optional.of(
              violation.code() == Violation.Code.ACCOUNT
                  ? AccountRepair.ofUser(table, item)
                  : UserIdRepair.ofUser(table, what(), item));
      case AccountRecord.TYP -> Optional.of(AccountRepair.ofPointer(table, item));
      case UserIdRecord.TYP -> Optional.of(UserIdRepair.ofPointer(table, item));
      case Keys.USER_EXTERNAL_ID, Keys.ORGANISATION_EXTERNAL_ID, Keys.MEMBER_EXTERNAL_ID ->
          Optional.of(ExternalIdRepair.ofPointer(table, item));
      case OrganisationRecord.TYP -> organisation();
      case OrganisationServiceRecord.TYP ->
          OrphanRepair.ofOrganisation(
              item, SourceRepair.service(item), OrphanRepair.organisationOf(table, item), what());
      case OrganisationGroupRecord.TYP, GroupRolesRecord.TYP -> group();
      case WebhookRecord.OF_ORGANISATIONS -> webhook();
      case UserOrganisationRecord.TYP,
          OrganisationGroupMemberRecord.TYP,
          OrganisationInvitationRecord.TYP ->
          pair();
      default -> Optional.of(OrphanRepair.standalone(item));
    };
  }

  private Optional<Fix> source(Optional<Item> right) {
    return right.map(then -> Fix.put(what(), item, then));
  }

  /** The count of owners is a violation of its own. */
  private Optional<Fix> organisation() {
    return source(
        SourceRepair.organisation(item, item.number(OrganisationRecord.OWNER_COUNT).orElse(0L)));
  }

  /** The record of all roles is made anew from the groups. */
  private Optional<Fix> group() {
    boolean ofAll = Layout.is(item, GroupRolesRecord.TYP);
    return violation.code() == Violation.Code.GROUP_ROLES
            || (ofAll && violation.code() == Violation.Code.ODD_VALUE)
        ? Optional.of(GroupRolesRepair.fix(table, what(), item))
        : OrphanRepair.ofOrganisation(
            item,
            ofAll ? Optional.of(item) : SourceRepair.group(item),
            OrphanRepair.organisationOf(table, item),
            what());
  }

  /** What is wrong in an endpoint cannot be guessed: it is disabled or deleted by hand. */
  private Optional<Fix> webhook() {
    if (violation.code() == Violation.Code.ODD_VALUE) {
      return Optional.of(OrphanRepair.standalone(item));
    }
    Optional<Fix> fix =
        OrphanRepair.ofOrganisation(
            item, Optional.of(item), OrphanRepair.organisationOf(table, item), what());
    if (violation.code() == Violation.Code.ORGANISATION_MISSING) {
      fix.flatMap(Fix::transaction).ifPresent(Subscriptions::remove);
    }
    return fix;
  }

  private Optional<Fix> pair() {
    return MembershipRecords.read(table, item.key())
        .flatMap(
            pair -> {
              boolean old =
                  pair.isOld()
                      || Stream.of(pair.at(pair.userKey()), pair.at(pair.organisationKey()))
                          .flatMap(Optional::stream)
                          .anyMatch(source -> Layout.version(source) == 0);
              return old
                  ? Optional.of(Fix.none(UPGRADE_FIRST))
                  : MembershipRepair.of(pair, now).fix(what());
            });
  }

  private String what() {
    return switch (violation.code()) {
      case ODD_VALUE -> "normalised (" + violation.detail() + ")";
      case ODD_GROUPS -> "invalid groups removed (" + violation.detail() + ")";
      case SERVICE_MISSING -> "removed from the groups of " + violation.detail();
      case USER_ID -> "the user's id stored (" + violation.detail() + ")";
      case GROUP_ROLES -> "roles copied from the groups (" + violation.detail() + ")";
      case SIDES_DIFFER -> "sides made equal (" + violation.detail() + ")";
      case STALE_NAME -> "the organisation's name copied";
      case STALE_PROFILE -> "the user's profile copied";
      case STALE_SUSPENSION -> "the number of the organisation's suspension copied";
      default -> "removed: " + violation.detail();
    };
  }
}
