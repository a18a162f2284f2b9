package dev.orgtable.store;

import dev.orgtable.Cursor;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.ParallelReads;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Tombstones;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads pages of lists by cursors. A cursor has the key of the last record read and a checksum over
 * it and its list. It is neither secret nor trusted: whatever it says, the next page is of the same
 * list.
 */
final class CursorPages {

  private static final String NOT_OF_THIS_LIST = "must be a cursor of this list";
  private static final String SEPARATOR = "\n";
  private static final int FIELDS = 4;
  private static final String RAW = "items";

  private CursorPages() {}

  /**
   * Reads a page of a list with one query; of a partition, only live items.
   *
   * @param name distinguishes this list from others of the same records
   * @param read converts the items
   */
  static <T> Page<T> page(
      Table table,
      String name,
      QuerySpec list,
      PageRequest page,
      Function<List<Item>, List<T>> read) {
    QuerySpec request = request(name, list, page);
    ItemPage slice = list.index() == null ? live(table, request) : table.query(request);
    return new Page<>(read.apply(slice.items()), next(name, list, slice.last()));
  }

  /**
   * Reads a page of a partition as stored, including records of deleted sources. For lists that
   * read other records of these sources next, together with the tombstones.
   *
   * @param read converts the items, of which some may not be live
   */
  static <T> Page<T> ofStored(
      Table table,
      String name,
      QuerySpec list,
      PageRequest page,
      Function<List<Item>, List<T>> read) {
    ItemPage slice = table.query(request(name, list, page));
    return new Page<>(read.apply(slice.items()), next(name, list, slice.last()));
  }

  private static QuerySpec request(String name, QuerySpec list, PageRequest page) {
    QuerySpec request = list.limit(page.limit());
    return page.cursor().isPresent()
        ? request.after(after(name, list, page.cursor().get()))
        : request;
  }

  /**
   * Reads a page of a list that consists of several ranges of the directory, continuing with the
   * next range at the end of one.
   *
   * @param ranges distinct ranges, in order
   */
  static <T> Page<T> ofRanges(
      Table table,
      String name,
      List<QuerySpec> ranges,
      PageRequest page,
      Function<List<Item>, List<T>> read) {
    int at = 0;
    Map<String, AttributeValue> after = Map.of();
    if (page.cursor().isPresent()) {
      String[] fields = fields(page.cursor().get());
      if (ranges.isEmpty()) {
        throw foreignCursor();
      }
      while (at < ranges.size() - 1 && !isOf(name, ranges.get(at), fields)) {
        at++;
      }
      after = after(name, ranges.get(at), page.cursor().get());
    }
    List<Item> items = new ArrayList<>();
    for (; at < ranges.size() && items.size() < page.limit(); at++) {
      QuerySpec range = ranges.get(at);
      ItemPage slice = table.query(range.limit(page.limit() - items.size()).after(after));
      items.addAll(slice.items());
      after = Map.of();
      if (!slice.last().isEmpty()) {
        return new Page<>(read.apply(items), next(name, range, slice.last()));
      }
    }
    Optional<Cursor> next =
        at < ranges.size()
            ? next(name, ranges.get(at - 1), items.get(items.size() - 1).attributes())
            : Optional.empty();
    return new Page<>(read.apply(items), next);
  }

  /** Reads a page of a partition, and the tombstones at once, without what is not live. */
  private static ItemPage live(Table table, QuerySpec request) {
    return ParallelReads.getAndQuery(
        table,
        Tombstones.key(),
        request,
        (tombstones, slice) ->
            new ItemPage(Tombstones.of(tombstones).live(slice.items()), slice.last()));
  }

  /** Returns whether the first page of a list in a partition is empty. */
  static boolean isEmpty(Table table, QuerySpec list, PageRequest page) {
    return live(table, list.limit(page.limit())).items().isEmpty();
  }

  private static Optional<Cursor> next(
      String name, QuerySpec list, Map<String, AttributeValue> last) {
    return last.isEmpty() ? Optional.empty() : Optional.of(cursor(name, list, last));
  }

  /** Reads a page of a partition as stored, including records of deleted sources. */
  static Page<Map<String, AttributeValue>> raw(Table table, QuerySpec list, PageRequest page) {
    return ofStored(table, RAW, list, page, items -> items.stream().map(Item::attributes).toList());
  }

  /**
   * Reads a page of an organisation's partition.
   *
   * @throws OrganisationNotFound if the page is empty and the organisation does not exist
   */
  static <T> Page<T> ofOrganisation(
      Table table,
      String name,
      OrganisationId organisation,
      String prefix,
      PageRequest page,
      Function<List<Item>, List<T>> read) {
    QuerySpec list = QuerySpec.of(OrganisationRecord.key(organisation).id(), prefix);
    return page(
        table,
        name,
        list,
        page,
        items -> {
          if (items.isEmpty()) {
            OrganisationRecord.read(table, organisation);
          }
          return read.apply(items);
        });
  }

  private static Cursor cursor(String name, QuerySpec list, Map<String, AttributeValue> last) {
    String place =
        Stream.of("id", "rng", Directory.SORT)
            .map(attribute -> URLEncoder.encode(text(last, attribute), StandardCharsets.UTF_8))
            .collect(Collectors.joining(SEPARATOR));
    return new Cursor(encode(place + SEPARATOR + checkSum(name, list, place)));
  }

  private static String encode(String whole) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(whole.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, AttributeValue> after(String name, QuerySpec list, Cursor cursor) {
    String[] fields = fields(cursor);
    if (!isOf(name, list, fields)) {
      throw foreignCursor();
    }
    String id = decode(fields[0]);
    String rng = decode(fields[1]);
    String sort = decode(fields[2]);
    Map<String, AttributeValue> key = new HashMap<>(new Key(id, rng).attributes());
    if (list.index() != null) {
      key.put(Directory.PARTITION, AttributeValue.fromS(list.partition()));
      key.put(Directory.SORT, AttributeValue.fromS(sort));
    }
    boolean inList =
        (list.index() != null)
            ? sort.startsWith(list.prefix())
            : id.equals(list.partition()) && rng.startsWith(list.prefix());
    if (!inList) {
      throw foreignCursor();
    }
    return key;
  }

  /**
   * Decodes a field of a cursor. Since the checksum is not secret, a forged cursor may have any
   * text.
   */
  private static String decode(String field) {
    try {
      return URLDecoder.decode(field, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("cursor", NOT_OF_THIS_LIST, e);
    }
  }

  private static boolean isOf(String name, QuerySpec list, String[] fields) {
    String place = fields[0] + SEPARATOR + fields[1] + SEPARATOR + fields[2];
    return fields[3].equals(checkSum(name, list, place));
  }

  private static String[] fields(Cursor cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor.value());
      String whole = new String(bytes, StandardCharsets.UTF_8);
      String[] fields = whole.split(SEPARATOR, -1);
      if (fields.length == FIELDS && encode(whole).equals(cursor.value())) {
        return fields;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("cursor", NOT_OF_THIS_LIST, e);
    }
    throw foreignCursor();
  }

  private static String checkSum(String name, QuerySpec list, String place) {
    CRC32C sum = new CRC32C();
    String all =
        name + SEPARATOR + list.partition() + SEPARATOR + list.prefix() + SEPARATOR + place;
    sum.update(all.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private static String text(Map<String, AttributeValue> key, String name) {
    return Item.of(key).text(name);
  }

  private static InvalidInput foreignCursor() {
    return new InvalidInput("cursor", NOT_OF_THIS_LIST);
  }
}
