package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.Partition;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.maintenance.Decision.Word;
import dev.orgtable.maintenance.Renames.Fate;
import dev.orgtable.maintenance.Renames.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Moves version 0 records to the normalised keys of their addresses and ids, after a pass over the
 * table has found all of them. A user's or organisation's record is first copied to its new key;
 * then everything that belongs to it moves, each membership with both sides at once. The record
 * under the old key is deleted last, so that an interrupted run can be continued.
 */
final class Relocation {

  private static final Set<Word> SOURCE = Set.of(Word.DELETE, Word.RENAME);

  private final Context context;
  private final Consumer<Step<UpgradeKind>> reported;
  private final boolean apply;
  private final Decisions decisions;
  private final Renames names;
  private final Queue<Misnamed> found = new ConcurrentLinkedQueue<>();

  /** Sides of memberships, by organisation and normal form of the address. */
  private final Map<String, List<Misnamed>> sides = new HashMap<>();

  Relocation(
      Context context, Consumer<Step<UpgradeKind>> reported, boolean apply, Decisions decisions) {
    this.context = context;
    this.reported = reported;
    this.apply = apply;
    this.decisions = decisions;
    this.names = new Renames(decisions);
  }

  /** Adds a record to move. Thread-safe. */
  void add(Misnamed record) {
    found.add(record);
  }

  /** Moves all records added. */
  void run() {
    List<Misnamed> all = new ArrayList<>(found);
    all.stream().filter(Misnamed::isUser).forEach(each -> names.add(each.user()));
    List<Misnamed> sources = all.stream().filter(Misnamed::isSource).toList();
    all.stream()
        .filter(each -> !each.isSource() && !each.isService())
        .forEach(
            each -> sides.computeIfAbsent(membership(each), key -> new ArrayList<>()).add(each));
    sources.forEach(source -> step(source, this::begin));
    all.stream()
        .filter(each -> !each.isSource())
        .forEach(each -> step(each, each.isService() ? this::service : this::pair));
    if (apply) {
      sources.forEach(source -> step(source, this::finish));
    }
  }

  private void step(Misnamed record, Rule rule) {
    Table table = context.open();
    Optional<Step<UpgradeKind>> step =
        table.retryOnConflict(
            () ->
                table
                    .get(record.key(), Consistency.STRONG)
                    .flatMap(
                        item ->
                            rule.fix(table, record, item)
                                .map(each -> decisions.apply(item, each))
                                .map(
                                    each ->
                                        each.step(
                                            table, UpgradeKind.MISPLACED, record.key(), apply))));
    step.ifPresent(reported);
  }

  private interface Rule {
    Optional<Fix> fix(Table table, Misnamed record, Item item);
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

  private Optional<Fix> begin(Table table, Misnamed source, Item item) {
    Name name = name(table, source);
    if (name.is(Fate.WAITS)) {
      return Optional.of(Fix.none(name.why(), SOURCE, Fingerprint.of(item)));
    }
    if (name.is(Fate.GOES)) {
      return apply ? Optional.empty() : Optional.of(Fix.removal(item, name.why()));
    }
    Key place = place(source, name);
    if (!apply) {
      return Optional.of(Fix.by("move to " + place, new Transaction()));
    }
    if (table.get(place, Consistency.STRONG).isEmpty()) {
      Item moved =
          item.change()
              .at(place)
              .with(source.isUser() ? "email" : "organisationId", name.name())
              .with(Renames.RENAMED_FROM, old(source))
              .build();
      table.write(
          new Transaction()
              .require(item.key(), Conditions.same(item), Fix.CHANGED)
              .create(moved, Fix.CHANGED));
    }
    return Optional.empty();
  }

  /** Deletes the record under the old name, once nothing else has that name. */
  private Optional<Fix> finish(Table table, Misnamed source, Item item) {
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
      return Optional.of(Fix.none("kept until there is a decision about " + other.get().key()));
    }
    Transaction transaction =
        new Transaction().delete(item.key(), Conditions.same(item), Fix.CHANGED);
    if (changes) {
      transaction.update(
          place(source, name),
          new Change().remove(Renames.RENAMED_FROM),
          Condition.exists(),
          Fix.CHANGED);
    }
    return Optional.of(
        Fix.by(
            changes ? "moved to " + place(source, name) : "removed: " + name.why(), transaction));
  }

  private Optional<Fix> service(Table table, Misnamed record, Item item) {
    Name organisation = names.organisation(table, record.organisation());
    Optional<ServiceId> service =
        Keys.serviceAfter(new Key("", Keys.SERVICES + record.service()), Keys.SERVICES);
    if (organisation.is(Fate.GOES)) {
      return Optional.of(Fix.removal(item, organisation.why()));
    }
    if (service.isEmpty()) {
      return Optional.of(Fix.deletable(item, "its id must be 1 to 64 of A-Z a-z 0-9 . _ ~ -"));
    }
    if (organisation.is(Fate.WAITS)) {
      return Optional.of(Fix.none("waits for a decision about its organisation"));
    }
    Key place =
        OrganisationServiceRecord.key(OrganisationId.of(organisation.name()), service.get());
    return Optional.of(
        Fix.by(
            "move to " + place,
            new Transaction()
                .delete(item.key(), Conditions.same(item), Fix.CHANGED)
                .create(
                    item.change().at(place).with("organisationId", organisation.name()).build(),
                    Fix.CHANGED)));
  }

  /**
   * Moves or deletes both sides of a membership, when the organisation's side is reached if it
   * exists.
   */
  private Optional<Fix> pair(Table table, Misnamed record, Item item) {
    Name organisation = names.organisation(table, record.organisation());
    Name user = names.user(table, record.user());
    Optional<Item> side = side(table, record, user, Misnamed::side);
    Optional<Item> member = side(table, record, user, Misnamed::member);
    if (item.key().equals(record.side()) && member.isPresent()) {
      return Optional.empty();
    }
    if (organisation.is(Fate.GOES) || user.is(Fate.GOES)) {
      String why = organisation.is(Fate.GOES) ? organisation.why() : user.why();
      return Optional.of(Fix.by("removed: " + why, away(side, member, record)));
    }
    if (organisation.is(Fate.WAITS) || user.is(Fate.WAITS)) {
      boolean alone =
          !organisation.is(Fate.WAITS) && table.get(record.userKey(), Consistency.STRONG).isEmpty();
      return Optional.of(
          alone
              ? Fix.deletable(item, user.why() + ", and no user has it")
              : Fix.none(
                  "waits for a decision about "
                      + (organisation.is(Fate.WAITS)
                          ? record.organisationKey()
                          : record.userKey())));
    }
    return Optional.of(
        moved(
            table,
            record,
            new Sides(side, member),
            new MembershipKeys(
                EmailAddress.of(user.name()), OrganisationId.of(organisation.name())),
            item));
  }

  /** Returns a side of a membership, even if it spells the address differently. */
  private Optional<Item> side(
      Table table, Misnamed record, Name user, Function<Misnamed, Key> place) {
    return table
        .get(place.apply(record), Consistency.STRONG)
        .or(
            () ->
                sides.getOrDefault(membership(record), List.of()).stream()
                    .filter(each -> each.key().equals(place.apply(each)))
                    .filter(each -> user.isTheSameAs(names.user(table, each.user())))
                    .flatMap(each -> table.get(each.key(), Consistency.STRONG).stream())
                    .findFirst());
  }

  private static String membership(Misnamed side) {
    return Misnamed.address(side.user()).map(EmailAddress::value).orElse(side.user())
        + "\n"
        + side.organisation();
  }

  private record Sides(Optional<Item> side, Optional<Item> member) {}

  private Fix moved(Table table, Misnamed record, Sides old, MembershipKeys there, Item item) {
    Optional<Item> side = table.get(there.userSide(), Consistency.STRONG);
    Optional<Item> member = table.get(there.member(), Consistency.STRONG);
    boolean taken =
        (old.side().isPresent() && side.isPresent())
            || (old.member().isPresent() && member.isPresent());
    boolean proven =
        (old.side().isPresent() || side.isPresent())
            && (old.member().isPresent() || member.isPresent());
    if (!proven) {
      return Fix.by("removed: no record on the other side", away(old.side(), old.member(), record));
    }
    if (taken) {
      return Fix.deletable(item, there.user() + " is already in " + there.organisation());
    }
    Transaction transaction = away(old.side(), old.member(), record);
    old.side()
        .ifPresent(each -> transaction.create(at(each, there.userSide(), there), Fix.CHANGED));
    old.member()
        .map(each -> at(each, there.member(), there))
        .map(each -> suspendedAsOthers(table, each, there.organisation(), transaction))
        .ifPresent(each -> transaction.create(each, Fix.CHANGED));
    side.ifPresent(each -> transaction.require(each.key(), Conditions.same(each), Fix.CHANGED));
    member.ifPresent(each -> transaction.require(each.key(), Conditions.same(each), Fix.CHANGED));
    return Fix.by("move to " + there.member() + ", both sides", transaction);
  }

  /** A job that suspends the organisation's members may have passed the new key already. */
  private static Item suspendedAsOthers(
      Table table, Item member, OrganisationId organisation, Transaction transaction) {
    Key key = OrganisationRecord.key(organisation);
    Optional<Item> found = table.get(key, Consistency.STRONG);
    transaction.require(
        key,
        found
            .map(item -> Condition.same(item, Set.of(Suspension.NUMBER)))
            .orElseGet(Condition::absent),
        Fix.CHANGED);
    long number =
        found.flatMap(OrganisationRecord::from).map(of -> of.suspension().number()).orElse(0L);
    return Suspension.on(member, number);
  }

  private static Item at(Item item, Key place, MembershipKeys there) {
    return item.change()
        .at(place)
        .with("email", there.user().value())
        .with("organisationId", there.organisation().value())
        .build();
  }

  /** Deletes both sides under the old names, on condition that they are unchanged. */
  private static Transaction away(Optional<Item> side, Optional<Item> member, Misnamed record) {
    Transaction transaction = new Transaction();
    away(transaction, record.side(), side);
    away(transaction, record.member(), member);
    return transaction;
  }

  private static void away(Transaction transaction, Key key, Optional<Item> item) {
    if (item.isPresent()) {
      transaction.delete(item.get().key(), Conditions.same(item.get()), Fix.CHANGED);
    } else {
      transaction.require(key, Condition.absent(), Fix.CHANGED);
    }
  }
}
