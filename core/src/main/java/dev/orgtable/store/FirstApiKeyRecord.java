package dev.orgtable.store;

/**
 * The record {@code firstApiKey}: that there was an API key. There is one at most, and it stays.
 */
final class FirstApiKeyRecord {

  static final String TYP = "firstApiKey";

  private FirstApiKeyRecord() {}

  static Key key() {
    return Key.firstApiKey();
  }

  static Item item() {
    return Item.of(key(), TYP);
  }
}
