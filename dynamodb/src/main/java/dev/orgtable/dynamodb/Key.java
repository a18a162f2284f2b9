package dev.orgtable.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item.
 *
 * @param id the partition key, the attribute {@code id}
 * @param rng the sort key, the attribute {@code rng}
 */
public record Key(String id, String rng) {

  /** The attribute of the partition key. */
  public static final String ID = "id";

  /** The attribute of the sort key. */
  public static final String RNG = "rng";

  /** Returns both attributes as the map that requests take. */
  public Map<String, AttributeValue> attributes() {
    return Map.of(ID, AttributeValue.fromS(id), RNG, AttributeValue.fromS(rng));
  }

  /** Returns both values, separated by a space. */
  @Override
  public String toString() {
    return id + " " + rng;
  }
}
