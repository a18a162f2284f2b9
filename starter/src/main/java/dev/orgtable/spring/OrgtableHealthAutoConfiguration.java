package dev.orgtable.spring;

import dev.orgtable.store.Orgtable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Configures the health indicator {@code orgtable}. */
@AutoConfiguration(after = OrgtableAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(Orgtable.class)
public final class OrgtableHealthAutoConfiguration {

  @Bean
  @ConditionalOnEnabledHealthIndicator("orgtable")
  @ConditionalOnMissingBean(name = "orgtableHealthIndicator")
  HealthIndicator orgtableHealthIndicator(Orgtable orgtable) {
    return new TableHealthIndicator(orgtable);
  }
}
