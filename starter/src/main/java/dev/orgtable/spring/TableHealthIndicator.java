package dev.orgtable.spring;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up if the table exists, is active and has the expected layout. Also reports the difference
 * between this clock and the engine's, which does not affect the status.
 */
final class TableHealthIndicator implements HealthIndicator {

  private final Orgtable orgtable;

  TableHealthIndicator(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Override
  public Health health() {
    try {
      Optional<String> fault = fault(orgtable.schema().describe());
      Health.Builder health =
          fault.map(why -> Health.down().withDetail("fault", why)).orElseGet(Health::up);
      orgtable
          .clockSkew()
          .ifPresent(skew -> health.withDetail("clockSkewSeconds", skew.toSeconds()));
      return health.build();
    } catch (Unavailable e) {
      return Health.down(e).build();
    }
  }

  private static Optional<String> fault(Optional<Schema.Description> found) {
    if (found.isEmpty()) {
      return Optional.of("the table does not exist");
    }
    Schema.Description table = found.get();
    return table.active() ? table.fault() : Optional.of("the table is not active");
  }
}
