package dev.orgtable.store;

import dev.orgtable.JobId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The one repair of each violation. */
final class RepairOfItem {

  private final Table table;
  private final Instant now;
  private final Violation violation;
  private final Item item;

  private RepairOfItem(Table table, Instant now, Violation violation, Item item) {
    this.table = table;
    this.now = now;
    this.violation = violation;
    this.item = item;
  }

  /** Returns how a violation is mended; empty if it is none any more. */
  static Optional<Mending> mending(Table table, Instant now, Violation violation, Item item) {
    RepairOfItem repair = new RepairOfItem(table, now, violation, item);
    return switch (violation.code()) {
      case OWNER_COUNT, NO_OWNER -> Owners.recount(table, item).or(repair::oldOwners);
      default -> repair.isStillSo() ? Optional.of(repair.mending()) : Optional.empty();
    };
  }

  private boolean isStillSo() {
    Map<Key, Item> others = table.getAll(Findings.counterparts(item), Consistency.STRONG);
    return Findings.of(item, key -> Optional.ofNullable(others.get(key))).stream()
        .anyMatch(found -> found.code() == violation.code());
  }

  private Optional<Mending> oldOwners() {
    return item.version() == 0 ? Optional.of(Mending.none(UPGRADE_FIRST)) : Optional.empty();
  }

  private static final String UPGRADE_FIRST = "a record of version 0: upgrade the table first";

  private Mending mending() {
    return switch (violation.code()) {
      case GHOST, FOREIGN, NEWER_VERSION -> LeftOvers.strange(item);
      case MISPLACED ->
          item.version() == 0 ? Mending.none(UPGRADE_FIRST) : LeftOvers.misplaced(table, item);
      case JOB_MISSING -> withoutLostJobs();
      case ENDINGS_DIFFER -> EndingsCheck.mending(table, item);
      case TOO_MANY_GROUPS -> Mending.none("which groups to take away, the table does not tell");
      default ->
          item.version() == 0
              ? Mending.none(UPGRADE_FIRST)
              : byType().orElseGet(() -> Mending.none("the table does not prove what is right"));
    };
  }

  /**
   * A source that waits for no job any more shows which of its copies are stale, to be mended next.
   * What a deletion or a move to another address has left, only that very job knows.
   */
  private Mending withoutLostJobs() {
    if (EndedRecord.is(item) || item.value(UserRecord.MOVED_BY).isPresent()) {
      return Mending.deletable(
          item, "the job that would finish it is lost: write it again, or delete all by hand");
    }
    Set<String> open = new TreeSet<>();
    Transaction transaction = new Transaction();
    for (JobId id :
        SourceJobs.of(item).stream().flatMap(id -> JobRecord.id(id).stream()).toList()) {
      Optional<Item> job = table.get(JobRecord.key(id), Consistency.STRONG);
      if (job.filter(JobRecord::isOpen).flatMap(JobRecord::from).isPresent()) {
        open.add(id.value());
      } else {
        transaction.require(
            JobRecord.key(id),
            job.map(Condition::same).orElseGet(Condition::absent),
            Mending.CHANGED);
      }
    }
    Item right =
        Sources.keeping(item, item).without(SourceJobs.ATTRIBUTE).with(SourceJobs.ATTRIBUTE, open);
    return Mending.by(
        "waits for lost jobs no more (" + violation.detail() + ")",
        transaction.put(right, Condition.same(item), Mending.CHANGED));
  }

  private Optional<Mending> byType() {
    return switch (item.text("typ")) {
      case UserRecord.TYP -> source(Sources.user(item));
      case OrganisationRecord.TYP -> organisation();
      case OrganisationServiceRecord.TYP ->
          LeftOvers.service(item, LeftOvers.organisationOf(table, item), what());
      case UserOrganisationRecord.TYP,
          OrganisationGroupMemberRecord.TYP,
          OrganisationInvitationRecord.TYP ->
          pair();
      default -> Optional.of(Alone.mending(item));
    };
  }

  private Optional<Mending> source(Optional<Item> right) {
    return right.map(then -> Mending.put(what(), item, then));
  }

  /** The count of owners is a violation by itself. */
  private Optional<Mending> organisation() {
    return source(
        Sources.organisation(item, item.number(OrganisationRecord.OWNER_COUNT).orElse(0L)));
  }

  private Optional<Mending> pair() {
    return Pair.read(table, item.key())
        .flatMap(
            pair -> {
              boolean old =
                  pair.isOld()
                      || Stream.of(pair.at(pair.userKey()), pair.at(pair.organisationKey()))
                          .flatMap(Optional::stream)
                          .anyMatch(source -> source.version() == 0);
              return old
                  ? Optional.of(Mending.none(UPGRADE_FIRST))
                  : Ruling.of(pair, now).mending(what());
            });
  }

  private String what() {
    return switch (violation.code()) {
      case ODD_VALUE -> "written as it reads (" + violation.detail() + ")";
      case ODD_GROUPS -> "keeps what are groups (" + violation.detail() + ")";
      case SERVICE_MISSING -> "taken out of the groups of " + violation.detail();
      case SIDES_DIFFER -> "both sides told the same (" + violation.detail() + ")";
      case STALE_NAME -> "the organisation's name copied";
      case STALE_PROFILE -> "the user's profile copied";
      default -> "removed: " + violation.detail();
    };
  }
}
