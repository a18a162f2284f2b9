package dev.orgtable.server;

import dev.orgtable.server.web.RequestCosts;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.store.Worker;
import dev.orgtable.store.WorkerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The parts of the server. */
@SpringBootApplication(proxyBeanMethods = false)
class ServerApplication {

  private static final Logger LOG = LoggerFactory.getLogger(ServerApplication.class);

  @Bean
  Orgtable orgtable(DynamoDbClient client, ServerSettings settings, RequestCosts costs) {
    return Orgtable.on(client, settings.table(), Settings.DEFAULT.withCosts(costs));
  }

  /** Does long work, beside the workers of other servers; what fails is tried again. */
  @Bean(destroyMethod = "close")
  Worker worker(Orgtable orgtable) {
    return orgtable
        .worker(
            WorkerSettings.DEFAULT,
            failure -> LOG.atWarn().setCause(failure).log("Long work was interrupted"))
        .start();
  }
}
