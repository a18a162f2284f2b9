package dev.orgtable.store;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.parallel.ParallelWork;
import dev.orgtable.event.Event;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.event.EventRecord;
import dev.orgtable.internal.event.EventSettingsRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All items as stored, for copying a table rather than working on it. Items written here are not
 * checked, except by the {@code Verifier}.
 */
public final class Items {

  /** The maximum per request (Amazon DynamoDB, API Reference, BatchWriteItem). */
  private static final int BATCH = 25;

  private static final String SEPARATOR = "/";
  private static final int FIELDS = 4;

  private final Context context;

  Items(Context context) {
    this.context = context;
  }

  /**
   * Reads the next page of a segment, up to 1 MB of items (Amazon DynamoDB, Developer Guide,
   * paginating scan results), strongly consistent. The pages are not a snapshot, but an item that
   * exists throughout is read exactly once.
   *
   * @return the items, unordered, and the cursor of the next page
   * @throws InvalidInput if the cursor is invalid or of another segment
   */
  public Page<Map<String, AttributeValue>> read(Segment segment) {
    Map<String, AttributeValue> after =
        segment.after().map(cursor -> key(segment, cursor).attributes()).orElse(Map.of());
    ItemPage slice =
        context.observe("items.read", table -> table.scan(segment.number(), segment.of(), after));
    Optional<Cursor> next =
        slice.last().isEmpty()
            ? Optional.empty()
            : Optional.of(cursor(segment, Item.of(slice.last()).key()));
    return new Page<>(slice.items().stream().map(Item::attributes).toList(), next);
  }

  /**
   * Reads several segments to their end, each on a thread of its own.
   *
   * @param taken receives each page with its segment: on several threads, but the pages of one
   *     segment in order. An exception from it stops the scan
   */
  public void read(
      List<Segment> segments, BiConsumer<Segment, Page<Map<String, AttributeValue>>> taken) {
    if (segments.isEmpty()) {
      return;
    }
    ParallelWork parts = context.work(segments.size());
    parts.run(
        part -> {
          Optional<Segment> rest = Optional.of(segments.get(part));
          while (rest.isPresent() && parts.goesOn()) {
            Segment segment = rest.get();
            Page<Map<String, AttributeValue>> page = read(segment);
            taken.accept(segment, page);
            rest = page.next().map(segment::after);
          }
        });
  }

  /**
   * Reads a page of a user's partition, strongly consistent, including records of deleted sources.
   *
   * @return the items in order of {@code rng}; none if the user does not exist
   */
  public Page<Map<String, AttributeValue>> of(EmailAddress user, PageRequest page) {
    return partition(Keys.user(user).id(), page);
  }

  /** Reads a page of an organisation's partition; see {@link #of(EmailAddress, PageRequest)}. */
  public Page<Map<String, AttributeValue>> of(OrganisationId organisation, PageRequest page) {
    return partition(Keys.organisation(organisation).id(), page);
  }

  private Page<Map<String, AttributeValue>> partition(String id, PageRequest page) {
    return context.observe("items.of", table -> CursorPages.raw(table, QuerySpec.of(id, ""), page));
  }

  /** Returns whether the table has no items besides the settings of events, which a new one has. */
  public boolean isEmpty() {
    Optional<Segment> rest = Optional.of(Segment.all(1).get(0));
    while (rest.isPresent()) {
      Segment segment = rest.get();
      Page<Map<String, AttributeValue>> page = read(segment);
      if (page.items().stream().anyMatch(item -> !isSettingsOfEvents(item))) {
        return false;
      }
      rest = page.next().map(segment::after);
    }
    return true;
  }

  private static boolean isSettingsOfEvents(Map<String, AttributeValue> item) {
    return Item.of(item).key().equals(EventSettingsRecord.key());
  }

  /**
   * Returns the event that an item is.
   *
   * @return empty if it is a record of another type
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if it is an event that this version
   *     cannot read
   */
  public static Optional<Event> event(Map<String, AttributeValue> item) {
    Item read = Item.of(item);
    return EventRecord.isOne(read)
        ? Optional.of(EventRecord.from(read).orElseThrow(() -> Layout.unreadable(read.key())))
        : Optional.empty();
  }

  /**
   * Puts items, replacing those with the same keys; of two with the same key, the last one. Not
   * atomic: after a failure, some may have been put. Idempotent. Such changes have no events: see
   * {@link dev.orgtable.history.EventStore#beginAnew}.
   *
   * @param items the items, with the keys {@code id} and {@code rng}, each at most 400 KB (Amazon
   *     DynamoDB, Developer Guide, quotas)
   * @param threads the number of concurrent requests, 1 to 256
   * @throws IllegalStateException if DynamoDB refuses an item
   */
  public void put(Collection<Map<String, AttributeValue>> items, int threads) {
    put(items, threads, () -> {});
  }

  /**
   * Puts items as {@link #put(Collection, int)} does.
   *
   * @param between runs after each request, on any of the threads; an exception from it stops the
   *     work
   */
  public void put(Collection<Map<String, AttributeValue>> items, int threads, Runnable between) {
    Map<Key, Item> latest = new LinkedHashMap<>();
    items.stream().map(Item::of).forEach(item -> latest.put(item.key(), item));
    List<Item> all = List.copyOf(latest.values());
    ParallelWork parts = context.work(threads);
    parts.run(
        part -> {
          for (int from = part * BATCH; from < all.size(); from += threads * BATCH) {
            if (parts.goesOn()) {
              context
                  .open()
                  .writeAll(all.subList(from, Math.min(from + BATCH, all.size())), List.of());
              between.run();
            }
          }
        });
  }

  private static Cursor cursor(Segment segment, Key last) {
    return new Cursor(
        String.join(
            SEPARATOR,
            Integer.toString(segment.number()),
            Integer.toString(segment.of()),
            URLEncoder.encode(last.id(), StandardCharsets.UTF_8),
            URLEncoder.encode(last.rng(), StandardCharsets.UTF_8)));
  }

  private static Key key(Segment segment, Cursor cursor) {
    String[] fields = cursor.value().split(SEPARATOR, -1);
    if (fields.length == FIELDS) {
      Key key =
          new Key(
              URLDecoder.decode(fields[2], StandardCharsets.UTF_8),
              URLDecoder.decode(fields[3], StandardCharsets.UTF_8));
      if (cursor.equals(cursor(segment, key))) {
        return key;
      }
    }
    throw new InvalidInput("cursor", "must be a cursor of this segment");
  }
}
