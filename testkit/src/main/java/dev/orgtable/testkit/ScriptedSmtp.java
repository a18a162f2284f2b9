package dev.orgtable.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A mail server that refuses one SMTP command and accepts all others. */
public final class ScriptedSmtp implements AutoCloseable {

  private final ServerSocket socket;
  private final String refused;
  private final String answer;

  private ScriptedSmtp(ServerSocket socket, String refused, String answer) {
    this.socket = socket;
    this.refused = refused;
    this.answer = answer;
  }

  /**
   * Starts a server.
   *
   * @param refused the command to refuse, such as {@code RCPT}
   * @param answer the reply to it; empty to reset the connection instead
   */
  public static ScriptedSmtp refusing(String refused, String answer) {
    ScriptedSmtp smtp = new ScriptedSmtp(listening(), refused, answer);
    Thread thread = new Thread(smtp::serve, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
    return smtp;
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port on the loopback interface. */
  public int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        talk(connection);
      } catch (IOException e) {
        // The client disconnected, or this server was closed.
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    BufferedReader commands =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream answers = connection.getOutputStream();
    say(answers, "220 scripted");
    String line = commands.readLine();
    while (line != null) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith(refused) && answer.isEmpty()) {
        connection.setSoLinger(true, 0);
        return;
      } else if (command.startsWith(refused)) {
        say(answers, answer);
      } else if (command.startsWith("EHLO")) {
        say(answers, "250-scripted");
        say(answers, "250 AUTH PLAIN LOGIN");
      } else if (command.startsWith("DATA")) {
        say(answers, "354 continue");
      } else if (!command.isEmpty()) {
        say(answers, "250 ok");
      }
      line = commands.readLine();
    }
  }

  private static void say(OutputStream answers, String text) throws IOException {
    answers.write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    answers.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
