package dev.orgtable.testkit.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One call of a client, on its way to the engine. */
final class Call {

  private static final String CRC32 = "x-amz-crc32";
  private static final HttpClient TO_ENGINE =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpMessage request;
  private final URI engine;
  private final Socket client;

  Call(HttpMessage request, URI engine, Socket client) {
    this.request = request;
    this.engine = engine;
    this.client = client;
  }

  /** Returns the name of the DynamoDB operation. */
  String operation() {
    String target = request.header("x-amz-target").orElse("");
    return target.substring(target.indexOf('.') + 1);
  }

  JsonNode json() {
    return Answer.read(request.body());
  }

  /** Forwards the call to the engine and returns its response. */
  Answer forward() throws IOException {
    return forward(request.body());
  }

  Answer forward(String body) throws IOException {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(engine).POST(HttpRequest.BodyPublishers.ofString(body));
    for (String name :
        new String[] {"x-amz-target", "content-type", "authorization", "x-amz-date"}) {
      request.header(name).ifPresent(value -> forwarded.header(name, value));
    }
    try {
      HttpResponse<String> response =
          TO_ENGINE.send(forwarded.build(), HttpResponse.BodyHandlers.ofString());
      Optional<String> crc32 = response.headers().firstValue(CRC32);
      return new Answer(response.statusCode(), crc32, response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Sends a response to the client. */
  void answer(Answer answer) throws IOException {
    send(answer, 1);
  }

  /** Sends the first half of the body and closes the connection. */
  void answerHalf(Answer answer) throws IOException {
    send(answer, 2);
    close();
  }

  private void send(Answer answer, int part) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " answer\r\n");
    head.append("content-type: application/x-amz-json-1.0\r\n");
    head.append("content-length: ").append(body.length).append("\r\n");
    answer.crc32().ifPresent(sum -> head.append(CRC32 + ": ").append(sum).append("\r\n"));
    OutputStream out = new BufferedOutputStream(client.getOutputStream());
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    out.write(body, 0, body.length / part);
    out.flush();
  }

  /** Closes the connection without a response. */
  void close() throws IOException {
    client.close();
  }

  /** Resets the connection. */
  void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }
}
