package dev.orgtable.server.console.panel;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.server.web.RequestCosts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * The DynamoDB requests of an action, for display.
 *
 * @param requests the requests, in order
 * @param more the number of further requests that are not shown
 * @param total the capacity consumed by all requests
 */
public record RequestLog(List<Request> requests, int more, String total) {

  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem");

  /** Returns the requests made so far on behalf of the current HTTP request. */
  public static RequestLog of(RequestCosts costs) {
    List<Request> requests = costs.requests().stream().map(Request::of).toList();
    return new RequestLog(
        requests, costs.soFar().requests() - requests.size(), units(costs.soFar()));
  }

  /**
   * Returns the requests in a few words: the last write, or the last request if nothing was
   * written, and the capacity of all, such as {@code TransactWriteItems · 1 R · 8 W}; empty if
   * there was none.
   */
  public String summary() {
    if (requests.isEmpty()) {
      return "";
    }
    String last =
        requests.stream()
            .map(Request::operation)
            .filter(WRITES::contains)
            .reduce((before, after) -> after)
            .orElseGet(() -> requests.get(requests.size() - 1).operation());
    return last + " · " + total.replace(", ", " · ");
  }

  private static String units(Cost cost) {
    return number(cost.readUnits()) + " R, " + number(cost.writeUnits()) + " W";
  }

  private static String number(double units) {
    return BigDecimal.valueOf(units).stripTrailingZeros().toPlainString();
  }

  /**
   * One DynamoDB request.
   *
   * @param operation the DynamoDB operation
   * @param keys the keys that it concerned
   * @param units the capacity consumed
   */
  public record Request(String operation, List<String> keys, String units) {
    static Request of(RequestReport sent) {
      return new Request(
          sent.operation(),
          sent.keys().stream().map(Secrets::hide).toList(),
          RequestLog.units(sent.cost()));
    }
  }
}
