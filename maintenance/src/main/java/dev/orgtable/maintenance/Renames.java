package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.maintenance.Decision.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Determines the new name of each version 0 address or id that is not normalised. */
final class Renames {

  /**
   * The attribute with the old name, on a record under its new name, until nothing is left under
   * the old one.
   */
  static final String RENAMED_FROM = "renamedFrom";

  private final Decisions decisions;
  private final Map<EmailAddress, Set<String>> spellings = new HashMap<>();

  Renames(Decisions decisions) {
    this.decisions = decisions;
  }

  /** The outcome for a name. */
  enum Fate {
    /** It is normalised already. */
    STAYS,
    /** It is renamed. */
    CHANGES,
    /** Everything with this name is deleted. */
    GOES,
    /** A person must decide. */
    WAITS
  }

  /**
   * The outcome for a name, with the reason.
   *
   * @param name the new name, or the old one if it is kept
   * @param why the reason, for people
   */
  record Name(Fate fate, String name, String why) {
    boolean is(Fate other) {
      return fate == other;
    }

    /** Returns whether both names will be changed to the same one. */
    boolean isTheSameAs(Name other) {
      return is(Fate.CHANGES) && other.is(Fate.CHANGES) && name.equals(other.name);
    }
  }

  /** Adds the address of a user record: two spellings may be two people. */
  void add(String address) {
    Misnamed.address(address)
        .ifPresent(
            normal -> spellings.computeIfAbsent(normal, key -> new HashSet<>()).add(address));
  }

  Name user(Table table, String address) {
    Optional<EmailAddress> normal = Misnamed.address(address);
    if (normal.filter(user -> user.value().equals(address)).isPresent()) {
      return new Name(Fate.STAYS, address, "");
    }
    Key old = new Key(Keys.USERS + address, Keys.USER);
    Optional<Item> record = table.get(old, Consistency.STRONG);
    Optional<Name> decided = decided(table, old, record, Misnamed::address, Keys.USERS);
    if (decided.isPresent()) {
      return decided.get();
    }
    if (normal.isEmpty()) {
      return new Name(Fate.WAITS, address, "not a valid address");
    }
    Set<String> same = spellings.getOrDefault(normal.get(), Set.of());
    if (record.isPresent() && same.size() > 1) {
      return new Name(
          Fate.WAITS, address, "the same address as another user's: " + new TreeSet<>(same));
    }
    Name changed = new Name(Fate.CHANGES, normal.get().value(), "");
    return record.isEmpty() || isFree(table, UserRecord.key(normal.get()), address)
        ? changed
        : new Name(Fate.WAITS, address, "another user has the address " + normal.get());
  }

  Name organisation(Table table, String id) {
    if (Misnamed.organisation(id).isPresent()) {
      return new Name(Fate.STAYS, id, "");
    }
    Key old = new Key(Keys.ORGANISATIONS + id, Keys.ORGANISATION);
    Optional<Item> record = table.get(old, Consistency.STRONG);
    Optional<Name> decided =
        decided(table, old, record, Misnamed::organisation, Keys.ORGANISATIONS);
    if (decided.isPresent()) {
      return decided.get();
    }
    return record.isEmpty()
        ? new Name(Fate.GOES, id, "there is no organisation " + id)
        : new Name(Fate.WAITS, id, "its id must be 1 to 64 of A-Z a-z 0-9 . _ ~ -");
  }

  private Optional<Name> decided(
      Table table,
      Key old,
      Optional<Item> record,
      Function<String, ? extends Optional<?>> birth,
      String prefix) {
    Optional<Decision> decision =
        record.flatMap(
            item -> decisions.about(old).filter(each -> each.seen().equals(Fingerprint.of(item))));
    if (decision.filter(each -> each.word() == Word.DELETE).isPresent()) {
      return Optional.of(new Name(Fate.GOES, "", "as decided"));
    }
    return decision
        .filter(each -> each.word() == Word.RENAME)
        .flatMap(each -> birth.apply(each.argument()).map(Object::toString))
        .map(
            name ->
                isFree(
                        table,
                        new Key(prefix + name, old.rng()),
                        old.id().substring(prefix.length()))
                    ? new Name(Fate.CHANGES, name, "as decided")
                    : new Name(Fate.WAITS, "", name + " is taken"));
  }

  /** Returns whether a name is free, or was given to this record by an interrupted run. */
  private static boolean isFree(Table table, Key key, String old) {
    return table
        .get(key, Consistency.STRONG)
        .filter(found -> !found.text(RENAMED_FROM).equals(old))
        .isEmpty();
  }

  static Key userKey(Name name) {
    return UserRecord.key(EmailAddress.of(name.name()));
  }

  static Key organisationKey(Name name) {
    return OrganisationRecord.key(OrganisationId.of(name.name()));
  }
}
