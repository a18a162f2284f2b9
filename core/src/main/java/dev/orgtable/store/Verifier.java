package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The checker of the whole table. Reads it as a stream, one page of at most 1 MB at a time with
 * what its records must agree with, and changes nothing. Can run while others write: what looks
 * wrong is read again, as it stands at one moment, before it is told.
 */
public final class Verifier {

  private static final int LOOKS_AT_OWNERS = 3;

  private final Connection connection;

  Verifier(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads the whole table and tells every violation of what always holds.
   *
   * @param told is given each violation as soon as it is sure
   * @return how many items were read
   */
  public long verify(Consumer<Violation> told) {
    long items = 0;
    Map<String, AttributeValue> after = Map.of();
    do {
      Slice slice = connection.open().scan(0, 1, after);
      verify(slice.items(), told);
      items += slice.items().size();
      after = slice.last();
    } while (!after.isEmpty());
    return items;
  }

  private void verify(List<Item> items, Consumer<Violation> told) {
    Set<Key> wanted = new HashSet<>();
    Map<Key, Item> here = items.stream().collect(Collectors.toMap(Item::key, Function.identity()));
    items.forEach(item -> wanted.addAll(Findings.counterparts(item)));
    wanted.removeAll(here.keySet());
    Map<Key, Item> elsewhere = connection.open().getAll(wanted, Consistency.STRONG);
    Function<Key, Optional<Item>> others =
        key -> Optional.ofNullable(here.get(key)).or(() -> Optional.ofNullable(elsewhere.get(key)));
    for (Item item : items) {
      if (!Findings.of(item, others).isEmpty()) {
        confirm(item).forEach(told);
      }
      OrganisationRecord.from(item)
          .ifPresent(record -> verifyOwners(record.organisation().id(), told));
    }
  }

  /** Looks again at one item and its counterparts, as they stand at one moment. */
  private List<Violation> confirm(Item item) {
    Set<Key> keys = new HashSet<>(Findings.counterparts(item));
    keys.add(item.key());
    Table table = connection.open();
    List<Key> all = List.copyOf(keys);
    Map<Key, Item> now =
        all.size() > Transaction.MOST
            ? table.getAll(all, Consistency.STRONG)
            : table.snapshot(all).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(Item::key, Function.identity()));
    return Optional.ofNullable(now.get(item.key()))
        .map(same -> Findings.of(same, key -> Optional.ofNullable(now.get(key))))
        .orElse(List.of());
  }

  private void verifyOwners(OrganisationId organisation, Consumer<Violation> told) {
    for (int look = 1; ; look++) {
      Table table = connection.open();
      Optional<Item> record = table.get(OrganisationRecord.key(organisation), Consistency.STRONG);
      long owners = owners(organisation);
      if (record.isEmpty()
          || (owners > 0
              && record.get().number(OrganisationRecord.OWNER_COUNT).equals(Optional.of(owners)))) {
        return;
      }
      if (look == LOOKS_AT_OWNERS) {
        Key key = record.get().key();
        String counted =
            record.get().number(OrganisationRecord.OWNER_COUNT).map(String::valueOf).orElse("none");
        Violation.Code code = owners == 0 ? Violation.Code.NO_OWNER : Violation.Code.OWNER_COUNT;
        told.accept(
            new Violation(
                code, key.id(), key.rng(), "counted " + counted + ", there are " + owners));
        return;
      }
    }
  }

  private long owners(OrganisationId organisation) {
    long owners = 0;
    SliceRequest request = SliceRequest.of(OrganisationRecord.key(organisation).id(), Key.MEMBERS);
    while (true) {
      Slice slice = connection.open().query(request);
      owners +=
          slice.items().stream()
              .filter(item -> item.strings(Groups.ATTRIBUTE).contains(Groups.OWNER))
              .count();
      if (slice.last().isEmpty()) {
        return owners;
      }
      request = request.after(slice.last());
    }
  }
}
