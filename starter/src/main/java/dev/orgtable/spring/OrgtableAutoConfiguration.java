package dev.orgtable.spring;

import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.job.Mailer;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Configures {@link Orgtable}, on the application's {@link DynamoDbClient} if there is one. Takes
 * the application's {@link Clock} and its {@link CostListener}s. Invitations are mailed if there is
 * a {@link Mailer}, unless {@code orgtable.invitation-mails} decides.
 */
@AutoConfiguration(afterName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@EnableConfigurationProperties(OrgtableProperties.class)
@Import({EmbeddedEngineConfiguration.class, RemoteEngineConfiguration.class})
public final class OrgtableAutoConfiguration {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The bean {@code orgtable} is the one of access rules, {@link OrgtableAuthorization}. */
  @Bean
  @ConditionalOnMissingBean
  Orgtable orgtableStores(
      TableEngine engine,
      OrgtableProperties properties,
      ObjectProvider<Clock> clock,
      ObjectProvider<CostListener> costs,
      ListableBeanFactory beans) {
    Settings settings =
        properties.settings().withClock(clock.getIfUnique(() -> Settings.DEFAULT.clock()));
    List<CostListener> listeners = costs.orderedStream().toList();
    if (!listeners.isEmpty()) {
      settings = settings.withCosts(CostListener.all(listeners));
    }
    if (properties.requestsMails(beans.getBeanNamesForType(Mailer.class, true, false).length > 0)) {
      settings = settings.withInvitationMails();
    }
    Orgtable orgtable = Orgtable.on(engine.client(), properties.table(), settings);
    if (engine.embedded()) {
      orgtable.schema().createSwept(PATIENCE);
    } else if (properties.createTable()) {
      orgtable.schema().create(true, PATIENCE);
    }
    return orgtable;
  }
}
