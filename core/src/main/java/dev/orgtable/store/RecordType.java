package dev.orgtable.store;

import dev.orgtable.OrgtableException.UnreadableRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The type of record that belongs under each key, and so what an operation may find there. Anything
 * else under one of our keys is refused by {@link UnreadableRecord}: a record of a newer version,
 * an item of another program, an item without a type.
 *
 * @param typ the value of the attribute {@code typ}
 * @param isSource whether the record of a deletion or a move may stand in its place
 */
record RecordType(AttributeValue typ, boolean isSource) {

  private static final RecordType USER = source(UserRecord.TYP);
  private static final RecordType ORGANISATION = source(OrganisationRecord.TYP);
  private static final RecordType SERVICE = source(OrganisationServiceRecord.TYP);
  private static final RecordType USER_SIDE = other(UserOrganisationRecord.TYP);
  private static final RecordType MEMBER = other(OrganisationGroupMemberRecord.TYP);
  private static final RecordType INVITATION = other(OrganisationInvitationRecord.TYP);

  /** The types whose record stands in a partition of its own, under the type's name. */
  private static final List<RecordType> ALONE =
      List.of(
          other(ApiKeyRecord.TYP),
          other(FirstApiKeyRecord.TYP),
          other(ReceiptRecord.TYP),
          other(InvitationTokenRecord.TYP),
          other(MailQuotaRecord.TYP),
          other(JobRecord.TYP),
          other(Endings.TYP));

  private static RecordType source(String typ) {
    return new RecordType(AttributeValue.fromS(typ), true);
  }

  private static RecordType other(String typ) {
    return new RecordType(AttributeValue.fromS(typ), false);
  }

  /** Returns which type belongs under a key; empty if the key is none of ours. */
  static Optional<RecordType> of(Key key) {
    if (key.isOfUsers()) {
      return ofUsers(key.rng());
    }
    return key.isOfOrganisations() ? ofOrganisations(key.rng()) : alone(key);
  }

  private static Optional<RecordType> ofUsers(String rng) {
    if (rng.equals(Key.USER)) {
      return Optional.of(USER);
    }
    return rng.startsWith(Key.USER_ORGANISATIONS) ? Optional.of(USER_SIDE) : Optional.empty();
  }

  private static Optional<RecordType> ofOrganisations(String rng) {
    if (rng.equals(Key.ORGANISATION)) {
      return Optional.of(ORGANISATION);
    }
    if (rng.startsWith(Key.MEMBERS)) {
      return Optional.of(MEMBER);
    }
    if (rng.startsWith(Key.INVITATIONS)) {
      return Optional.of(INVITATION);
    }
    return rng.startsWith(Key.SERVICES) ? Optional.of(SERVICE) : Optional.empty();
  }

  private static Optional<RecordType> alone(Key key) {
    for (RecordType type : ALONE) {
      String name = type.typ.s();
      if (key.rng().equals(name)
          && (key.id().equals(name) || key.id().startsWith(name + Key.SEPARATOR))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether an item is what may stand under a key, in a version that we read. What {@link
   * Provenance} tells as a neighbour may stand anywhere.
   */
  static boolean isReadable(Key key, Item item) {
    Optional<RecordType> type = of(key);
    return type.isEmpty() || type.get().isOf(item) || Provenance.of(item) == Provenance.NEIGHBOUR;
  }

  /** Returns whether an item in one of our partitions is none of our records, and none's place. */
  static boolean isApart(Item item) {
    Optional<RecordType> type = of(item.key());
    return type.isEmpty()
        || (!type.get().isOf(item) && Provenance.of(item) == Provenance.NEIGHBOUR);
  }

  private boolean isOf(Item item) {
    return item.is(typ.s()) || (isSource && EndedRecord.isComplete(item));
  }

  /**
   * Returns whether an item can be written by what it tells: it is readable, and the attributes
   * that conditions compare and updates count are there and of their types. One that is not may be
   * read, and removed with all that it belongs to.
   */
  static boolean isWhole(Key key, Item item) {
    return isReadable(key, item) && (!item.isPresent() || Damage.of(item).isEmpty());
  }

  /**
   * Refuses an item that is not what may stand under its key.
   *
   * @throws UnreadableRecord if it is not
   */
  static void demandReadable(Key key, Item item) {
    if (!isReadable(key, item)) {
      throw unreadable(key);
    }
  }

  /** Removes the items that are not what may stand under their keys. */
  static Map<Key, Item> readable(Map<Key, Item> items) {
    items.entrySet().removeIf(each -> !isReadable(each.getKey(), each.getValue()));
    return items;
  }

  /**
   * Finds an item among others.
   *
   * @throws UnreadableRecord if it is not what may stand under its key
   */
  static Optional<Item> find(List<Item> items, Key key) {
    Optional<Item> found = items.stream().filter(item -> item.key().equals(key)).findFirst();
    found.ifPresent(item -> demandReadable(key, item));
    return found;
  }

  /**
   * Refuses a record that is in the way again, unchanged. The endings take no more than so many:
   * who waits for room there does wait.
   *
   * @throws UnreadableRecord if it is the same
   */
  static void refuseIfUnchanged(Optional<Item> before, Optional<Item> again) {
    boolean same = before.map(Item::attributes).equals(again.map(Item::attributes));
    if (again.isPresent() && same && !again.get().key().isEndings()) {
      throw unreadable(again.get().key());
    }
  }

  static UnreadableRecord unreadable(Key key) {
    return new UnreadableRecord(key.id(), key.rng());
  }
}
