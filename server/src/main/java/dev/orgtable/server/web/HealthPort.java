package dev.orgtable.server.web;

import dev.orgtable.server.settings.ServerSettings;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;

/**
 * Serves health checks on a separate port with its own threads and connections, if the property
 * {@code orgtable.health-port} is set, so that they are answered even when the server is saturated.
 */
@Configuration(proxyBeanMethods = false)
class HealthPort {

  private static final int THREADS = 4;
  private static final int CONNECTIONS = 100;
  private static final int TIMEOUT_MILLIS = 5000;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> health(
      Environment environment, ServerSettings settings) {
    Optional<Integer> port =
        Optional.ofNullable(environment.getProperty("orgtable.health-port", Integer.class));
    return factory ->
        port.ifPresent(
            each -> {
              Connector connector = connector(each, settings);
              factory.addAdditionalConnectors(connector);
              factory.addContextValves(new HealthAlone(connector));
            });
  }

  private static Connector connector(int port, ServerSettings settings) {
    Connector connector = new Connector();
    connector.setPort(port);
    AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    protocol.setAddress(settings.address());
    protocol.setMinSpareThreads(1);
    protocol.setMaxThreads(THREADS);
    protocol.setMaxConnections(CONNECTIONS);
    protocol.setConnectionTimeout(TIMEOUT_MILLIS);
    return connector;
  }

  private static final class HealthAlone extends ValveBase {

    private final Connector connector;

    HealthAlone(Connector connector) {
      super(true);
      this.connector = connector;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (request.getConnector() == connector && !request.getRequestURI().startsWith("/health")) {
        response.sendError(HttpStatus.NOT_FOUND.value());
        return;
      }
      getNext().invoke(request, response);
    }
  }
}
