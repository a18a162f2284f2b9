package dev.orgtable.server.web;

import dev.orgtable.server.problem.Code;
import dev.orgtable.server.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures Tomcat: its own error responses, such as those to malformed requests, are problems
 * too, and an encoded slash or backslash is part of a name.
 */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(JsonMapper json) {
    return factory -> {
      factory.addConnectorCustomizers(
          connector -> {
            String asItIs = EncodedSolidusHandling.PASS_THROUGH.getValue();
            connector.setEncodedSolidusHandling(asItIs);
            connector.setEncodedReverseSolidusHandling(asItIs);
          });
      factory.addContextCustomizers(
          context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass("");
            host.getPipeline().addValve(new ProblemValve(json));
          });
    };
  }

  /** Writes Tomcat's own error responses as problems. */
  private static final class ProblemValve extends ErrorReportValve {

    private final JsonMapper json;

    ProblemValve(JsonMapper json) {
      this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
      if (response.getStatus() < Code.INVALID_REQUEST.status().value()
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      Code code = code(response.getStatus());
      try {
        if (response.getHeader(CostFilter.HEADER) == null) {
          response.setHeader(CostFilter.HEADER, CostFilter.NOTHING);
        }
        response.setStatus(code.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getReporter().write(json.writeValueAsString(Problem.of(code, code.title())));
        response.finishResponse();
      } catch (IOException gone) {
        container.getLogger().debug("the caller disconnected", gone);
      }
    }

    /** Maps HTTP features that Tomcat does not support (501, 505) to client errors. */
    private static Code code(int status) {
      return switch (HttpStatus.valueOf(status)) {
        case NOT_FOUND -> Code.NOT_FOUND;
        case REQUEST_TIMEOUT -> Code.REQUEST_TIMEOUT;
        case INTERNAL_SERVER_ERROR -> Code.INTERNAL_ERROR;
        default -> Code.INVALID_REQUEST;
      };
    }
  }
}
