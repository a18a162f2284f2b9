package dev.orgtable.spring;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.store.Orgtable;
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
      Health.Builder health =
          orgtable
              .schema()
              .fault()
              .map(why -> Health.down().withDetail("fault", why))
              .orElseGet(Health::up);
      orgtable
          .clockSkew()
          .ifPresent(skew -> health.withDetail("clockSkewSeconds", skew.toSeconds()));
      return health.build();
    } catch (Unavailable e) {
      return Health.down(e).build();
    }
  }
}
