package dev.orgtable.server.transfer;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the filter of transfers before all others. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

  static final String RESPONSE = TransferConfiguration.class.getName() + ".response";

  @Bean
  FilterRegistrationBean<TransferFilter> transfers() {
    FilterRegistrationBean<TransferFilter> filter =
        new FilterRegistrationBean<>(new TransferFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    return filter;
  }

  /** Tells the filter Tomcat's own response, the one thing that can cut a connection. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> responses() {
    return factory -> {
      factory.addContextValves(new ResponseValve());
      // The server would wait for the body of a TRACE that it refuses. The firewall refuses it,
      // too.
      factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
    };
  }

  private static final class ResponseValve extends ValveBase {

    ResponseValve() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      request.setAttribute(RESPONSE, response);
      getNext().invoke(request, response);
    }
  }
}
