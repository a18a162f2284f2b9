package dev.orgtable.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A proxy to an engine that replaces the {@code Date} header of responses. */
final class OtherTime implements AutoCloseable {

  private static final int CHUNK = 65_536;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ServerSocket server;
  private final URI engine;
  private final Duration ahead;

  OtherTime(URI engine, Duration ahead) {
    this.engine = engine;
    this.ahead = ahead;
    try {
      server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket caller = server.accept();
      Socket there = new Socket(engine.getHost(), engine.getPort());
      daemon(() -> copy(caller.getInputStream(), there.getOutputStream(), false));
      daemon(() -> copy(there.getInputStream(), caller.getOutputStream(), true));
    }
  }

  private void copy(InputStream from, OutputStream to, boolean answers) throws IOException {
    try (from;
        to) {
      byte[] chunk = new byte[CHUNK];
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        String text = new String(chunk, 0, read, StandardCharsets.ISO_8859_1);
        String date = "Date: " + HTTP_DATE.format(Instant.now().plus(ahead));
        String sent = answers ? text.replaceFirst("Date: [^\r\n]+", date) : text;
        to.write(sent.getBytes(StandardCharsets.ISO_8859_1));
        to.flush();
      }
    }
  }

  private static void daemon(Copying copying) {
    Thread thread =
        new Thread(
            () -> {
              try {
                copying.run();
              } catch (IOException e) {
                // The peer disconnected.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Copying {
    void run() throws IOException;
  }
}
