package dev.orgtable.maintenance;

import dev.orgtable.ApiKey;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.internal.record.ApiKeyRecord;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.ReceiptRecord;
import dev.orgtable.internal.record.RecordTypes;
import java.util.List;
import java.util.Optional;

/** Repairs records that refer to no other: API keys, receipts, tokens, jobs. */
final class StandaloneRepair {

  private StandaloneRepair() {}

  static Fix fix(Item item) {
    Item right = right(item);
    return RecordTypes.check(right).isEmpty()
        ? Fix.put("normalised", item, right)
        : Fix.deletable(item, why(item));
  }

  private static Item right(Item item) {
    Item.Builder right = item.change().without(Groups.ATTRIBUTE);
    if (Layout.type(item).equals(ApiKeyRecord.TYP)) {
      apiKey(item, right);
    } else if (Layout.type(item).equals(ReceiptRecord.TYP)) {
      item.number(Expiry.REMOVE_AT).ifPresent(end -> right.with(Expiry.EXPIRES_AT, end));
    }
    return right.build();
  }

  /** An unknown scope grants nothing; a key without a known scope is useless. */
  private static void apiKey(Item item, Item.Builder right) {
    Optional<ApiKey> key = ApiKeyRecord.from(item);
    if (key.isPresent()) {
      Item fresh = ApiKeyRecord.item(key.get(), item.text(ApiKeyRecord.HASH));
      for (String attribute :
          List.of(ApiKeyRecord.NAME, ApiKeyRecord.SCOPES, Directory.PARTITION, Directory.SORT)) {
        fresh.value(attribute).ifPresent(value -> right.with(attribute, value));
      }
    }
  }

  private static String why(Item item) {
    return Layout.is(item, ApiKeyRecord.TYP)
        ? "the missing fields cannot be restored; revoke the key and create another"
        : "the missing fields cannot be restored; wait until it expires, or delete it";
  }
}
