package dev.orgtable.internal;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemGuard;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.delivery.DeliveryEntry;
import dev.orgtable.internal.delivery.QueueRecord;
import dev.orgtable.internal.delivery.SubscriberRecord;
import dev.orgtable.internal.delivery.WaitingRecord;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.ApiKeyRecord;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.InvitationTokenRecord;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MailQuotaRecord;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.ReceiptRecord;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.Tombstones;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.internal.webhook.WebhookRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The registry of record types, which determines what is valid under which key. Any other item
 * under one of our keys is refused with {@link UnreadableRecord}: a record of a newer version, an
 * item of another program, an item without a type.
 */
public final class RecordTypes {

  /**
   * All record types; a new one is a class of its own and a line here. The records of an
   * organisation or a user are removed with it in this order: invitations before members, since an
   * accepted invitation becomes a member.
   */
  public static final List<RecordType> ALL =
      all(
          UserRecord.TYPE,
          UserIdRecord.TYPE,
          ExternalIdRecord.OF_USERS,
          ExternalIdRecord.OF_ORGANISATIONS,
          ExternalIdRecord.OF_MEMBERS,
          AccountRecord.TYPE,
          UserOrganisationRecord.TYPE,
          OrganisationRecord.TYPE,
          OrganisationInvitationRecord.TYPE,
          OrganisationGroupMemberRecord.TYPE,
          OrganisationServiceRecord.TYPE,
          OrganisationGroupRecord.TYPE,
          GroupRolesRecord.TYPE,
          ApiKeyRecord.TYPE,
          ApiKeyRecord.FIRST_TYPE,
          InvitationTokenRecord.TYPE,
          MailQuotaRecord.TYPE,
          ReceiptRecord.TYPE,
          JobRecord.TYPE,
          RolesRecord.TYPE,
          EventSettingsRecord.TYPE,
          SubscriberRecord.TYPE,
          QueueRecord.TYPE,
          WaitingRecord.TYPE,
          DeliveryEntry.TYPE,
          Tombstones.TYPE);

  /** No two types share a sort key up to the first slash. */
  private static final Map<String, RecordType> BY_SORT =
      ALL.stream().collect(Collectors.toUnmodifiableMap(RecordType::sort, Function.identity()));

  private static final Map<String, RecordType> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(RecordType::name, Function.identity()));

  /** Refuses unreadable items. */
  public static final ItemGuard GUARD = new Guard(false);

  /** Accepts unreadable items, for tools. */
  public static final ItemGuard TOLERANT = new Guard(true);

  private RecordTypes() {}

  private static List<RecordType> all(RecordType... types) {
    return Stream.of(Arrays.stream(types), WebhookRecord.TYPES.stream(), EventRecord.TYPES.stream())
        .flatMap(Function.identity())
        .toList();
  }

  /**
   * Returns the types of the records in the partition of a source, which are removed with it.
   *
   * @param source the key of an organisation or a user
   */
  public static List<RecordType> ofParts(Key source) {
    return ALL.stream()
        .filter(type -> !type.sort().equals(source.rng()))
        .filter(type -> source.id().startsWith(type.partitions()))
        .toList();
  }

  /** Returns the record type of a key; empty if the key is foreign. */
  public static Optional<RecordType> of(Key key) {
    int slash = key.rng().indexOf('/');
    String sort = slash < 0 ? key.rng() : key.rng().substring(0, slash + 1);
    return Optional.ofNullable(BY_SORT.get(sort)).filter(type -> type.claims(key));
  }

  /**
   * Returns the record type by an item's attribute {@code typ}, with any key and version; empty if
   * it is not one of ours.
   */
  public static Optional<RecordType> byType(Item item) {
    return Optional.ofNullable(BY_NAME.get(Layout.type(item)));
  }

  /**
   * Returns whether an item's attribute {@code typ} is one of our types or that of a tombstone, in
   * any version.
   */
  public static boolean isKnown(Item item) {
    return byType(item).isPresent() || Layout.type(item).equals(TombstoneRecord.TYP);
  }

  /** Returns whether a key is a valid key of one of our types. */
  public static boolean isOurs(Key key) {
    return of(key).filter(type -> type.owns(key)).isPresent();
  }

  /** Returns a description of each invalid field of a record that has a valid key of its type. */
  public static List<String> check(Item item) {
    FieldCheck check = new FieldCheck(item);
    byType(item).ifPresent(type -> type.fields().accept(check));
    return check.faults();
  }

  /** Returns whether an item's key is valid for its attribute {@code typ}. */
  public static boolean isPlaced(Item item) {
    Key key = item.key();
    return Layout.type(item).equals(TombstoneRecord.TYP)
        ? of(key).filter(type -> type.isSource() && type.owns(key)).isPresent()
        : byType(item).filter(type -> type.owns(key)).isPresent();
  }

  /**
   * Returns whether an item is valid under its key and in a version that this library reads. An
   * item that {@link Provenance} classifies as a neighbour is valid anywhere.
   */
  public static boolean isReadable(Key key, Item item) {
    Optional<RecordType> type = of(key);
    return type.isEmpty() || isOf(type.get(), item) || Provenance.of(item) == Provenance.NEIGHBOUR;
  }

  private static boolean isOf(RecordType type, Item item) {
    return Layout.is(item, type.name()) || (type.isSource() && TombstoneRecord.isComplete(item));
  }

  /**
   * Returns whether an item in one of our partitions is foreign and takes the place of none of our
   * records.
   */
  public static boolean isForeign(Item item) {
    Optional<RecordType> type = of(item.key());
    return type.isEmpty()
        || (!isOf(type.get(), item) && Provenance.of(item) == Provenance.NEIGHBOUR);
  }

  /**
   * Refuses an item that is invalid under its key.
   *
   * @throws UnreadableRecord if it is invalid
   */
  public static void requireReadable(Key key, Item item) {
    if (!isReadable(key, item)) {
      throw Layout.unreadable(key);
    }
  }

  /** Removes the items that are invalid under their keys. */
  public static Map<Key, Item> readable(Map<Key, Item> items) {
    items.entrySet().removeIf(each -> !isReadable(each.getKey(), each.getValue()));
    return items;
  }

  /**
   * Returns the item with a key, if the list has it.
   *
   * @throws UnreadableRecord if it is invalid under its key
   */
  public static Optional<Item> find(List<Item> items, Key key) {
    Optional<Item> found = items.stream().filter(item -> item.key().equals(key)).findFirst();
    found.ifPresent(item -> requireReadable(key, item));
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
