package dev.orgtable.webhook.store;

import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.webhook.WebhookRecord;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the records of endpoints. */
final class WebhookItems {

  private WebhookItems() {}

  /** Returns the records of an owner, strongly consistent, without unreadable ones. */
  static List<Item> of(Reads reads, WebhookOwner owner) {
    QuerySpec all = QuerySpec.of(WebhookRecord.partition(owner), WebhookRecord.sort(owner));
    List<Item> items = new ArrayList<>();
    reads.pages(all).forEach(page -> items.addAll(page.items()));
    items.removeIf(item -> !RecordTypes.isReadable(item.key(), item));
    return items;
  }

  /**
   * Returns the record of an endpoint; empty if there is none, or its organisation is deleted.
   *
   * @param owners whose it may be
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if the record cannot be read
   */
  static Optional<WebhookRecord> find(Reads reads, List<WebhookOwner> owners, WebhookId id) {
    return LiveRecords.getAll(
            reads,
            owners.stream().map(owner -> WebhookRecord.key(owner, id)).toList(),
            Consistency.STRONG)
        .values()
        .stream()
        .findFirst()
        .map(item -> WebhookRecord.from(item).orElseThrow(() -> Layout.unreadable(item.key())));
  }
}
