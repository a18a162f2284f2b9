package dev.orgtable.server.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that sends and reads under control of the test. */
final class Peer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();

  Peer(URI server) {
    this(server, 0);
  }

  /** Connects with a receive buffer of the given size; 0 for the default. */
  Peer(URI server, int receiveBuffer) {
    try {
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a response has begun to arrive. */
  boolean isAnswered() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends bytes; ignores a closed connection. */
  Peer send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return this;
    } catch (IOException closed) {
      return this;
    }
  }

  /** Sends bytes one by one with a pause, until the server closes. */
  Peer trickle(String text, int pauseMillis) {
    try {
      for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
        socket.getOutputStream().write(each);
        Thread.sleep(pauseMillis);
      }
      return this;
    } catch (IOException closed) {
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends bytes one by one with a pause, until there is a response.
   *
   * @return whether the response arrived before all bytes were sent
   */
  boolean isAnsweredWhileSending(String text, int pauseMillis) {
    try {
      for (int i = 0; i < text.length(); i++) {
        if (socket.getInputStream().available() > 0) {
          return true;
        }
        trickle(text.substring(i, i + 1), pauseMillis);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the headers and the first part of a response, or until the server closes. */
  String read() {
    StringBuilder all = new StringBuilder();
    byte[] piece = new byte[8192];
    try {
      while (!isWhole(all)) {
        int read = socket.getInputStream().read(piece);
        if (read < 0) {
          return all.toString();
        }
        all.append(new String(piece, 0, read, StandardCharsets.ISO_8859_1));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("after: " + all, e);
    }
  }

  /** Reads up to a number of bytes; none from a closed connection. */
  void take(int most) {
    try {
      socket.getInputStream().read(new byte[most]);
    } catch (IOException closed) {
      return;
    }
  }

  /** Counts the bytes until the server closes, in any way. */
  long takeAll() {
    byte[] piece = new byte[8192];
    long all = 0;
    try {
      for (int read; (read = socket.getInputStream().read(piece)) >= 0; ) {
        all += read;
      }
      return all;
    } catch (IOException cut) {
      return all;
    }
  }

  /** Reads until the server closes. */
  String readAll() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A problem or a JSON object ends with a brace; an empty response has no body. */
  private static boolean isWhole(CharSequence all) {
    String text = all.toString().strip();
    int end = all.toString().indexOf("\r\n\r\n");
    return end >= 0
        && (text.endsWith("}")
            || text.contains("Content-Length: 0")
            || text.startsWith("HTTP/1.1 204"));
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
