package dev.orgtable.server;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.store.Orgtable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Up if the table exists, is active and has the expected layout. Also reports the difference
 * between this clock and the engine's, which does not affect readiness.
 */
@Component("tableHealthIndicator")
final class TableHealthIndicator implements HealthIndicator {

  private final Orgtable orgtable;

  TableHealthIndicator(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @Override
  public Health health() {
    try {
      boolean good = orgtable.schema().fault().isEmpty();
      Health.Builder health = good ? Health.up() : Health.down();
      orgtable
          .clockSkew()
          .ifPresent(skew -> health.withDetail("clockSkewSeconds", skew.toSeconds()));
      return health.build();
    } catch (Unavailable e) {
      return Health.down().build();
    }
  }
}
