package dev.orgtable.server.transfer;

import jakarta.servlet.DispatcherType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the filter of transfers before all others. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

  @Bean
  FilterRegistrationBean<TransferFilter> transfers() {
    FilterRegistrationBean<TransferFilter> filter =
        new FilterRegistrationBean<>(new TransferFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    return filter;
  }

  /** Lets the connection of a caller who does not take the answer be cut. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> responses() {
    return factory -> {
      factory.addContextValves(new ConnectionValve());
      // The server would wait for the body of a TRACE that it refuses. The firewall refuses it,
      // too.
      factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    };
  }
}
