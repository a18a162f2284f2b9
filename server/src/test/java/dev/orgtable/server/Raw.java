package dev.orgtable.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The response to a request sent byte by byte, unlike any client library.
 *
 * @param status the HTTP status; 0 if the server closed the connection without a response
 * @param headers the headers, by case-insensitive name
 * @param body the raw body, including chunk framing
 */
public record Raw(int status, Map<String, String> headers, String body) {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern OBJECT = Pattern.compile("\\{.*}", Pattern.DOTALL);

  /** Sends request lines with a credential and a body of the given length. */
  public static Raw send(Http caller, byte[] body, String... lines) {
    String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
    return sendAsItIs(caller, String.join("\r\n", lines) + "\r\n" + length, body);
  }

  /** Sends request lines that declare the body's length themselves, with a credential. */
  public static Raw sendAsItIs(Http caller, String lines, byte[] body) {
    String rest =
        "Host: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + caller.credential().orElseThrow()
            + "\r\n\r\n";
    byte[] head = (lines + rest).getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return exchange(caller.server(), all);
  }

  /** Sends bytes, closes the output, and reads until the server closes. */
  public static Raw exchange(URI server, byte[] bytes) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Raw parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Raw(0, Map.of(), answer);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String[] lines = answer.substring(0, end).split("\r\n", -1);
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(":", 2);
      headers.put(header[0], header[1].strip());
    }
    return new Raw(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, answer.substring(end + 4));
  }

  /** Returns a header; empty if there is none. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Returns the JSON of a single-chunk body. */
  public JsonNode json() {
    Matcher object = OBJECT.matcher(body);
    return JSON.readTree(object.find() ? object.group() : "{}");
  }

  /** Returns the code of a problem. */
  public String code() {
    return json().path("code").asString();
  }
}
