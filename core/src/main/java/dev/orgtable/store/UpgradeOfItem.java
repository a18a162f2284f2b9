package dev.orgtable.store;

import dev.orgtable.store.Upgrade.Kind;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The upgrade of one item, with the records that it cannot be upgraded without. */
final class UpgradeOfItem {

  private static final String VERSION_1 = "becomes a record of version 1";

  private final Connection connection;
  private final Consumer<Step<Kind>> told;
  private final boolean apply;
  private final Decisions decisions;
  private final Relocation relocation;

  /** Where one side stands alone: the other one may have moved there at the end of the pass. */
  private final Queue<Key> alone = new ConcurrentLinkedQueue<>();

  private volatile boolean moved;

  UpgradeOfItem(
      Connection connection, Consumer<Step<Kind>> told, boolean apply, Decisions decisions) {
    this.connection = connection;
    this.told = told;
    this.apply = apply;
    this.decisions = decisions;
    this.relocation = new Relocation(connection, told, apply, decisions);
  }

  /** Takes the steps for which all items must have been seen. */
  void end() {
    relocation.run();
    moved = true;
    alone.forEach(this::step);
  }

  /** Takes the step that an item needs, if it needs one, from what stands in the table now. */
  void step(Key key) {
    Table table = connection.open();
    Optional<Step<Kind>> step =
        table.settle(() -> table.get(key, Consistency.STRONG).flatMap(item -> step(table, item)));
    step.ifPresent(told);
    if (!apply && step.filter(done -> done.code() == Kind.ORGANISATION).isPresent()) {
      tellWhereNobodyOwns(table, key);
    }
  }

  private Optional<Step<Kind>> step(Table table, Item item) {
    Provenance provenance = Provenance.of(item);
    switch (provenance) {
      case NEIGHBOUR -> {
        return Optional.of(ForeignItem.of(item).step(Kind.FOREIGN));
      }
      case GHOST -> {
        return step(table, Kind.GHOST, item, Optional.of(LeftOvers.ghost(item)));
      }
      case NEWER, FOREIGN -> {
        return step(
            table,
            provenance == Provenance.NEWER ? Kind.UNKNOWN : Kind.FOREIGN,
            item,
            Optional.of(LeftOvers.strange(item)));
      }
      case OURS -> {}
    }
    if (item.isPresent()) {
      return Owners.recount(table, item).flatMap(mending -> recounted(table, item, mending));
    }
    if (item.version() != 0) {
      return Optional.empty();
    }
    return switch (item.text("typ")) {
      case UserRecord.TYP ->
          source(table, Kind.USER, item, Sources.user(item).map(it -> upgraded(item, it)));
      case OrganisationRecord.TYP ->
          source(table, Kind.ORGANISATION, item, organisation(table, item));
      case OrganisationServiceRecord.TYP -> service(table, item);
      case UserOrganisationRecord.TYP, OrganisationGroupMemberRecord.TYP -> pair(table, item);
      case OrganisationInvitationRecord.TYP,
          ReceiptRecord.TYP,
          ApiKeyRecord.TYP,
          FirstApiKeyRecord.TYP ->
          step(
              table,
              Kind.UNKNOWN,
              item,
              Optional.of(Mending.deletable(item, "version 0 has no record " + item.text("typ"))));
      default -> Optional.empty();
    };
  }

  private Optional<Step<Kind>> source(
      Table table, Kind kind, Item item, Optional<Mending> mending) {
    return mending.isPresent() ? step(table, kind, item, mending) : misplaced(table, item);
  }

  /** What only bears an old name moves when all have been seen. */
  private Optional<Step<Kind>> misplaced(Table table, Item item) {
    Optional<Misnamed> misnamed = Misnamed.of(item);
    misnamed.ifPresent(relocation::add);
    return misnamed.isPresent()
        ? Optional.empty()
        : step(table, Kind.MISPLACED, item, Optional.of(LeftOvers.misplaced(table, item)));
  }

  private static Mending upgraded(Item item, Item right) {
    return Mending.put(VERSION_1, item, right);
  }

  private static Optional<Mending> organisation(Table table, Item item) {
    return OrganisationRecord.from(item)
        .flatMap(
            record -> {
              Owners owners = Owners.read(table, record.organisation().id());
              return Sources.organisation(item, owners.count())
                  .map(
                      right ->
                          Mending.by(
                              VERSION_1 + ", owners: " + owners.count(),
                              owners.write(item, right)));
            });
  }

  private void tellWhereNobodyOwns(Table table, Key key) {
    key.organisation()
        .filter(id -> Owners.read(table, id).count() == 0)
        .ifPresent(
            id ->
                table
                    .get(key, Consistency.STRONG)
                    .flatMap(item -> ownerless(table, item))
                    .ifPresent(told));
  }

  /** What is left of an organisation whose members have still to move is told after that. */
  private Optional<Step<Kind>> ownerless(Table table, Item item) {
    if (Owners.areUnsettled(table, item.key().organisation().orElseThrow())) {
      return Optional.empty();
    }
    Mending left = Owners.ownerless(table, item);
    return Optional.of(
        decisions
            .ofOrganisation(connection, item.key(), left.seen(), apply)
            .map(done -> Step.of(Kind.NO_OWNER, item.key(), done, apply))
            .orElseGet(() -> left.step(table, Kind.NO_OWNER, item.key(), apply)));
  }

  private Optional<Step<Kind>> service(Table table, Item item) {
    Optional<Item> organisation = LeftOvers.organisationOf(table, item);
    return source(
        table,
        organisation.filter(found -> !EndedRecord.is(found)).isEmpty()
            ? Kind.LEFT_OVER
            : Kind.SERVICE,
        item,
        LeftOvers.service(item, organisation, VERSION_1));
  }

  private Optional<Step<Kind>> recounted(Table table, Item item, Mending mending) {
    return mending.transaction().isPresent()
        ? Optional.of(mending.step(table, Kind.OWNER_COUNT, item.key(), apply))
        : ownerless(table, item);
  }

  /** Upgrades both sides at the organisation's one, where both are there. */
  private Optional<Step<Kind>> pair(Table table, Item item) {
    Optional<Pair> read = Pair.read(table, item.key());
    if (read.isEmpty()) {
      return misplaced(table, item);
    }
    Pair pair = read.get();
    boolean toldElsewhere =
        !item.key().equals(pair.memberKey())
            && pair.member().filter(member -> member.version() == 0).isPresent();
    if (toldElsewhere) {
      return Optional.empty();
    }
    if (apply && upgradeSources(pair)) {
      pair = Pair.read(table, item.key()).orElseThrow();
    }
    Ruling ruling = Ruling.of(pair, connection.now());
    if (!moved && !ruling.remains() && !ruling.isStuck()) {
      alone.add(item.key());
      return Optional.empty();
    }
    Kind kind =
        !ruling.remains()
            ? Kind.LEFT_OVER
            : ruling.isInvitation() ? Kind.INVITATION : Kind.MEMBERSHIP;
    return step(table, kind, item, ruling.mending("becomes a membership of version 1"));
  }

  private boolean upgradeSources(Pair pair) {
    boolean any = false;
    for (Key key : new Key[] {pair.organisationKey(), pair.userKey()}) {
      if (pair.at(key).filter(item -> item.version() == 0).isPresent()) {
        step(key);
        any = true;
      }
    }
    return any;
  }

  private Optional<Step<Kind>> step(Table table, Kind kind, Item item, Optional<Mending> mending) {
    return mending.map(each -> decisions.apply(item, each).step(table, kind, item.key(), apply));
  }
}
