package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Provenance;
import dev.orgtable.internal.record.ApiKeyRecord;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.ReceiptRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Upgrades one item, together with the records that must be upgraded with it. */
final class ItemUpgrade {

  private static final String VERSION_1 = "upgraded to version 1";
  private static final String COUNTED = "members and invitations counted";

  private final Context context;
  private final Consumer<Step<UpgradeKind>> reported;
  private final boolean apply;
  private final Decisions decisions;
  private final Consumer<Step<UpgradeKind>> uncounted;
  private final Relocation relocation;

  /** Keys with only one side: the other side may have been moved at the end of the pass. */
  private final Queue<Key> alone = new ConcurrentLinkedQueue<>();

  private volatile boolean moved;

  /**
   * Creates the steps of one pass.
   *
   * @param uncounted receives the step to count the members of an organisation if that was never
   *     done; see {@link #count}
   */
  ItemUpgrade(
      Context context,
      Consumer<Step<UpgradeKind>> reported,
      boolean apply,
      Decisions decisions,
      Consumer<Step<UpgradeKind>> uncounted) {
    this.context = context;
    this.uncounted = uncounted;
    this.reported = reported;
    this.apply = apply;
    this.decisions = decisions;
    this.relocation = new Relocation(context, reported, apply, decisions);
  }

  /** Performs the steps that need all items to have been seen. */
  void end() {
    relocation.run();
    moved = true;
    alone.forEach(this::step);
  }

  /** Performs the step that an item needs, if any, based on a fresh read. */
  void step(Key key) {
    Table table = context.open();
    Optional<Step<UpgradeKind>> step =
        table.retryOnConflict(
            () -> table.get(key, Consistency.STRONG).flatMap(item -> step(table, item)));
    step.ifPresent(reported);
    if (isUncounted(table, key)) {
      uncounted.accept(Step.of(UpgradeKind.MEMBER_COUNT, key, COUNTED, false));
    }
    if (!apply && step.filter(done -> done.code() == UpgradeKind.ORGANISATION).isPresent()) {
      reportWithoutOwner(table, key);
    }
  }

  private static Optional<Item> organisation(Table table, Key key) {
    return Keys.organisationOf(key)
        .filter(id -> OrganisationRecord.key(id).equals(key))
        .flatMap(id -> table.get(key, Consistency.STRONG));
  }

  private static boolean isUncounted(Table table, Key key) {
    return organisation(table, key)
        .flatMap(OrganisationRecord::from)
        .filter(record -> !record.sides().areCounted())
        .isPresent();
  }

  /**
   * Counts the members and invitations of an organisation, and stores the numbers if they differ.
   * All other steps must be done, since they do not count what they add or remove.
   */
  void count(Key key) {
    Table table = context.open();
    table
        .retryOnConflict(
            () ->
                organisation(table, key)
                    .flatMap(item -> OwnerCountRepair.recountMembers(table, item))
                    .map(fix -> Fix.by(COUNTED, fix.transaction().orElseThrow()))
                    .map(fix -> fix.step(table, UpgradeKind.MEMBER_COUNT, key, apply)))
        .ifPresent(reported);
  }

  private Optional<Step<UpgradeKind>> step(Table table, Item item) {
    Provenance provenance = Provenance.of(item);
    switch (provenance) {
      case NEIGHBOUR -> {
        return Optional.of(ForeignItem.of(item).step(UpgradeKind.FOREIGN));
      }
      case GHOST -> {
        return step(table, UpgradeKind.GHOST, item, Optional.of(OrphanRepair.ghost(item)));
      }
      case NEWER, FOREIGN -> {
        return step(
            table,
            provenance == Provenance.NEWER ? UpgradeKind.UNKNOWN : UpgradeKind.FOREIGN,
            item,
            Optional.of(OrphanRepair.strange(item)));
      }
      case OURS -> {}
    }
    if (Layout.isCurrent(item)) {
      return UserIdRepair.isMissing(item)
          ? userId(table, item)
          : OwnerCountRepair.recount(table, item).flatMap(fix -> recounted(table, item, fix));
    }
    if (Layout.version(item) != 0) {
      return Optional.empty();
    }
    return switch (item.text(Item.TYPE)) {
      case UserRecord.TYP -> source(table, UpgradeKind.USER, item, user(table, item));
      case OrganisationRecord.TYP ->
          source(table, UpgradeKind.ORGANISATION, item, organisation(table, item));
      case OrganisationServiceRecord.TYP -> service(table, item);
      case UserOrganisationRecord.TYP, OrganisationGroupMemberRecord.TYP -> pair(table, item);
      case OrganisationInvitationRecord.TYP,
          OrganisationGroupRecord.TYP,
          GroupRolesRecord.TYP,
          ReceiptRecord.TYP,
          ApiKeyRecord.TYP,
          ApiKeyRecord.FIRST_TYP ->
          step(
              table,
              UpgradeKind.UNKNOWN,
              item,
              Optional.of(
                  Fix.deletable(item, "version 0 has no record type " + item.text(Item.TYPE))));
      default -> Optional.empty();
    };
  }

  private Optional<Step<UpgradeKind>> source(
      Table table, UpgradeKind kind, Item item, Optional<Fix> fix) {
    return fix.isPresent() ? step(table, kind, item, fix) : misplaced(table, item);
  }

  /** An item under a misspelt name is moved once all items have been seen. */
  private Optional<Step<UpgradeKind>> misplaced(Table table, Item item) {
    Optional<Misnamed> misnamed = Misnamed.of(item);
    misnamed.ifPresent(relocation::add);
    return misnamed.isPresent()
        ? Optional.empty()
        : step(
            table, UpgradeKind.MISPLACED, item, Optional.of(OrphanRepair.misplaced(table, item)));
  }

  private static Optional<Fix> user(Table table, Item item) {
    return SourceRepair.user(item).map(right -> UserIdRepair.store(table, VERSION_1, item, right));
  }

  /** Gives a user of an earlier version an id, or copies it to a side of a membership. */
  private Optional<Step<UpgradeKind>> userId(Table table, Item item) {
    if (Layout.is(item, UserRecord.TYP)) {
      return step(
          table,
          UpgradeKind.USER_ID,
          item,
          Optional.of(UserIdRepair.ofUser(table, "the user's id stored", item)));
    }
    Optional<MembershipRecords> pair = MembershipRecords.read(table, item.key());
    if (apply
        && pair.flatMap(read -> read.at(read.userKey()))
            .filter(UserIdRepair::isMissing)
            .isPresent()) {
      step(pair.orElseThrow().userKey());
      pair = MembershipRecords.read(table, item.key());
    }
    return pair.filter(read -> read.userRecord().isPresent() && !read.isOld())
        .filter(read -> read.side().isPresent() && read.member().isPresent())
        .map(read -> MembershipRepair.of(read, context.now()))
        .filter(MembershipRepair::remains)
        .flatMap(repair -> repair.fix("the user's id stored"))
        .flatMap(fix -> step(table, UpgradeKind.USER_ID, item, Optional.of(fix)));
  }

  private static Optional<Fix> organisation(Table table, Item item) {
    return OrganisationRecord.from(item)
        .flatMap(
            record -> {
              OwnerCountRepair owners = OwnerCountRepair.read(table, record.organisation().id());
              return SourceRepair.organisation(item, owners.count())
                  .map(
                      right ->
                          Fix.by(
                              VERSION_1 + ", owners: " + owners.count(),
                              owners.write(item, right)));
            });
  }

  private void reportWithoutOwner(Table table, Key key) {
    Keys.organisationOf(key)
        .filter(id -> OwnerCountRepair.read(table, id).count() == 0)
        .ifPresent(
            id ->
                table
                    .get(key, Consistency.STRONG)
                    .flatMap(item -> ownerless(table, item))
                    .ifPresent(reported));
  }

  /** An organisation without an owner is reported after its members have been moved. */
  private Optional<Step<UpgradeKind>> ownerless(Table table, Item item) {
    if (OwnerCountRepair.areUnsettled(table, Keys.organisationOf(item.key()).orElseThrow())) {
      return Optional.empty();
    }
    Fix left = OwnerCountRepair.ownerless(table, item);
    return Optional.of(
        decisions
            .ofOrganisation(item.key(), left.seen(), apply)
            .map(done -> Step.of(UpgradeKind.NO_OWNER, item.key(), done, apply))
            .orElseGet(() -> left.step(table, UpgradeKind.NO_OWNER, item.key(), apply)));
  }

  private Optional<Step<UpgradeKind>> service(Table table, Item item) {
    Optional<Item> organisation = OrphanRepair.organisationOf(table, item);
    return source(
        table,
        organisation.filter(found -> !TombstoneRecord.is(found)).isEmpty()
            ? UpgradeKind.LEFT_OVER
            : UpgradeKind.SERVICE,
        item,
        OrphanRepair.ofOrganisation(item, SourceRepair.service(item), organisation, VERSION_1));
  }

  private Optional<Step<UpgradeKind>> recounted(Table table, Item item, Fix fix) {
    return fix.transaction().isPresent()
        ? Optional.of(fix.step(table, UpgradeKind.OWNER_COUNT, item.key(), apply))
        : ownerless(table, item);
  }

  /** Upgrades both sides when the organisation's side is reached, if both exist. */
  private Optional<Step<UpgradeKind>> pair(Table table, Item item) {
    Optional<MembershipRecords> read = MembershipRecords.read(table, item.key());
    if (read.isEmpty()) {
      return misplaced(table, item);
    }
    MembershipRecords pair = read.get();
    boolean toldElsewhere =
        !item.key().equals(pair.keys().member())
            && pair.member().filter(member -> Layout.version(member) == 0).isPresent();
    if (toldElsewhere) {
      return Optional.empty();
    }
    if (apply && upgradeSources(pair)) {
      pair = MembershipRecords.read(table, item.key()).orElseThrow();
    }
    MembershipRepair repair = MembershipRepair.of(pair, context.now());
    if (!moved && !repair.remains() && !repair.isStuck()) {
      alone.add(item.key());
      return Optional.empty();
    }
    UpgradeKind kind =
        !repair.remains()
            ? UpgradeKind.LEFT_OVER
            : repair.isInvitation() ? UpgradeKind.INVITATION : UpgradeKind.MEMBERSHIP;
    return step(table, kind, item, repair.fix("membership upgraded to version 1"));
  }

  private boolean upgradeSources(MembershipRecords pair) {
    boolean any = false;
    for (Key key : new Key[] {pair.organisationKey(), pair.userKey()}) {
      if (pair.at(key).filter(item -> Layout.version(item) == 0).isPresent()) {
        step(key);
        any = true;
      }
    }
    return any;
  }

  private Optional<Step<UpgradeKind>> step(
      Table table, UpgradeKind kind, Item item, Optional<Fix> fix) {
    return fix.map(each -> decisions.apply(item, each).step(table, kind, item.key(), apply));
  }
}
