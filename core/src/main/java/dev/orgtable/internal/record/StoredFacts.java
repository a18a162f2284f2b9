package dev.orgtable.internal.record;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.facts.Metadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The facts of an application as stored, on the record of a user, of an organisation, or on the
 * organisation's side of a membership. No other record has a copy.
 *
 * @param externalId a string; null if there is none
 * @param metadata a map of strings; null if there are none
 */
public record StoredFacts(@Nullable AttributeValue externalId, @Nullable AttributeValue metadata) {

  public static final String EXTERNAL_ID = "externalId";

  public static final String METADATA = "metadata";

  /** The facts of a new record. */
  public static final StoredFacts NONE = new StoredFacts(null, null);

  public static StoredFacts of(Item item) {
    return new StoredFacts(item.value(EXTERNAL_ID).orElse(null), item.value(METADATA).orElse(null));
  }

  /**
   * Returns the facts. What breaks the current rules is left out; of too many entries, those that
   * fit are kept, in order of their keys.
   */
  public Facts facts() {
    return new Facts(id().orElse(null), texts());
  }

  /** Returns the external id; empty if there is none that keeps the rules. */
  public Optional<ExternalId> id() {
    return externalId == null || externalId.s() == null
        ? Optional.empty()
        : Keys.externalId(externalId.s());
  }

  private Metadata texts() {
    if (metadata == null || !metadata.hasM()) {
      return Metadata.NONE;
    }
    Map<String, String> texts = new TreeMap<>();
    metadata
        .m()
        .forEach(
            (key, value) -> {
              if (value.s() != null) {
                texts.put(key, value.s());
              }
            });
    return readable(texts);
  }

  private static Metadata readable(Map<String, String> texts) {
    try {
      return Metadata.of(texts);
    } catch (InvalidInput e) {
      Metadata kept = Metadata.NONE;
      for (Map.Entry<String, String> each : texts.entrySet()) {
        kept = with(kept, each);
      }
      return kept;
    }
  }

  private static Metadata with(Metadata kept, Map.Entry<String, String> next) {
    try {
      return kept.patched(Map.of(next.getKey(), next.getValue()));
    } catch (InvalidInput e) {
      return kept;
    }
  }

  /** Returns the facts in the form in which they are stored. */
  public static StoredFacts of(Facts facts) {
    ExternalId id = facts.externalId();
    return new StoredFacts(
        id == null ? null : AttributeValue.fromS(id.value()), stored(facts.metadata()));
  }

  private static @Nullable AttributeValue stored(Metadata metadata) {
    if (metadata.entries().isEmpty()) {
      return null;
    }
    Map<String, AttributeValue> map = new TreeMap<>();
    metadata.entries().forEach((key, text) -> map.put(key, AttributeValue.fromS(text)));
    return AttributeValue.fromM(map);
  }

  /** Adds the facts to a record. */
  public Item.Builder on(Item.Builder item) {
    Item.Builder with =
        externalId == null ? item.without(EXTERNAL_ID) : item.with(EXTERNAL_ID, externalId);
    return metadata == null ? with.without(METADATA) : with.with(METADATA, metadata);
  }

  /** Returns the change of a record to these facts. */
  public Change change() {
    Change change = new Change();
    change = externalId == null ? change.remove(EXTERNAL_ID) : change.set(EXTERNAL_ID, externalId);
    return metadata == null ? change.remove(METADATA) : change.set(METADATA, metadata);
  }

  /** The condition holds, and the facts are these. */
  public Condition same(Condition condition) {
    return sameId(condition).same(METADATA, metadata);
  }

  /** The condition holds, and the external id is this one, or there is none. */
  public Condition sameId(Condition condition) {
    return condition.same(EXTERNAL_ID, externalId);
  }

  /** Returns a record with the facts that readers see. */
  public static Item normalised(Item item) {
    return of(of(item).facts()).on(item.change()).build();
  }

  static void check(FieldCheck fields) {
    StoredFacts stored = of(fields.item());
    if (stored.externalId() != null && stored.id().isEmpty()) {
      fields.add(EXTERNAL_ID + " is not an external id");
    }
    if (!Objects.equals(stored.metadata(), stored(stored.texts()))) {
      fields.add(METADATA + " is not a map of strings within the limits");
    }
  }
}
