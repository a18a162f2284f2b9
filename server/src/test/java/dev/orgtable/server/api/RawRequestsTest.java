package dev.orgtable.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.server.Raw;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed requests are refused with a problem and a cost header. */
final class RawRequestsTest extends ApiTest {

  private static final byte[] NOTHING = {};
  private static final String JSON = "Content-Type: application/json";

  private static void isProblem(Raw answer, int status, String code) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("Orgtable-Cost")).startsWith("requests=");
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "<html", "Tomcat");
  }

  private static byte[] bytes(String text, byte... more) {
    byte[] start = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[start.length + more.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/users/%",
        "/v1/users/%z",
        "/v1/users/%zz",
        "/v1/users/%00",
        "/v1/users/a%00@example.com",
        "/v1/users/%C0%AF@example.com",
        "/v1/users/%ED%A0%80@example.com",
        "/v1/users/ü@example.com",
        "/v1/users/ann@example.com;x=1",
        "/v1/users;x=%9r/ann@example.com",
        "/v1/organisations/acme/members/ann@example.com/groups/a;b",
        "/v1/users/a|b",
        "/v1//users",
        "/v1/../v1/users",
        "/v1/./users",
        "/v1/users#x",
        "/v1/users?prefix=%",
        "/v1/users?prefix=%zz",
        "/v1/users?prefix=%FF",
        "/v1/users?limit=%C0%AF",
        "/v1/check?user=%zz&organisation=acme",
        "/v1/users?limit=ü",
        "v1/users",
        "*",
        "http://",
        "\u0000"
      })
  void an_address_that_cannot_be_read_is_refused(String target) {
    Raw answer = Raw.send(backEnd(), NOTHING, "GET " + target + " HTTP/1.1");

    isProblem(answer, 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/", "/v1/users?prefix=", "/v1/users/"})
  void an_address_without_end_is_refused(String start) {
    Raw answer = Raw.send(backEnd(), NOTHING, "GET " + start + "a".repeat(9000) + " HTTP/1.1");

    isProblem(answer, 400, "invalid_request");
  }

  @Test
  void a_query_of_thousands_of_parameters_is_refused() {
    Raw answer = Raw.send(backEnd(), NOTHING, "GET /v1/users?" + "a&".repeat(2000) + " HTTP/1.1");

    isProblem(answer, 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/users HTTP/9.9",
        "GET /v1/users HTTP/3.0",
        "GET /v1/users nonsense",
        "CONNECT /v1/users HTTP/1.1",
        "FOO /v1/users HTTP/1.1",
        "get /v1/users HTTP/1.1",
        "GET /v1/users HTTP/1.1\r\nX Y: a",
        "GET /v1/users HTTP/1.1\r\nX: a\u0000b",
        "GET /v1/users HTTP/1.1\r\nHost: other",
        "GET /v1/users HTTP/1.1\r\nContent-Length: -1",
        "GET /v1/users HTTP/1.1\r\nContent-Length: many",
        "GET /v1/users HTTP/1.1\r\nTransfer-Encoding: nonsense",
        "GET /v1/users HTTP/1.1\r\nExpect: nonsense"
      })
  void a_malformed_head_is_refused(String lines) {
    Raw answer = Raw.send(backEnd(), NOTHING, lines);

    isProblem(answer, 400, "invalid_request");
  }

  @Test
  void absurd_headers_are_refused() {
    String[] many = new String[300];
    java.util.Arrays.setAll(many, i -> i == 0 ? "GET /v1/users HTTP/1.1" : "X-" + i + ": a");

    Raw one = Raw.send(backEnd(), NOTHING, "GET /v1/users HTTP/1.1", "X: " + "a".repeat(20_000));
    Raw all = Raw.send(backEnd(), NOTHING, many);

    isProblem(one, 400, "invalid_request");
    isProblem(all, 400, "invalid_request");
  }

  @Test
  void bytes_that_are_not_http_are_refused_or_cut_off() {
    byte[] tls = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, '\r', '\n', '\r', '\n'};

    Raw answer = Raw.exchange(backEnd().server(), tls);

    assertThat(answer.status()).isIn(0, 400);
  }

  @ParameterizedTest
  @CsvSource({"zz\\r\\n{}\\r\\n0\\r\\n\\r\\n", "5\\r\\n{}", "FFFFFFFFFFFFFFFFFF\\r\\n{}", "''"})
  void a_body_in_broken_chunks_is_refused(String chunks) {
    byte[] body = chunks.replace("\\r\\n", "\r\n").getBytes(StandardCharsets.UTF_8);

    Raw answer =
        Raw.sendAsItIs(
            backEnd(),
            "POST /v1/users HTTP/1.1\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n",
            body);

    isProblem(answer, 400, "invalid_request");
  }

  @Test
  void a_body_that_ends_too_early_is_refused() {
    Raw answer =
        Raw.sendAsItIs(
            backEnd(),
            "POST /v1/users HTTP/1.1\r\n" + JSON + "\r\nContent-Length: 50\r\n",
            bytes("{"));

    isProblem(answer, 400, "invalid_request");
  }

  @Test
  void a_body_that_is_no_utf_8_is_refused() {
    byte[] odd = bytes("{\"email\":\"" + ann + "\",\"firstName\":\"", (byte) 0xff, (byte) '"');
    byte[] half = bytes("{\"email\":\"" + ann + "\",\"firstName\":\"", (byte) 0xed, (byte) 0xa0);

    isProblem(Raw.send(backEnd(), odd, "POST /v1/users HTTP/1.1", JSON), 400, "invalid_request");
    isProblem(Raw.send(backEnd(), half, "POST /v1/users HTTP/1.1", JSON), 400, "invalid_request");
  }

  @Test
  void a_truncated_body_is_told_without_the_inner_life_of_the_parser() {
    Raw answer =
        Raw.send(backEnd(), bytes("{\"email\":\"a@b.co\""), "POST /v1/users HTTP/1.1", JSON);

    isProblem(answer, 400, "invalid_request");
    assertThat(answer.body()).doesNotContain("Source", "StreamReadFeature");
  }

  @Test
  void a_key_of_idempotency_is_ascii() {
    Raw answer =
        Raw.send(
            backEnd(),
            bytes("{\"email\":\"" + ann + "\",\"firstName\":\"Ann\"}"),
            "POST /v1/users HTTP/1.1",
            JSON,
            "Idempotency-Key: ü");

    isProblem(answer, 400, "invalid_request");
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
  }
}
