package dev.orgtable.spring;

import dev.orgtable.embedded.EmbeddedDynamoDb;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded engine, which takes precedence over a client. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(EmbeddedDynamoDb.class)
class EmbeddedEngineConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty("orgtable.embedded.enabled")
  EmbeddedDynamoDb orgtableEmbeddedDynamoDb(OrgtableProperties properties) {
    Path directory = properties.embedded().directory();
    return directory == null ? EmbeddedDynamoDb.inMemory() : EmbeddedDynamoDb.on(directory);
  }

  @Bean
  @ConditionalOnBean(EmbeddedDynamoDb.class)
  TableEngine orgtableEngine(EmbeddedDynamoDb embedded) {
    return new TableEngine(embedded.client(), true);
  }
}
