package dev.orgtable.internal.record;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The conditions on records that several operations use. */
public final class Conditions {

  private static final Condition CURRENT =
      Condition.where().equal(Layout.VERSION, Layout.CURRENT_VERSION);

  private static final Condition LIVE = CURRENT.typed();

  private static final Condition ABSENT_OR_LIVE = Condition.absent().or(LIVE);

  /** The maximum number of organisations of a user, on the user's record. */
  static final String ORGANISATION_LIMIT = "organisationLimit";

  /** The attributes that a concurrent change can add to a record. */
  private static final Set<String> ADDABLE =
      Set.of(
          Groups.ATTRIBUTE,
          Suspension.SUSPENDED_AT,
          Suspension.COPY,
          StoredFacts.EXTERNAL_ID,
          StoredFacts.METADATA,
          Layout.EVENT,
          Conditions.ORGANISATION_LIMIT);

  private Conditions() {}

  /** Nothing is there, or a live record whose attribute has this value. */
  static Condition absentOr(String attribute, String value) {
    return Condition.absent().or(LIVE.equal(attribute, value));
  }

  /**
   * The record exists in the current version and has the type of its key, so that it is not a
   * tombstone, which has a type of its own.
   */
  public static Condition live() {
    return LIVE;
  }

  /** The record is absent or live. */
  public static Condition absentOrLive() {
    return ABSENT_OR_LIVE;
  }

  /** The record is absent, or live and expired. */
  public static Condition absentOrExpired(long nowInSeconds) {
    return Condition.absent().or(LIVE.atMost(Expiry.EXPIRES_AT, nowInSeconds));
  }

  /** The number is the same as when it was read; 0 stands for an absent attribute. */
  public static Condition sameNumber(Condition condition, String attribute, long value) {
    return value == 0 ? condition.lacking(attribute) : condition.equal(attribute, value);
  }

  /**
   * Every attribute of the item is as it was read, and the item has gained none of those that a
   * concurrent change can add: groups, suspensions, facts and the limit of a user.
   */
  public static Condition unchanged(Item item) {
    Condition all = LIVE;
    for (Map.Entry<String, AttributeValue> attribute : item.attributes().entrySet()) {
      if (!attribute.getKey().equals(Layout.VERSION)) {
        all = all.equal(attribute.getKey(), attribute.getValue());
      }
    }
    for (String attribute : ADDABLE) {
      all = item.value(attribute).isPresent() ? all : all.lacking(attribute);
    }
    return all;
  }

  /**
   * The item is unchanged, as in {@link #unchanged}, whatever version of the layout it has, and
   * whether or not it is live.
   */
  public static Condition same(Item item) {
    Set<String> attributes = new HashSet<>(item.attributes().keySet());
    attributes.addAll(ADDABLE);
    attributes.addAll(Sides.ATTRIBUTES);
    return Condition.same(item, attributes);
  }
}
