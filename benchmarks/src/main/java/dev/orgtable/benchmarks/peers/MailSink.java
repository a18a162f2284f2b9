package dev.orgtable.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A mail server (SMTP) on the loopback interface that accepts each mail and forgets it. */
final class MailSink implements AutoCloseable {

  private static final int BACKLOG = 100;

  private final ServerSocket socket;

  private MailSink(ServerSocket socket) {
    this.socket = socket;
  }

  /** Starts a sink on a free port. */
  static MailSink start() throws IOException {
    MailSink sink = new MailSink(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    daemon(sink::accept);
    return sink;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "mails");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        daemon(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket connection) {
    try (connection;
        BufferedReader input =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream output = connection.getOutputStream();
      say(output, "220 sink");
      boolean content = false;
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (content) {
          content = !line.equals(".");
          if (!content) {
            say(output, "250 accepted");
          }
          continue;
        }
        String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        content = verb.equals("DATA");
        say(output, content ? "354 go on" : verb.equals("QUIT") ? "221 bye" : "250 well");
      }
    } catch (IOException gone) {
      // The sender has hung up.
    }
  }

  private static void say(OutputStream output, String line) throws IOException {
    output.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    output.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
