package dev.orgtable.store;

import dev.orgtable.ApiKey;
import dev.orgtable.ApiKeyId;
import dev.orgtable.InvalidInput;
import dev.orgtable.NewApiKey;
import dev.orgtable.OrgtableException.ApiKeyNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Scope;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.ValidFor;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.ApiKeyRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.secret.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations on API keys. A secret is returned once, by the call that creates it, and never
 * stored. With a {@link Receipt}, the caller must leave it out of the stored result.
 */
public final class ApiKeyStore {

  private static final ValidFor VALID =
      new ValidFor(Duration.ofMinutes(1), Duration.ofDays(3650), "1 minute to 3650 days");

  private final Context context;

  ApiKeyStore(Context context) {
    this.context = context;
  }

  /**
   * Creates a key that never expires.
   *
   * @param scopes at least one
   * @throws InvalidInput if the name breaks a rule or there is no scope
   */
  public NewApiKey create(String name, Set<Scope> scopes) {
    return create(name, scopes, Optional.empty());
  }

  /**
   * Creates a key that expires.
   *
   * @param scopes at least one
   * @param validFor 1 minute to 3650 days; the expiry is rounded down to whole seconds
   * @throws InvalidInput if the name breaks a rule, there is no scope, or the duration is out of
   *     range
   */
  public NewApiKey create(String name, Set<Scope> scopes, Duration validFor) {
    return create(name, scopes, Optional.of(VALID.end(context.now(), validFor)));
  }

  private NewApiKey create(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    return context.run(
        "apiKeys.create",
        reads -> {
          Transaction transaction =
              new Transaction()
                  .put(ApiKeyRecord.first(), Conditions.absentOrLive(), Refusals.changed());
          NewApiKey made = create(transaction, name, scopes, expiresAt);
          return Decision.commit(transaction, made);
        });
  }

  /**
   * Creates the first key, which never expires, unless a key was ever created, even one revoked
   * since. Of several concurrent callers, one gets the key.
   *
   * @throws InvalidInput if the name breaks a rule or there is no scope
   */
  public Optional<NewApiKey> createFirst(String name, Set<Scope> scopes) {
    return context.run(
        "apiKeys.createFirst",
        reads -> {
          if (any(reads)) {
            return Decision.unchanged(Optional.empty());
          }
          Transaction transaction =
              new Transaction().create(ApiKeyRecord.first(), Refusals.changed());
          NewApiKey made = create(transaction, name, scopes, Optional.empty());
          return Decision.commit(transaction, Optional.of(made));
        });
  }

  private NewApiKey create(
      Transaction transaction, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    Credential credential = Credential.random();
    ApiKey key = new ApiKey(credential.id(), name, scopes, context.now(), expiresAt);
    transaction
        .create(ApiKeyRecord.item(key, credential.hash()), Refusals.changed())
        .emit(
            Draft.of(
                EventType.API_KEY_CREATED,
                Details.NONE
                    .changing("apiKey", null, key.id().value())
                    .changing("name", null, key.name())
                    .changing("scopes", null, ApiKeyRecord.scopes(key))
                    .changing("expiresAt", null, expiresAt.map(Instant::toString).orElse(null))));
    return new NewApiKey(key, credential.text());
  }

  /**
   * Checks a validity period of a key and returns it.
   *
   * @throws InvalidInput unless it is 1 minute to 3650 days
   */
  public static Duration checkValidFor(Duration validFor) {
    return VALID.check(validFor);
  }

  /** Returns whether a key was ever created. Costs 1 read unit. */
  public boolean any() {
    return context.observe("apiKeys.any", ApiKeyStore::any);
  }

  private static boolean any(Reads reads) {
    return reads.get(Keys.firstApiKey(), Consistency.STRONG).isPresent();
  }

  /**
   * Authenticates a credential and returns its key; empty if the text is not a valid credential,
   * the key has expired or was revoked, or this version cannot read its record. Costs 1 read unit,
   * strongly consistent, or nothing if the text does not have the form of a credential.
   *
   * @param presented the text, {@code otk_…}
   */
  public Optional<ApiKey> authenticate(String presented) {
    return Credential.read(presented).flatMap(this::find);
  }

  private Optional<ApiKey> find(Credential credential) {
    return context
        .observe(
            "apiKeys.authenticate",
            table -> table.getAny(ApiKeyRecord.key(credential.id()), Consistency.STRONG))
        .filter(item -> credential.matches(item.text(ApiKeyRecord.HASH)))
        .flatMap(ApiKeyRecord::from)
        .filter(key -> !key.isExpiredAt(context.now()));
  }

  /**
   * Returns a page of the keys, including expired ones, ordered by name. Eventually consistent: a
   * new key may be missing at first, but a revoked one is never returned.
   */
  public Page<ApiKey> list(PageRequest page) {
    QuerySpec list = QuerySpec.of(Directory.INDEX, Directory.API_KEYS, "");
    return context.observe(
        "apiKeys.list",
        table -> CursorPages.page(table, "api keys", list, page, found -> read(table, found)));
  }

  private static List<ApiKey> read(Table table, List<Item> found) {
    List<Key> keys = found.stream().map(Item::key).toList();
    Map<Key, Item> items = RecordTypes.readable(table.getAny(keys, Consistency.STRONG));
    return keys.stream()
        .flatMap(key -> Stream.ofNullable(items.get(key)))
        .flatMap(item -> ApiKeyRecord.from(item).stream())
        .toList();
  }

  /**
   * Deletes a key; effective from the next call.
   *
   * @throws ApiKeyNotFound if the key does not exist
   */
  public void revoke(ApiKeyId key) {
    context.run("apiKeys.revoke", reads -> Decision.commit(revocation(key)));
  }

  private static Transaction revocation(ApiKeyId key) {
    return new Transaction()
        .delete(
            ApiKeyRecord.key(key),
            Conditions.live(),
            Refusals.missing(() -> new ApiKeyNotFound(key)))
        .emit(
            Draft.of(
                EventType.API_KEY_REVOKED, Details.NONE.changing("apiKey", key.value(), null)));
  }
}
