package dev.orgtable.store;

import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.Scope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The record {@code apiKey}: an API key, and the hash of its secret. */
final class ApiKeyRecord {

  static final String TYP = "apiKey";
  static final String NAME = "name";
  static final String SCOPES = "scopes";
  static final String HASH = "hash";
  static final String CREATED_AT = "createdAt";

  private ApiKeyRecord() {}

  static Key key(ApiKeyId id) {
    return Key.apiKey(id);
  }

  static Item item(ApiKey key, String hash) {
    Item item =
        Item.of(key(key.id()), TYP)
            .with(NAME, key.name())
            .with(SCOPES, key.scopes().stream().map(ApiKeyRecord::text).toList())
            .with(HASH, hash)
            .with(CREATED_AT, key.createdAt())
            .with(Directory.PARTITION, Directory.API_KEYS)
            .with(Directory.SORT, Directory.fold(key.name()));
    key.expiresAt().ifPresent(end -> Expiry.with(item, end));
    return item;
  }

  /** Returns the key of a record; empty if it is none, or is good for nothing that we know. */
  static Optional<ApiKey> from(Item item) {
    Set<Scope> scopes = scopes(item);
    return item.is(TYP) && !scopes.isEmpty()
        ? item.key().apiKey().map(id -> from(id, scopes, item))
        : Optional.empty();
  }

  private static ApiKey from(ApiKeyId id, Set<Scope> scopes, Item item) {
    return new ApiKey(
        id,
        UserRecord.readable(item.text(NAME), false, id.value()),
        scopes,
        UserRecord.time(item, CREATED_AT),
        item.value(Expiry.EXPIRES_AT).map(end -> Expiry.of(item)));
  }

  private static Set<Scope> scopes(Item item) {
    Set<String> texts = item.strings(SCOPES);
    return Arrays.stream(Scope.values())
        .filter(scope -> texts.contains(text(scope)))
        .collect(Collectors.toSet());
  }

  /** Returns whether all scopes of a record are known, and there is one. */
  static boolean hasKnownScopes(Item item) {
    return !scopes(item).isEmpty() && scopes(item).size() == item.strings(SCOPES).size();
  }

  private static String text(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
