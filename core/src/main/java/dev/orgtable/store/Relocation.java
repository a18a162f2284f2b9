package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.store.Decision.Word;
import dev.orgtable.store.Renames.Fate;
import dev.orgtable.store.Renames.Name;
import dev.orgtable.store.Upgrade.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The move of records of version 0 to the normal keys of their addresses and ids, after a pass over
 * the table has found all of them. A user's or an organisation's record is put under its new key
 * first, then all that belongs to it moves, each membership with both sides at once; the record
 * under the old key goes last, so that a run which was stopped finds again what it was about.
 */
final class Relocation {

  private static final Set<Word> SOURCE = Set.of(Word.DELETE, Word.RENAME);

  private final Connection connection;
  private final Consumer<Step<Kind>> told;
  private final boolean apply;
  private final Decisions decisions;
  private final Renames names;
  private final Queue<Misnamed> found = new ConcurrentLinkedQueue<>();

  Relocation(Connection connection, Consumer<Step<Kind>> told, boolean apply, Decisions decisions) {
    this.connection = connection;
    this.told = told;
    this.apply = apply;
    this.decisions = decisions;
    this.names = new Renames(decisions);
  }

  /** Notes a record to move, by any thread. */
  void add(Misnamed record) {
    found.add(record);
  }

  /** Moves all that was noted. */
  void run() {
    List<Misnamed> all = new ArrayList<>(found);
    all.stream().filter(Misnamed::isUser).forEach(each -> names.add(each.user()));
    List<Misnamed> sources = all.stream().filter(Misnamed::isSource).toList();
    sources.forEach(source -> step(source, this::begin));
    all.stream()
        .filter(each -> !each.isSource())
        .forEach(each -> step(each, each.isService() ? this::service : this::pair));
    if (apply) {
      sources.forEach(source -> step(source, this::finish));
    }
  }

  private void step(Misnamed record, Rule rule) {
    Table table = connection.open();
    Optional<Step<Kind>> step =
        table.settle(
            () ->
                table
                    .get(record.key(), Consistency.STRONG)
                    .flatMap(
                        item ->
                            rule.mending(table, record, item)
                                .map(each -> decisions.apply(item, each))
                                .map(
                                    each ->
                                        each.step(table, Kind.MISPLACED, record.key(), apply))));
    step.ifPresent(told);
  }

  private interface Rule {
    Optional<Mending> mending(Table table, Misnamed record, Item item);
  }

  private Name name(Table table, Misnamed source) {
    return source.isUser()
        ? names.user(table, source.user())
        : names.organisation(table, source.organisation());
  }

  private static String old(Misnamed source) {
    return source.isUser() ? source.user() : source.organisation();
  }

  private static Key place(Misnamed source, Name name) {
    return source.isUser() ? Renames.userKey(name) : Renames.organisationKey(name);
  }

  private Optional<Mending> begin(Table table, Misnamed source, Item item) {
    Name name = name(table, source);
    if (name.is(Fate.WAITS)) {
      return Optional.of(Mending.none(name.why(), SOURCE, Fingerprint.of(item)));
    }
    if (name.is(Fate.GOES)) {
      return apply ? Optional.empty() : Optional.of(Mending.removal(item, name.why()));
    }
    Key place = place(source, name);
    if (!apply) {
      return Optional.of(Mending.by("moves to " + place, new Transaction()));
    }
    if (table.get(place, Consistency.STRONG).isEmpty()) {
      Item moved =
          item.at(place)
              .with(source.isUser() ? "email" : "organisationId", name.name())
              .with(Renames.RENAMED_FROM, old(source));
      table.step(
          new Transaction()
              .require(item.key(), Condition.same(item), Mending.CHANGED)
              .create(moved, Mending.CHANGED));
    }
    return Optional.empty();
  }

  /** Removes the record under the old name, once nothing else bears it. */
  private Optional<Mending> finish(Table table, Misnamed source, Item item) {
    Name name = name(table, source);
    boolean changes = name.is(Fate.CHANGES);
    if (name.is(Fate.WAITS)
        || (changes && table.get(place(source, name), Consistency.STRONG).isEmpty())) {
      return Optional.empty();
    }
    Optional<Item> other =
        Partition.first(table, item.key().id(), 2).stream()
            .filter(each -> !each.key().equals(item.key()))
            .findFirst();
    if (other.isPresent()) {
      return Optional.of(Mending.none("stays until it is decided about " + other.get().key()));
    }
    Transaction transaction =
        new Transaction().delete(item.key(), Condition.same(item), Mending.CHANGED);
    if (changes) {
      transaction.update(
          place(source, name),
          new Change().remove(Renames.RENAMED_FROM),
          Condition.exists(),
          Mending.CHANGED);
    }
    return Optional.of(
        Mending.by(
            changes ? "moved to " + place(source, name) : "removed: " + name.why(), transaction));
  }

  private Optional<Mending> service(Table table, Misnamed record, Item item) {
    Name organisation = names.organisation(table, record.organisation());
    Optional<ServiceId> service =
        new Key("", Key.SERVICES + record.service()).serviceAfter(Key.SERVICES);
    if (organisation.is(Fate.GOES)) {
      return Optional.of(Mending.removal(item, organisation.why()));
    }
    if (service.isEmpty()) {
      return Optional.of(
          Mending.deletable(item, "its id is not one of 1 to 64 of A-Z a-z 0-9 . _ ~ -"));
    }
    if (organisation.is(Fate.WAITS)) {
      return Optional.of(Mending.none("waits for what is decided about its organisation"));
    }
    Key place =
        OrganisationServiceRecord.key(OrganisationId.of(organisation.name()), service.get());
    return Optional.of(
        Mending.by(
            "moves to " + place,
            new Transaction()
                .delete(item.key(), Condition.same(item), Mending.CHANGED)
                .create(
                    item.at(place).with("organisationId", organisation.name()), Mending.CHANGED)));
  }

  /** Moves or removes both sides of a membership, at the organisation's side where that is. */
  private Optional<Mending> pair(Table table, Misnamed record, Item item) {
    Optional<Item> side = table.get(record.side(), Consistency.STRONG);
    Optional<Item> member = table.get(record.member(), Consistency.STRONG);
    if (item.key().equals(record.side()) && member.isPresent()) {
      return Optional.empty();
    }
    Name organisation = names.organisation(table, record.organisation());
    Name user = names.user(table, record.user());
    if (organisation.is(Fate.GOES) || user.is(Fate.GOES)) {
      String why = organisation.is(Fate.GOES) ? organisation.why() : user.why();
      return Optional.of(Mending.by("removed: " + why, away(side, member, record)));
    }
    if (organisation.is(Fate.WAITS) || user.is(Fate.WAITS)) {
      boolean alone =
          !organisation.is(Fate.WAITS) && table.get(record.userKey(), Consistency.STRONG).isEmpty();
      return Optional.of(
          alone
              ? Mending.deletable(item, user.why() + ", and no user bears it")
              : Mending.none(
                  "waits for what is decided about "
                      + (organisation.is(Fate.WAITS)
                          ? record.organisationKey()
                          : record.userKey())));
    }
    return Optional.of(
        moved(
            table,
            record,
            new Sides(side, member),
            new Pair(UserId.of(user.name()), OrganisationId.of(organisation.name()), Map.of()),
            item));
  }

  private record Sides(Optional<Item> side, Optional<Item> member) {}

  private Mending moved(Table table, Misnamed record, Sides old, Pair there, Item item) {
    Optional<Item> side = table.get(there.sideKey(), Consistency.STRONG);
    Optional<Item> member = table.get(there.memberKey(), Consistency.STRONG);
    boolean taken =
        (old.side().isPresent() && side.isPresent())
            || (old.member().isPresent() && member.isPresent());
    boolean proven =
        (old.side().isPresent() || side.isPresent())
            && (old.member().isPresent() || member.isPresent());
    if (!proven) {
      return Mending.by(
          "removed: nothing on the other side", away(old.side(), old.member(), record));
    }
    if (taken) {
      return Mending.deletable(
          item, there.user() + " stands in " + there.organisation() + " already");
    }
    Transaction transaction = away(old.side(), old.member(), record);
    old.side()
        .ifPresent(each -> transaction.create(at(each, there.sideKey(), there), Mending.CHANGED));
    old.member()
        .ifPresent(each -> transaction.create(at(each, there.memberKey(), there), Mending.CHANGED));
    side.ifPresent(each -> transaction.require(each.key(), Condition.same(each), Mending.CHANGED));
    member.ifPresent(
        each -> transaction.require(each.key(), Condition.same(each), Mending.CHANGED));
    return Mending.by("moves to " + there.memberKey() + ", both sides", transaction);
  }

  private static Item at(Item item, Key place, Pair there) {
    return item.at(place)
        .with("email", there.user().email())
        .with("organisationId", there.organisation().value());
  }

  /** Deletes both sides under the old names, as they were read. */
  private static Transaction away(Optional<Item> side, Optional<Item> member, Misnamed record) {
    Transaction transaction = new Transaction();
    away(transaction, record.side(), side);
    away(transaction, record.member(), member);
    return transaction;
  }

  private static void away(Transaction transaction, Key key, Optional<Item> item) {
    if (item.isPresent()) {
      transaction.delete(key, Condition.same(item.get()), Mending.CHANGED);
    } else {
      transaction.require(key, Condition.absent(), Mending.CHANGED);
    }
  }
}
