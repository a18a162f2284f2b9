package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;

/**
 * The record {@code firstApiKey}: a marker that an API key was created. There is at most one, and
 * it is never removed.
 */
public final class FirstApiKeyRecord {

  public static final String TYP = "firstApiKey";

  public static final RecordType TYPE = RecordType.of(TYP, Keys.FIRST_API_KEY, Keys.FIRST_API_KEY);

  private FirstApiKeyRecord() {}

  public static Key key() {
    return Keys.firstApiKey();
  }

  public static Item item() {
    return Layout.item(key(), TYP).build();
  }
}
