package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;

import dev.orgtable.OrgtableException;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Refusals, and a table that cannot be reached. */
final class ProblemDetailsTest {

  private static final String EVE = "eve@example.com";

  @SpringBootTest(
      classes = GuardedApplication.class,
      properties = {"orgtable.embedded.enabled=true", "orgtable.worker.enabled=false"})
  @AutoConfigureMockMvc
  @Nested
  final class OfRefusals {

    @Autowired private MockMvcTester mvc;

    @Test
    void a_refusal_has_the_status_and_the_type_of_the_server() {
      assertThat(mvc.delete().uri("/unguarded/acme/members/" + EVE))
          .hasStatus(HttpStatus.NOT_FOUND)
          .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
          .bodyJson()
          .isLenientlyEqualTo(
              """
              {"type": "urn:orgtable:problem:member_not_found", "status": 404,
               "title": "The user is not a member of the organisation", "code": "member_not_found",
               "detail": "eve@example.com is not a member of organisation acme"}
              """);
    }

    @Test
    void input_that_breaks_a_rule_names_its_field() {
      assertThat(mvc.delete().uri("/unguarded/acme/members/eve"))
          .hasStatus(HttpStatus.BAD_REQUEST)
          .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
          .bodyJson()
          .hasPathSatisfying("$.code", code -> assertThat(code).isEqualTo("invalid_request"))
          .hasPathSatisfying("$.errors[0].field", field -> assertThat(field).isEqualTo("email"));
    }
  }

  /** Takes the place of the configured one. */
  static final class Refusals extends RefusalHandler {
    @Override
    public ResponseEntity<ProblemDetail> refused(OrgtableException e) {
      ProblemDetail problem = Objects.requireNonNull(super.refused(e).getBody());
      problem.setProperty("support", "https://example.com/support");
      return ResponseEntity.status(HttpStatus.GONE).body(problem);
    }
  }

  @SpringBootTest(
      classes = {GuardedApplication.class, Refusals.class},
      properties = {"orgtable.embedded.enabled=true", "orgtable.worker.enabled=false"})
  @AutoConfigureMockMvc
  @Nested
  final class OfAnApplicationWithItsOwn {

    @Autowired private MockMvcTester mvc;
    @Autowired private ObjectProvider<RefusalHandler> handlers;

    @Test
    void a_handler_of_the_application_replaces_ours() {
      assertThat(mvc.delete().uri("/unguarded/acme/members/" + EVE))
          .hasStatus(HttpStatus.GONE)
          .bodyJson()
          .isLenientlyEqualTo(
              """
              {"code": "member_not_found", "support": "https://example.com/support"}
              """);
      assertThat(handlers.stream()).hasOnlyElementsOfType(Refusals.class);
    }

    @Test
    void it_inherits_what_it_does_not_override() {
      assertThat(mvc.delete().uri("/unguarded/acme/members/eve"))
          .hasStatus(HttpStatus.BAD_REQUEST)
          .bodyJson()
          .hasPathSatisfying("$.code", code -> assertThat(code).isEqualTo("invalid_request"));
    }
  }

  private static void eve(Jwt.Builder token) {
    token.claim("email", EVE).claim("email_verified", true);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Nowhere {
    @Bean
    DynamoDbClient nowhere() {
      return Clients.nowhere();
    }
  }

  @SpringBootTest(
      classes = GuardedApplication.class,
      properties = {
        "orgtable.deadline=3s",
        "orgtable.attempt-timeout=3s",
        "orgtable.worker.enabled=false"
      })
  @AutoConfigureMockMvc
  @Import(Nowhere.class)
  @Nested
  final class OfATableOutOfReach {

    @Autowired private MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(strings = {"/member/acme", "/staff/acme", "/methods/acme/staff"})
    void rules_let_nobody_in(String path) {
      assertThat(mvc.get().uri(path).with(jwt().jwt(ProblemDetailsTest::eve)))
          .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
          .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
          .hasHeader(HttpHeaders.RETRY_AFTER, "1")
          .bodyJson()
          .hasPathSatisfying(
              "$.detail",
              detail ->
                  assertThat(detail)
                      .isEqualTo("the table did not respond in time; nothing was changed"));
    }
  }
}
