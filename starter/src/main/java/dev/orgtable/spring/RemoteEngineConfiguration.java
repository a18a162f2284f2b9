package dev.orgtable.spring;

import dev.orgtable.store.Orgtable;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Amazon DynamoDB, or another engine with its protocol. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean({TableEngine.class, Orgtable.class})
class RemoteEngineConfiguration {

  /** More than a web server has threads, so that no thread waits for one. */
  private static final int CONNECTIONS = 2_000;

  @Bean
  @ConditionalOnMissingBean
  DynamoDbClient orgtableDynamoDbClient(OrgtableProperties properties) {
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
            .overrideConfiguration(properties.settings().clientLimits());
    Optional.ofNullable(properties.region()).map(Region::of).ifPresent(builder::region);
    Optional.ofNullable(properties.endpoint()).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Bean
  TableEngine orgtableEngine(OrgtableProperties properties, DynamoDbClient client) {
    if (properties.embedded().enabled()) {
      throw new IllegalStateException(
          "orgtable.embedded.enabled needs dev.orgtable:orgtable-embedded on the class path");
    }
    return new TableEngine(client, false);
  }
}
