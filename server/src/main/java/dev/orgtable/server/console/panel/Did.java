package dev.orgtable.server.console.panel;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.server.web.RequestCosts;
import java.math.BigDecimal;
import java.util.List;

/**
 * What an action did to the table.
 *
 * @param requests the requests to DynamoDB, in their order
 * @param more how many more there were than are shown
 * @param total what they used together
 */
public record Did(List<Request> requests, int more, String total) {

  /** Returns what was done so far for the request that is being answered. */
  public static Did of(RequestCosts costs) {
    List<Request> requests = costs.requests().stream().map(Request::of).toList();
    return new Did(requests, costs.soFar().requests() - requests.size(), units(costs.soFar()));
  }

  private static String units(Cost cost) {
    return number(cost.readUnits()) + " R, " + number(cost.writeUnits()) + " W";
  }

  private static String number(double units) {
    return BigDecimal.valueOf(units).stripTrailingZeros().toPlainString();
  }

  /**
   * One request.
   *
   * @param operation the operation of DynamoDB
   * @param keys what it was about
   * @param units what it used
   */
  public record Request(String operation, List<String> keys, String units) {
    static Request of(RequestReport sent) {
      return new Request(
          sent.operation(),
          sent.keys().stream().map(Secrets::hide).toList(),
          Did.units(sent.cost()));
    }
  }
}
