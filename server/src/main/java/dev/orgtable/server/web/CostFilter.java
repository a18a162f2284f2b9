package dev.orgtable.server.web;

import dev.orgtable.dynamodb.Cost;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.util.OnCommittedResponseWrapper;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Adds a header to every response with the DynamoDB requests and capacity units that it used, and
 * the number of items taken from memory instead. Includes what was used before an error dispatch.
 */
@Component
@Order(Filters.COSTS)
final class CostFilter extends OncePerRequestFilter {

  static final String HEADER = "Orgtable-Cost";

  /** The value for a response that used nothing. */
  static final String NOTHING = Spent.NOTHING.text();

  private static final String SPENT = CostFilter.class.getName() + ".spent";

  private final RequestCosts costs;

  CostFilter(RequestCosts costs) {
    this.costs = costs;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    costs.startAnew();
    Spent before = request.getAttribute(SPENT) instanceof Spent spent ? spent : Spent.NOTHING;
    OnCommittedResponseWrapper reporting =
        new OnCommittedResponseWrapper(response) {
          @Override
          protected void onResponseCommitted() {
            setHeader(HEADER, before.plus(costs).text());
            disableOnResponseCommitted();
          }
        };
    try {
      chain.doFilter(request, reporting);
      if (!response.isCommitted()) {
        response.setHeader(HEADER, before.plus(costs).text());
      }
    } finally {
      request.setAttribute(SPENT, before.plus(costs));
      costs.startAnew();
    }
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  /**
   * The cost of a request.
   *
   * @param cost the requests and the capacity
   * @param cached the number of items that were taken from a cache instead
   */
  private record Spent(Cost cost, int cached) {

    private static final Spent NOTHING = new Spent(Cost.NONE, 0);

    Spent plus(RequestCosts more) {
      return new Spent(cost.plus(more.soFar()), cached + more.cachedSoFar());
    }

    String text() {
      return "requests="
          + cost.requests()
          + ", read="
          + write(cost.readUnits())
          + ", write="
          + write(cost.writeUnits())
          + (cached == 0 ? "" : ", cached=" + cached);
    }

    private static String write(double units) {
      return BigDecimal.valueOf(units).stripTrailingZeros().toPlainString();
    }
  }
}
