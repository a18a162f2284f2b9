package dev.orgtable.server.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests with a Host header that the JDK's client does not allow. */
final class RawRequest {

  private RawRequest() {}

  /** Starts a sign-in under a host name, and returns the redirect. */
  static String location(int port, String host) {
    String request =
        "GET /oauth2/authorization/openid HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer
          .lines()
          .filter(line -> line.startsWith("Location: "))
          .findFirst()
          .map(line -> line.substring("Location: ".length()))
          .orElse(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
