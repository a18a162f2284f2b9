package dev.orgtable.server.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A receiver on the loopback that answers each request as a test says, also as HTTP forbids. */
final class RawReceiver implements AutoCloseable {

  private final ServerSocket server;
  private final Answer answer;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "raw-receiver");
            thread.setDaemon(true);
            return thread;
          });
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  /** Answers one request. */
  interface Answer {

    /** Writes an answer. */
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private RawReceiver(ServerSocket server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  static RawReceiver start(Answer answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    RawReceiver receiver = new RawReceiver(server, answer);
    receiver.threads.execute(receiver::accept);
    return receiver;
  }

  static RawReceiver answering(String text) throws IOException {
    return start(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hooks?token=s3cret";
  }

  /** Returns the requests as they arrived. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.get();
  }

  /** Returns the number of bytes that were written as answers. */
  long written() {
    return written.get();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test has ended.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String request = read(in); request != null; request = read(in)) {
        requests.add(request);
        answer.write(counting(socket.getOutputStream()));
        socket.getOutputStream().flush();
      }
    } catch (IOException gone) {
      // The sender has closed the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OutputStream counting(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        written.addAndGet(length);
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  /** Reads a request with its body; null at the end. */
  private static @Nullable String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    int length = 0;
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).trim());
      }
    }
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
