package dev.orgtable.spring;

import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded engine, which takes precedence over a client. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Engine.class)
@ConditionalOnMissingBean(Orgtable.class)
class EmbeddedEngineConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty("orgtable.embedded.enabled")
  Engine orgtableEmbeddedEngine(OrgtableProperties properties) {
    Path directory = properties.embedded().directory();
    return directory == null ? Engines.byDefault().inMemory() : Engines.byDefault().on(directory);
  }

  @Bean
  @ConditionalOnBean(Engine.class)
  TableEngine orgtableEngine(Engine embedded) {
    return new TableEngine(embedded.client(), true);
  }
}
