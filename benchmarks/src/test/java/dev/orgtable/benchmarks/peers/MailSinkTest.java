package dev.orgtable.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MailSinkTest {

  @Test
  void two_mails_are_accepted_on_one_connection() throws Exception {
    List<String> mail =
        List.of(
            "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA", "QUIT is text\r\n.");

    try (MailSink sink = MailSink.start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
        BufferedReader input =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        PrintWriter output =
            new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII)) {
      assertThat(input.readLine()).startsWith("220 ");
      for (String line : List.of("EHLO me", mail.get(0), mail.get(1))) {
        assertThat(answer(line, input, output)).startsWith("250 ");
      }
      assertThat(answer(mail.get(2), input, output)).startsWith("354 ");
      assertThat(answer(mail.get(3), input, output)).startsWith("250 ");
      assertThat(answer(mail.get(0), input, output)).startsWith("250 ");
      assertThat(answer("QUIT", input, output)).startsWith("221 ");
    }
  }

  private static String answer(String line, BufferedReader input, PrintWriter output)
      throws Exception {
    output.print(line + "\r\n");
    output.flush();
    return input.readLine();
  }
}
