package dev.orgtable.server.transfer;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Keeps Tomcat's own response with each request: only it can close the connection. */
final class ConnectionValve extends ValveBase {

  private static final String RESPONSE = ConnectionValve.class.getName() + ".response";

  ConnectionValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(RESPONSE, response);
    getNext().invoke(request, response);
  }

  /** Closes the connection of a request whose response is not being read. Thread-safe. */
  static void cut(HttpServletRequest request) {
    if (request.getAttribute(RESPONSE) instanceof Response tomcat) {
      tomcat
          .getCoyoteResponse()
          .action(ActionCode.CLOSE_NOW, new IOException("the caller did not read the response"));
    }
  }
}
