package dev.orgtable.store;

import dev.orgtable.ApiKey;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The repair of records that agree with no other: API keys, receipts, tokens, jobs. */
final class Alone {

  private Alone() {}

  static Mending mending(Item item) {
    Item right = Item.of(new LinkedHashMap<>(item.attributes())).without(Groups.ATTRIBUTE);
    switch (item.text("typ")) {
      case ApiKeyRecord.TYP -> apiKey(item, right);
      case ReceiptRecord.TYP ->
          item.number(Expiry.REMOVE_AT).ifPresent(end -> right.with(Expiry.EXPIRES_AT, end));
      default -> {}
    }
    return OddValues.of(right).isEmpty()
        ? Mending.put("written as it reads", item, right)
        : Mending.deletable(item, why(item));
  }

  /** A scope that is not known grants nothing; without a known one the key is good for nothing. */
  private static void apiKey(Item item, Item right) {
    Optional<ApiKey> key = ApiKeyRecord.from(item);
    if (key.isPresent()) {
      Item fresh = ApiKeyRecord.item(key.get(), item.text(ApiKeyRecord.HASH));
      for (String attribute :
          new String[] {
            ApiKeyRecord.NAME, ApiKeyRecord.SCOPES, Directory.PARTITION, Directory.SORT
          }) {
        fresh.value(attribute).ifPresent(value -> right.attributes().put(attribute, value));
      }
    }
  }

  private static String why(Item item) {
    return item.is(ApiKeyRecord.TYP)
        ? "what is missing of the key is told nowhere: revoke it and make another"
        : "what is missing of it is told nowhere: wait until it has expired, or delete it";
  }
}
