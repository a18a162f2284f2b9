package dev.orgtable.server.webhook;

import dev.orgtable.server.settings.ServerSettings;
import java.time.Clock;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the sending of webhooks. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean(destroyMethod = "close")
  HttpSender webhookSender(Payloads payloads, ServerSettings settings, Clock clock) {
    return new HttpSender(
        payloads,
        settings.webhooks().plainHttp(),
        clock,
        HttpSender.WHOLE,
        SystemDefaultDnsResolver.INSTANCE);
  }
}
