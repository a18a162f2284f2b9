package dev.orgtable.store;

import dev.orgtable.store.Upgrade.Kind;
import java.util.Optional;
import java.util.function.Consumer;

/** The upgrade of one item, with the records that it cannot be upgraded without. */
final class UpgradeOfItem {

  private static final String VERSION_1 = "becomes a record of version 1";

  private final Connection connection;
  private final Consumer<Step<Kind>> told;
  private final boolean apply;

  UpgradeOfItem(Connection connection, Consumer<Step<Kind>> told, boolean apply) {
    this.connection = connection;
    this.told = told;
    this.apply = apply;
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
    if (item.text("typ").isEmpty()) {
      return step(table, Kind.GHOST, item.key(), Optional.of(LeftOvers.ghost(item)));
    }
    if (item.isPresent()) {
      return Owners.recount(table, item)
          .flatMap(mending -> step(table, ownerKind(mending), item.key(), Optional.of(mending)));
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
              item.key(),
              Optional.of(Mending.none("version 0 has no record " + item.text("typ"))));
      default -> Optional.empty();
    };
  }

  private Optional<Step<Kind>> source(
      Table table, Kind kind, Item item, Optional<Mending> mending) {
    return mending.isPresent()
        ? step(table, kind, item.key(), mending)
        : step(table, Kind.MISPLACED, item.key(), Optional.of(LeftOvers.misplaced(table, item)));
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
            id -> told.accept(Mending.none(Owners.NONE).step(table, Kind.NO_OWNER, key, false)));
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

  private static Kind ownerKind(Mending mending) {
    return mending.transaction().isPresent() ? Kind.OWNER_COUNT : Kind.NO_OWNER;
  }

  /** Upgrades both sides at the organisation's one, where both are there. */
  private Optional<Step<Kind>> pair(Table table, Item item) {
    Optional<Pair> read = Pair.read(table, item.key());
    if (read.isEmpty()) {
      return step(table, Kind.MISPLACED, item.key(), Optional.of(LeftOvers.misplaced(table, item)));
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
    Kind kind =
        !ruling.remains()
            ? Kind.LEFT_OVER
            : ruling.isInvitation() ? Kind.INVITATION : Kind.MEMBERSHIP;
    return step(table, kind, item.key(), ruling.mending("becomes a membership of version 1"));
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

  private Optional<Step<Kind>> step(Table table, Kind kind, Key key, Optional<Mending> mending) {
    return mending.map(each -> each.step(table, kind, key, apply));
  }
}
