package dev.orgtable.contracts;

import dev.orgtable.dynamodb.Cost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The costs that the engine under test reports, for those that Amazon DynamoDB charges. They differ
 * on DynamoDB Local alone: it reports the index entries of a transaction not at all or twice, and
 * nothing for a query that finds nothing.
 */
public final class ReportedCosts {

  private static final Map<String, String> ON_DYNAMODB_LOCAL =
      Map.ofEntries(
          Map.entry("put, another profile: 4 requests, 3 R, 5 W", "4 requests, 3 R, 6 W"),
          Map.entry("update, one membership: 3 requests, 2 R, 7 W", "3 requests, 2 R, 6 W"),
          Map.entry("invitations, none: 3 requests, 3 R, 0 W", "3 requests, 2 R, 0 W"),
          Map.entry("change address: 3 requests, 2 R, 10 W", "3 requests, 2 R, 8 W"),
          Map.entry(
              "change address, one membership: 4 requests, 3 R, 22 W", "4 requests, 3 R, 20 W"),
          Map.entry("delete: 3 requests, 2 R, 7 W", "3 requests, 2 R, 6 W"),
          Map.entry("delete, one membership: 4 requests, 3 R, 15 W", "4 requests, 3 R, 14 W"),
          Map.entry("delete, one invitation: 3 requests, 2 R, 16 W", "3 requests, 2 R, 14 W"),
          Map.entry("create: 4 requests, 3 R, 11 W", "4 requests, 2 R, 10 W"),
          Map.entry("rename, two members: 3 requests, 2 R, 10 W", "3 requests, 2 R, 8 W"),
          Map.entry(
              "delete, two members and a service: 3 requests, 2 R, 15 W", "3 requests, 2 R, 14 W"),
          Map.entry("delete, one member: 3 requests, 2 R, 9 W", "3 requests, 2 R, 8 W"),
          Map.entry("list, none: 3 requests, 3 R, 0 W", "3 requests, 2 R, 0 W"),
          Map.entry("invite: 2 requests, 2 R, 9 W", "2 requests, 2 R, 8 W"),
          Map.entry("invite, a service: 2 requests, 2 R, 11 W", "2 requests, 2 R, 10 W"),
          Map.entry("create: 4 requests, 4 R, 8 W", "4 requests, 3 R, 8 W"),
          Map.entry("accept: 2 requests, 2 R, 13 W", "2 requests, 2 R, 12 W"),
          Map.entry("accept, a service: 2 requests, 2 R, 13 W", "2 requests, 2 R, 12 W"),
          Map.entry("accept, owner: 2 requests, 2 R, 13 W", "2 requests, 2 R, 12 W"),
          Map.entry("reject: 1 requests, 0 R, 9 W", "1 requests, 0 R, 8 W"),
          Map.entry("revoke: 1 requests, 0 R, 9 W", "1 requests, 0 R, 8 W"),
          Map.entry("invite: 3 requests, 3 R, 11 W", "3 requests, 3 R, 10 W"),
          Map.entry("accept: 3 requests, 3 R, 15 W", "3 requests, 3 R, 14 W"),
          Map.entry("create a user: 2 requests, 1 R, 9 W", "2 requests, 1 R, 8 W"),
          Map.entry("create: 1 requests, 0 R, 7 W", "1 requests, 0 R, 6 W"),
          Map.entry("put, new: 2 requests, 1 R, 7 W", "2 requests, 1 R, 6 W"),
          Map.entry("revoke: 1 requests, 0 R, 5 W", "1 requests, 0 R, 6 W"),
          Map.entry("invite at the limit: 2 requests, 2 R, 9 W", "2 requests, 2 R, 8 W"),
          Map.entry("accept by a token: 3 requests, 4 R, 13 W", "3 requests, 4 R, 12 W"),
          Map.entry("subscribe: 16 requests, 10 R, 6 W", "16 requests, 3 R, 6 W"),
          Map.entry("look, nothing: 11 requests, 6 R, 0 W", "11 requests, 1 R, 0 W"),
          Map.entry("rename, with a subscriber: 3 requests, 2 R, 9 W", "3 requests, 2 R, 12 W"),
          Map.entry("deliver one event: 34 requests, 21 R, 14 W", "34 requests, 9 R, 13 W"),
          Map.entry(
              "deliver 24 events of a log: 34 requests, 45 R, 83 W", "34 requests, 33 R, 59 W"),
          Map.entry("fail: 32 requests, 21 R, 12 W", "32 requests, 10 R, 10 W"),
          Map.entry("look, one fails: 11 requests, 6 R, 0 W", "11 requests, 1 R, 0 W"),
          Map.entry("fail again: 25 requests, 14 R, 4 W", "25 requests, 5.5 R, 4 W"),
          Map.entry("unsubscribe, one waits: 8 requests, 4 R, 14 W", "8 requests, 2.5 R, 12 W"),
          Map.entry(
              "deliver one event that is queued: 27 requests, 14 R, 7 W",
              "27 requests, 4.5 R, 8 W"),
          Map.entry("fail, with an entry: 25 requests, 13 R, 5 W", "25 requests, 4.5 R, 5 W"),
          Map.entry("create: 5 requests, 4 R, 8 W", "5 requests, 3 R, 8 W"),
          Map.entry("create, of the table: 3 requests, 2 R, 6 W", "3 requests, 1 R, 6 W"),
          Map.entry("deliveries: 2 requests, 3 R, 0 W", "2 requests, 2 R, 0 W"),
          Map.entry("replay: 6 requests, 6 R, 7 W", "6 requests, 5 R, 6 W"),
          Map.entry("change the URL: 3 requests, 3 R, 9 W", "3 requests, 3 R, 12 W"),
          Map.entry("reject by a token: 3 requests, 4 R, 9 W", "3 requests, 4 R, 8 W"));

  private ReportedCosts() {}

  /** Returns the line of an operation and its cost. */
  public static String line(String operation, Cost cost) {
    return "%s: %d requests, %s R, %s W"
        .formatted(operation, cost.requests(), cost.readUnits(), cost.writeUnits())
        .replace(".0 ", " ");
  }

  /** Returns the lines that the engine under test reports for lines of Amazon DynamoDB. */
  public static List<String> of(String... amazons) {
    return Stream.of(amazons).map(ReportedCosts::of).toList();
  }

  private static String of(String amazons) {
    String operation = amazons.substring(0, amazons.indexOf(':'));
    return Optional.ofNullable(ON_DYNAMODB_LOCAL.get(amazons))
        .filter(reported -> Engine.isDynamoDbLocal())
        .map(reported -> operation + ": " + reported)
        .orElse(amazons);
  }
}
