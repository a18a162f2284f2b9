package dev.orgtable.spring.test;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.spring.OrgtableAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Configures an engine in memory, whatever the application's properties say. */
@AutoConfiguration(before = OrgtableAutoConfiguration.class)
public final class TestEngineAutoConfiguration {

  static final String ENGINE = "orgtableTestEngine";

  @Bean(ENGINE)
  @Primary
  Engine orgtableTestEngine() {
    return Engines.byDefault().inMemory();
  }
}
