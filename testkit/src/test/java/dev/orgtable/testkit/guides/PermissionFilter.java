package dev.orgtable.testkit.guides;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.Permission;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.util.function.Function;

/**
 * Requests below {@code /organisations/ID/} need a permission in that organisation. The code of
 * {@code docs/guides/permission-checks.md}.
 */
final class PermissionFilter extends Filter {

  private final Orgtable orgtable;
  private final Permission permission;
  private final Function<HttpExchange, EmailAddress> caller;

  PermissionFilter(
      Orgtable orgtable, Permission permission, Function<HttpExchange, EmailAddress> caller) {
    this.orgtable = orgtable;
    this.permission = permission;
    this.caller = caller;
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain next) throws IOException {
    int refused = refusal(exchange);
    if (refused == 0) {
      next.doFilter(exchange);
    } else {
      exchange.sendResponseHeaders(refused, -1);
      exchange.close();
    }
  }

  /** Returns the status of the refusal; 0 if the request may pass. */
  private int refusal(HttpExchange exchange) {
    String[] path = exchange.getRequestURI().getPath().split("/", -1); // "", "organisations", ID
    try {
      OrganisationId organisation = OrganisationId.of(path[2]);
      Check check = Check.permitted(caller.apply(exchange), organisation, permission);
      return orgtable.memberships().check(check).allowed() ? 0 : 403;
    } catch (InvalidInput e) { // not an id, or a permission that no role has
      return 403;
    } catch (Unavailable e) { // DynamoDB did not answer in time
      return 503;
    }
  }

  @Override
  public String description() {
    return "needs " + permission;
  }
}
