package dev.orgtable.internal.webhook;

import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.event.EventFilter;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.FieldCheck;
import dev.orgtable.internal.record.Fields;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.webhook.Webhook;
import dev.orgtable.webhook.WebhookDetails;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import dev.orgtable.webhook.WebhookUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The records of endpoints. Those of an organisation lie in its partition, so that they are removed
 * with it; those of the table in one of their own.
 *
 * @param webhook the endpoint
 * @param secrets its secrets, the present one first, and at most one that was replaced
 * @param after it is told of events whose ids are greater than this one
 * @param countsFrom since when its failures count: when it was created or enabled, or its URL
 *     changed
 * @param revision counts its changes
 */
public record WebhookRecord(
    Webhook webhook, List<SealedSecret> secrets, EventId after, Instant countsFrom, long revision) {

  /** The type of the endpoints of organisations. */
  public static final String OF_ORGANISATIONS = "organisationWebhook";

  /** The type of the endpoints of the table. */
  public static final String OF_TABLE = "tableWebhook";

  private static final String PARTITION_OF_TABLE = "webhooks";

  /** The types of the records. */
  public static final List<RecordType> TYPES =
      List.of(type(OF_ORGANISATIONS, Keys.ORGANISATIONS), type(OF_TABLE, PARTITION_OF_TABLE));

  private static final String URL = "url";
  private static final String DESCRIPTION = "description";

  /** The types of events; absent if all. */
  private static final String EVENT_TYPES = "eventTypes";

  private static final String CREATED_AT = "createdAt";
  private static final String ROTATED_AT = "rotatedAt";
  private static final String DISABLED_AT = "disabledAt";
  private static final String FAILURE = "failure";
  private static final String AFTER = "after";
  private static final String COUNTS_FROM = "failuresCountFrom";
  private static final String SECRETS = "secrets";
  private static final String KEY = "key";
  private static final String SEALED = "sealed";
  private static final String UNTIL = "until";
  private static final int MOST_SECRETS = 2;

  /** Copies the secrets. */
  public WebhookRecord {
    secrets = List.copyOf(secrets);
  }

  private static RecordType type(String typ, String partitions) {
    return RecordType.of(typ, partitions, typ + Keys.SEPARATOR)
        .owning(key -> owner(key).isPresent() && id(key).isPresent())
        .checkedBy(WebhookRecord::check)
        .dependingOn(item -> item.number(Revisions.ATTRIBUTE).isPresent());
  }

  private static void check(FieldCheck fields) {
    fields.text(DESCRIPTION, true);
    fields.time(CREATED_AT, false);
    fields.time(COUNTS_FROM, false);
    fields.number(Revisions.ATTRIBUTE);
    if (fields.isCurrent() && from(fields.item()).isEmpty()) {
      fields.add("is not an endpoint: the url, a time, after or the secrets are not valid");
    }
  }

  /** Returns the partition of the endpoints of an owner. */
  public static String partition(WebhookOwner owner) {
    return owner instanceof WebhookOwner.OfOrganisation of
        ? Keys.organisation(of.organisation()).id()
        : PARTITION_OF_TABLE;
  }

  /** Returns what the sort keys of the endpoints of an owner begin with. */
  public static String sort(WebhookOwner owner) {
    return typ(owner) + Keys.SEPARATOR;
  }

  private static String typ(WebhookOwner owner) {
    return owner instanceof WebhookOwner.OfOrganisation ? OF_ORGANISATIONS : OF_TABLE;
  }

  /** Returns whether a key is that of an endpoint, with a valid id or not. */
  public static boolean isOf(Key key) {
    return TYPES.stream().anyMatch(type -> type.claims(key));
  }

  /** Returns the key of an endpoint. */
  public static Key key(WebhookOwner owner, WebhookId id) {
    return new Key(partition(owner), sort(owner) + id);
  }

  private static Optional<WebhookOwner> owner(Key key) {
    if (key.id().equals(PARTITION_OF_TABLE)) {
      return Optional.of(WebhookOwner.TABLE);
    }
    return Keys.organisationOf(key).map(WebhookOwner.OfOrganisation::new);
  }

  private static Optional<WebhookId> id(Key key) {
    String id = key.rng().substring(key.rng().indexOf('/') + 1);
    return WebhookId.parse(id);
  }

  /** Returns the record of an endpoint whose secrets and revision are given. */
  public Item item() {
    WebhookDetails details = webhook.details();
    Item.Builder item =
        Layout.item(key(webhook.owner(), webhook.id()), typ(webhook.owner()))
            .with(URL, details.url().toString())
            .with(DESCRIPTION, details.description())
            .with(EVENT_TYPES, texts(details.types()))
            .with(CREATED_AT, webhook.createdAt())
            .with(AFTER, after.value())
            .with(COUNTS_FROM, countsFrom)
            .with(SECRETS, AttributeValue.fromL(secrets.stream().map(WebhookRecord::of).toList()))
            .with(Revisions.ATTRIBUTE, revision);
    put(item, ROTATED_AT, webhook.rotatedAt());
    Webhook.Disabled disabled = webhook.disabled();
    if (disabled != null) {
      item.with(DISABLED_AT, disabled.at());
      if (disabled.failure() != null) {
        item.with(FAILURE, disabled.failure());
      }
    }
    return item.build();
  }

  private static void put(Item.Builder item, String attribute, @Nullable Instant time) {
    if (time != null) {
      item.with(attribute, time);
    }
  }

  private static AttributeValue of(SealedSecret secret) {
    Map<String, AttributeValue> stored = new LinkedHashMap<>();
    stored.put(KEY, AttributeValue.fromS(secret.key()));
    stored.put(SEALED, AttributeValue.fromS(secret.sealed()));
    Instant until = secret.until();
    if (until != null) {
      stored.put(UNTIL, AttributeValue.fromS(until.toString()));
    }
    return AttributeValue.fromM(stored);
  }

  private static Set<String> texts(Set<EventType> types) {
    Set<String> texts = new TreeSet<>();
    types.forEach(type -> texts.add(type.text()));
    return texts;
  }

  /**
   * Returns the change of a record into this one. Types that stay are not written, since there may
   * be some that this version does not know.
   */
  public Change change(WebhookRecord before) {
    WebhookDetails details = webhook.details();
    Change change =
        new Change()
            .set(URL, details.url().toString())
            .set(DESCRIPTION, details.description())
            .set(SECRETS, AttributeValue.fromL(secrets.stream().map(WebhookRecord::of).toList()))
            .set(COUNTS_FROM, countsFrom)
            .set(Revisions.ATTRIBUTE, revision);
    if (!details.types().equals(before.webhook().details().types())) {
      change = change.set(EVENT_TYPES, texts(details.types()));
    }
    Instant rotatedAt = webhook.rotatedAt();
    change = rotatedAt == null ? change : change.set(ROTATED_AT, rotatedAt);
    Webhook.Disabled disabled = webhook.disabled();
    if (disabled == null) {
      return change.remove(DISABLED_AT).remove(FAILURE);
    }
    change = change.set(DISABLED_AT, disabled.at());
    return disabled.failure() == null
        ? change.remove(FAILURE)
        : change.set(FAILURE, disabled.failure());
  }

  /** The record is the one read. */
  public Condition same() {
    return Conditions.live().equal(Revisions.ATTRIBUTE, revision);
  }

  /** Returns the next record of the same endpoint. */
  public WebhookRecord next(Webhook changed, List<SealedSecret> newSecrets, Instant now) {
    Instant counts = startsAnew(changed) ? now : countsFrom;
    return new WebhookRecord(changed, newSecrets, after, counts, revision + 1);
  }

  /** Returns whether a change enables it or leads it elsewhere: failures before do not count. */
  public boolean startsAnew(Webhook changed) {
    return (changed.isEnabled() && !webhook.isEnabled())
        || !changed.details().url().equals(webhook.details().url());
  }

  /** Returns the endpoint of a record; empty if it is not one that this version can read. */
  public static Optional<WebhookRecord> from(Item item) {
    Optional<WebhookOwner> owner = owner(item.key());
    Optional<WebhookId> id = id(item.key());
    if (owner.isEmpty() || id.isEmpty() || !Layout.is(item, typ(owner.get()))) {
      return Optional.empty();
    }
    try {
      Webhook webhook =
          new Webhook(
              owner.get(),
              id.get(),
              new WebhookDetails(
                  WebhookUrl.of(item.text(URL)),
                  Fields.readable(item.text(DESCRIPTION), true, ""),
                  types(item)),
              Fields.time(item, CREATED_AT),
              time(item, ROTATED_AT),
              disabled(item));
      return Optional.of(
          new WebhookRecord(
              webhook,
              secrets(item),
              EventId.of(item.text(AFTER)),
              Fields.time(item, COUNTS_FROM),
              item.number(Revisions.ATTRIBUTE).orElse(0L)));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Returns the stored types; {@code OTHER} if this version does not know one. */
  private static Set<EventType> stored(Item item) {
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    item.strings(EVENT_TYPES)
        .forEach(text -> types.add(EventType.of(text).orElse(EventType.OTHER)));
    return types;
  }

  /** Returns the types that this version knows. */
  private static Set<EventType> types(Item item) {
    Set<EventType> types = stored(item);
    types.remove(EventType.OTHER);
    if (types.isEmpty() && item.value(EVENT_TYPES).isPresent()) {
      throw new InvalidInput(EVENT_TYPES, "must have a known type");
    }
    return types;
  }

  /**
   * Returns which events to queue. An endpoint that wants types of a newer version gets all that
   * this version does not know, so that none is lost while servers are replaced.
   */
  public static EventFilter wanted(Item item) {
    return new EventFilter(stored(item), null, null);
  }

  private static Webhook.@Nullable Disabled disabled(Item item) {
    Instant at = time(item, DISABLED_AT);
    return at == null ? null : new Webhook.Disabled(at, item.string(FAILURE).orElse(null));
  }

  private static @Nullable Instant time(Item item, String attribute) {
    if (item.value(attribute).isEmpty()) {
      return null;
    }
    return item.instant(attribute).orElseThrow(() -> new InvalidInput(attribute, "must be a time"));
  }

  private static List<SealedSecret> secrets(Item item) {
    List<AttributeValue> stored = item.value(SECRETS).map(AttributeValue::l).orElseGet(List::of);
    if (stored.isEmpty() || stored.size() > MOST_SECRETS) {
      throw new InvalidInput(SECRETS, "must be 1 or " + MOST_SECRETS);
    }
    List<SealedSecret> secrets = new ArrayList<>();
    for (AttributeValue each : stored) {
      Item secret = Item.of(each.m());
      secrets.add(new SealedSecret(secret.text(KEY), secret.text(SEALED), time(secret, UNTIL)));
    }
    return secrets;
  }
}
