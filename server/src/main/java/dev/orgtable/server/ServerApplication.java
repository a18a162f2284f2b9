package dev.orgtable.server;

import dev.orgtable.server.web.RequestCosts;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The parts of the server. */
@SpringBootApplication(proxyBeanMethods = false)
class ServerApplication {

  @Bean
  Orgtable orgtable(DynamoDbClient client, ServerSettings settings, RequestCosts costs) {
    return Orgtable.on(client, settings.table(), Settings.DEFAULT.withCosts(costs));
  }
}
