package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemGuard;
import dev.orgtable.dynamodb.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All types of records, and so what may stand under which key. Anything else under one of our keys
 * is refused by {@link UnreadableRecord}: a record of a newer version, an item of another program,
 * an item without a type.
 */
public final class RecordTypes {

  /**
   * A new type of record is its own file, and a line here. What belongs to an organisation or a
   * user is removed with it, in this order: an invitation that is accepted becomes a member, so
   * that invitations come first.
   */
  public static final List<RecordType> ALL =
      List.of(
          UserRecord.TYPE,
          UserOrganisationRecord.TYPE,
          OrganisationRecord.TYPE,
          OrganisationInvitationRecord.TYPE,
          OrganisationGroupMemberRecord.TYPE,
          OrganisationServiceRecord.TYPE,
          ApiKeyRecord.TYPE,
          FirstApiKeyRecord.TYPE,
          InvitationTokenRecord.TYPE,
          MailQuotaRecord.TYPE,
          ReceiptRecord.TYPE,
          JobRecord.TYPE,
          Tombstones.TYPE);

  /** No two types have the same sort keys, up to the first slash. */
  private static final Map<String, RecordType> BY_SORT =
      ALL.stream().collect(Collectors.toUnmodifiableMap(RecordType::sort, Function.identity()));

  private static final Map<String, RecordType> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(RecordType::name, Function.identity()));

  /** Refuses what cannot be read. */
  public static final ItemGuard GUARD = new Guard(false);

  /** Lets tools read whatever there is. */
  public static final ItemGuard TOLERANT = new Guard(true);

  private RecordTypes() {}

  /**
   * Returns the types of the records that stand in the partition of a source, and are removed with
   * it.
   *
   * @param source the key of an organisation or a user
   */
  public static List<RecordType> ofParts(Key source) {
    return ALL.stream()
        .filter(type -> type.sort().endsWith(Keys.SEPARATOR))
        .filter(type -> source.id().startsWith(type.partitions()))
        .toList();
  }

  /** Returns which type belongs under a key; empty if the key is none of ours. */
  public static Optional<RecordType> of(Key key) {
    int slash = key.rng().indexOf('/');
    String sort = slash < 0 ? key.rng() : key.rng().substring(0, slash + 1);
    return Optional.ofNullable(BY_SORT.get(sort)).filter(type -> type.claims(key));
  }

  /** Returns the type that an item tells, whatever its key and version; empty if none of ours. */
  public static Optional<RecordType> told(Item item) {
    return Optional.ofNullable(BY_NAME.get(Layout.type(item)));
  }

  /** Returns whether an item tells one of our types, or is a tombstone, whatever its version. */
  public static boolean isTold(Item item) {
    return told(item).isPresent() || Layout.type(item).equals(TombstoneRecord.TYP);
  }

  /** Returns whether a record of some type belongs under a key, by all that the key names. */
  public static boolean isOurs(Key key) {
    return of(key).filter(type -> type.owns(key)).isPresent();
  }

  /** Returns what is odd in the fields of a record, in words; it stands under a key of its type. */
  public static List<String> check(Item item) {
    FieldCheck check = new FieldCheck(item);
    told(item).ifPresent(type -> type.fields().accept(check));
    return check.odd();
  }

  /** Returns whether an item is under one of the keys of the type that it tells. */
  public static boolean isPlaced(Item item) {
    Key key = item.key();
    return Layout.type(item).equals(TombstoneRecord.TYP)
        ? of(key).filter(type -> type.isSource() && type.owns(key)).isPresent()
        : told(item).filter(type -> type.owns(key)).isPresent();
  }

  /**
   * Returns whether an item is what may stand under a key, in a version that we read. What {@link
   * Provenance} tells as a neighbour may stand anywhere.
   */
  public static boolean isReadable(Key key, Item item) {
    Optional<RecordType> type = of(key);
    return type.isEmpty() || isOf(type.get(), item) || Provenance.of(item) == Provenance.NEIGHBOUR;
  }

  private static boolean isOf(RecordType type, Item item) {
    return Layout.is(item, type.name()) || (type.isSource() && TombstoneRecord.isComplete(item));
  }

  /** Returns whether an item in one of our partitions is none of our records, and none's place. */
  public static boolean isApart(Item item) {
    Optional<RecordType> type = of(item.key());
    return type.isEmpty()
        || (!isOf(type.get(), item) && Provenance.of(item) == Provenance.NEIGHBOUR);
  }

  /**
   * Refuses an item that is not what may stand under its key.
   *
   * @throws UnreadableRecord if it is not
   */
  public static void demandReadable(Key key, Item item) {
    if (!isReadable(key, item)) {
      throw Layout.unreadable(key);
    }
  }

  /** Removes the items that are not what may stand under their keys. */
  public static Map<Key, Item> readable(Map<Key, Item> items) {
    items.entrySet().removeIf(each -> !isReadable(each.getKey(), each.getValue()));
    return items;
  }

  /**
   * Finds an item among others.
   *
   * @throws UnreadableRecord if it is not what may stand under its key
   */
  public static Optional<Item> find(List<Item> items, Key key) {
    Optional<Item> found = items.stream().filter(item -> item.key().equals(key)).findFirst();
    found.ifPresent(item -> demandReadable(key, item));
    return found;
  }

  private record Guard(boolean tolerant) implements ItemGuard {

    @Override
    public AttributeValue typeOf(Key key) {
      return of(key).orElseThrow().typ();
    }

    @Override
    public boolean isReadable(Key key, Item item) {
      return tolerant || RecordTypes.isReadable(key, item);
    }

    @Override
    public boolean isWritable(Key key, Item item) {
      return tolerant
          || (RecordTypes.isReadable(key, item)
              && of(key).filter(type -> !type.isWhole(item)).isEmpty());
    }

    @Override
    public RuntimeException unreadable(Key key) {
      return Layout.unreadable(key);
    }
  }
}
