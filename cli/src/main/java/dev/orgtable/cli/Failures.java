package dev.orgtable.cli;

import java.net.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** What a person is told of a failure. */
final class Failures {

  private Failures() {}

  static String describe(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException taken) {
        return "port " + taken.getPort() + " is in use; choose another with --port";
      }
      if (cause instanceof BindException) {
        return "cannot listen there: " + cause.getMessage();
      }
    }
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
