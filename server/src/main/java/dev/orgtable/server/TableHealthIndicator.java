package dev.orgtable.server;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready if the table is there, can be used, and is ours. Tells how far the clock is from the
 * engine's, which is no reason not to serve.
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
      Optional<Schema.Description> table = orgtable.schema().describe();
      boolean good = table.filter(found -> found.active() && found.fault().isEmpty()).isPresent();
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
