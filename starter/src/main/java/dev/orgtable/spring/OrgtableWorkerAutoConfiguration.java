package dev.orgtable.spring;

import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Mailer;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/**
 * Configures a {@link Worker}, which is started with the application. A {@link Mailer} bean sends
 * its mails; each {@link EventSubscriber} bean gets events.
 */
@AutoConfiguration(after = OrgtableAutoConfiguration.class)
@ConditionalOnSingleCandidate(Orgtable.class)
@ConditionalOnBooleanProperty(name = "orgtable.worker.enabled", matchIfMissing = true)
public final class OrgtableWorkerAutoConfiguration {

  private static final String WORKER = "orgtableWorker";

  private static final Logger LOG = LoggerFactory.getLogger(OrgtableWorkerAutoConfiguration.class);

  @Bean(name = WORKER, destroyMethod = "close")
  @ConditionalOnMissingBean
  Worker orgtableWorker(
      Orgtable orgtable,
      OrgtableProperties properties,
      ObjectProvider<Mailer> mailer,
      ObjectProvider<MailerWrapper> wrapper,
      ObjectProvider<EventSubscriber> subscribers) {
    WorkerSettings settings = properties.worker().settings();
    for (EventSubscriber subscriber : subscribers.orderedStream().toList()) {
      settings = settings.withSubscriber(subscriber);
    }
    Mailer sender = mailer.getIfAvailable();
    return Worker.of(
        orgtable,
        sender == null
            ? settings
            : settings.withMailer(wrapper.getIfAvailable(() -> same -> same).apply(sender)),
        OrgtableWorkerAutoConfiguration::tell);
  }

  private static void tell(RuntimeException failure) {
    if (failure instanceof ClockSkew) {
      LOG.warn("{}", failure.getMessage());
    } else {
      LOG.atWarn().setCause(failure).log("A background task was interrupted");
    }
  }

  /** Starts the worker last; it is closed with its bean. The application starts one of its own. */
  @Bean
  @ConditionalOnBean(name = WORKER)
  SmartLifecycle orgtableWorkerStart(@Qualifier(WORKER) Worker worker) {
    return new WorkerStart(worker);
  }
}
