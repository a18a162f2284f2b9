package dev.orgtable.server.transfer;

import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Registers the transfer filter in front of all others. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

  @Bean
  FilterRegistrationBean<TransferFilter> transfers(ServerSettings settings) {
    FilterRegistrationBean<TransferFilter> filter =
        new FilterRegistrationBean<>(new TransferFilter(settings.console().clock()));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    return filter;
  }

  /** Installs the valve that can close connections of slow readers. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> responses() {
    return factory -> {
      factory.addContextValves(new ConnectionValve());
      // The container would wait for the body of a TRACE request that it refuses. The firewall
      // refuses TRACE as well.
      factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    };
  }
}
