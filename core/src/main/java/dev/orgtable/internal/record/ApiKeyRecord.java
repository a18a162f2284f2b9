package dev.orgtable.internal.record;

import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.Scope;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The record {@code apiKey}: an API key and the hash of its secret. */
public final class ApiKeyRecord {

  public static final String TYP = "apiKey";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.API_KEYS, Keys.API_KEY)
          .owning(key -> Keys.apiKeyOf(key).isPresent())
          .checkedBy(ApiKeyRecord::check)
          .expiring();

  /** The type of the marker that a key was created: at most one, which is never removed. */
  public static final String FIRST_TYP = "firstApiKey";

  public static final RecordType FIRST_TYPE =
      RecordType.of(FIRST_TYP, Keys.FIRST_API_KEY, Keys.FIRST_API_KEY);

  public static final String NAME = "name";
  public static final String SCOPES = "scopes";
  public static final String HASH = "hash";
  public static final String CREATED_AT = "createdAt";

  private ApiKeyRecord() {}

  public static Key key(ApiKeyId id) {
    return Keys.apiKey(id);
  }

  /** Returns the marker that a key was created. */
  public static Item first() {
    return Layout.item(Keys.firstApiKey(), FIRST_TYP).build();
  }

  private static void check(FieldCheck fields) {
    fields.text(NAME, false);
    fields.time(CREATED_AT, false);
    if (fields.isCurrent()) {
      fields.directory(Directory.API_KEYS, fields.item().text(NAME));
      fields.hash(HASH);
      if (!hasKnownScopes(fields.item())) {
        fields.add("scopes are missing or unknown");
      }
      if (fields.item().value(Expiry.EXPIRES_AT).isPresent()) {
        fields.number(Expiry.EXPIRES_AT);
      }
    }
  }

  public static Item item(ApiKey key, String hash) {
    Item.Builder item =
        Layout.item(key(key.id()), TYP)
            .with(NAME, key.name())
            .with(SCOPES, key.scopes().stream().map(ApiKeyRecord::text).toList())
            .with(HASH, hash)
            .with(CREATED_AT, key.createdAt())
            .with(Directory.PARTITION, Directory.API_KEYS)
            .with(Directory.SORT, Directory.fold(key.name()));
    key.expiresAt().ifPresent(end -> Expiry.with(item, end));
    return item.build();
  }

  /** Returns the key of a record; empty if it is of another type or has no known scope. */
  public static Optional<ApiKey> from(Item item) {
    Set<Scope> scopes = scopes(item);
    return Layout.is(item, TYP) && !scopes.isEmpty()
        ? Keys.apiKeyOf(item.key()).map(id -> from(id, scopes, item))
        : Optional.empty();
  }

  private static ApiKey from(ApiKeyId id, Set<Scope> scopes, Item item) {
    return new ApiKey(
        id,
        Fields.readable(item.text(NAME), false, id.value()),
        scopes,
        Fields.time(item, CREATED_AT),
        item.value(Expiry.EXPIRES_AT).map(end -> Expiry.of(item)));
  }

  private static Set<Scope> scopes(Item item) {
    Set<String> texts = item.strings(SCOPES);
    return Arrays.stream(Scope.values())
        .filter(scope -> texts.contains(text(scope)))
        .collect(Collectors.toSet());
  }

  /** Returns whether a record has at least one scope and all of its scopes are known. */
  public static boolean hasKnownScopes(Item item) {
    return !scopes(item).isEmpty() && scopes(item).size() == item.strings(SCOPES).size();
  }

  /** Returns the scopes of a key, in order, with spaces between. */
  public static String scopes(ApiKey key) {
    return key.scopes().stream().sorted().map(ApiKeyRecord::text).collect(Collectors.joining(" "));
  }

  private static String text(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
