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
 * Adds a header to every response with the DynamoDB requests and capacity units that it used.
 * Includes what was used before an error dispatch.
 */
@Component
@Order(Filters.COSTS)
final class CostFilter extends OncePerRequestFilter {

  static final String HEADER = "Orgtable-Cost";
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
    Cost before = request.getAttribute(SPENT) instanceof Cost spent ? spent : Cost.NONE;
    OnCommittedResponseWrapper told =
        new OnCommittedResponseWrapper(response) {
          @Override
          protected void onResponseCommitted() {
            setHeader(HEADER, write(before.plus(costs.soFar())));
            disableOnResponseCommitted();
          }
        };
    try {
      chain.doFilter(request, told);
      if (!response.isCommitted()) {
        response.setHeader(HEADER, write(before.plus(costs.soFar())));
      }
    } finally {
      request.setAttribute(SPENT, before.plus(costs.soFar()));
      costs.startAnew();
    }
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  static String write(Cost cost) {
    return "requests="
        + cost.requests()
        + ", read="
        + write(cost.readUnits())
        + ", write="
        + write(cost.writeUnits());
  }

  private static String write(double units) {
    return BigDecimal.valueOf(units).stripTrailingZeros().toPlainString();
  }
}
