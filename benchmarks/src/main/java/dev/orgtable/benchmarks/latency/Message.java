package dev.orgtable.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP/1.1 request or response whose length is given by {@code Content-Length}, or that has no
 * body.
 *
 * @param head the first line and the headers, without the empty line
 * @param body the body, in ISO 8859-1
 */
record Message(String head, String body) {

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "content-length";

  /** Parses what has arrived on a connection; empty until a whole message has arrived. */
  static Optional<Message> of(byte[] arrived, int length) {
    String text = new String(arrived, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      return Optional.empty();
    }
    String head = text.substring(0, end);
    int from = end + END_OF_HEAD.length();
    int size = header(head, LENGTH).map(Integer::valueOf).orElse(0);
    return text.length() < from + size
        ? Optional.empty()
        : Optional.of(new Message(head, text.substring(from, from + size)));
  }

  /** Returns the value of a header, named in lower case. */
  Optional<String> header(String name) {
    return header(head, name);
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}
