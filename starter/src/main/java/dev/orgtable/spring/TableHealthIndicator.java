package dev.orgtable.spring;

import dev.orgtable.store.Orgtable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up if the table exists, is active and has the expected layout. Also reports the difference
 * between this clock and the engine's, which does not affect the status.
 */
final class TableHealthIndicator extends AbstractHealthIndicator {

  private final Orgtable orgtable;

  TableHealthIndicator(Orgtable orgtable) {
    super("the table cannot be examined");
    this.orgtable = orgtable;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    orgtable
        .schema()
        .fault()
        .ifPresentOrElse(why -> health.down().withDetail("fault", why), health::up);
    orgtable.clockSkew().ifPresent(skew -> health.withDetail("clockSkewSeconds", skew.toSeconds()));
  }
}
