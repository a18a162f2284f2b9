package dev.orgtable.server.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.springframework.boot.http.client.FilteredHostException;

/**
 * Describes failures of requests to the owner of an endpoint. Texts of exceptions are not shown:
 * they may name addresses of the network that the server is in. A host that exists there alone is
 * not told from one that does not exist.
 */
final class Failures {

  static final String LATE = "no answer within 15 seconds";

  private Failures() {}

  static String of(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FilteredHostException || cause instanceof UnknownHostException) {
        return "the host has no address of the public Internet";
      }
      if (cause instanceof SSLException) {
        return "TLS failed: the certificate is not valid for the host, or the versions differ";
      }
      if (cause instanceof MessageConstraintException) {
        return "the header of the answer is too large";
      }
      if (cause instanceof ConnectTimeoutException) {
        return "no connection within 5 seconds";
      }
      if (cause instanceof SocketTimeoutException) {
        return LATE;
      }
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return "the connection was refused";
      }
      if (cause instanceof NoHttpResponseException) {
        return "the connection was closed without an answer";
      }
      if (cause instanceof ProtocolException) {
        return "the answer is not HTTP";
      }
    }
    return failure instanceof IOException ? "the connection failed" : "the request failed";
  }
}
