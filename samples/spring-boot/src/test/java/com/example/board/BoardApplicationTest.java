package com.example.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.board.OrganisationController.Board;
import com.example.board.OrganisationController.Created;
import dev.orgtable.spring.test.AutoConfigureOrgtable;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The whole application over HTTP: sign-up, invitation, acceptance, guarded pages. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
@AutoConfigureOrgtable
final class BoardApplicationTest {

  private static final KeyPair KEYS = keys();

  @Autowired private RestTestClient http;

  @Test
  void people_sign_up_invite_and_see_what_is_theirs() {
    post("ann@example.com", "/me", Map.of("firstName", "Ann", "lastName", "Archer"))
        .expectStatus()
        .isCreated();
    String acme =
        Objects.requireNonNull(
                post("ann@example.com", "/organisations", Map.of("name", "Acme"))
                    .expectStatus()
                    .isCreated()
                    .expectBody(Created.class)
                    .returnResult()
                    .getResponseBody())
            .id();
    post("bob@example.com", "/me", Map.of("firstName", "Bob", "lastName", "Baker"));
    get("bob@example.com", "/organisations/" + acme + "/board").expectStatus().isForbidden();

    post(
            "ann@example.com",
            "/organisations/" + acme + "/invitations",
            Map.of("email", "bob@example.com", "groups", List.of("staff")))
        .expectStatus()
        .isCreated();
    get("bob@example.com", "/organisations/" + acme + "/board").expectStatus().isForbidden();
    post("bob@example.com", "/me/invitations/" + acme + "/accept", Map.of())
        .expectStatus()
        .isNoContent();

    Board board =
        get("bob@example.com", "/organisations/" + acme + "/board")
            .expectStatus()
            .isOk()
            .expectBody(Board.class)
            .returnResult()
            .getResponseBody();
    assertThat(board).isEqualTo(new Board("Acme", List.of("Ann", "Bob")));
    get("bob@example.com", "/organisations/" + acme + "/reports").expectStatus().isOk();
    get("ann@example.com", "/organisations/" + acme + "/reports").expectStatus().isForbidden();
  }

  @Test
  void an_unknown_invitation_cannot_be_accepted() {
    post("bob@example.com", "/me/invitations/acme/accept", Map.of())
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:orgtable:problem:invitation_not_found");
  }

  @Test
  void an_address_that_is_not_verified_cannot_sign_up() {
    http.post()
        .uri("/me")
        .headers(all -> all.setBearerAuth(token("eve@example.com", false)))
        .body(Map.of("firstName", "Eve", "lastName", ""))
        .exchange()
        .expectStatus()
        .isForbidden();
  }

  @Test
  void a_body_without_its_fields_is_a_bad_request() {
    post("ann@example.com", "/me", Map.of()).expectStatus().isBadRequest();
  }

  @Test
  void the_table_is_part_of_the_health() {
    http.get().uri("/actuator/health").exchange().expectStatus().isOk();
  }

  private ResponseSpec get(String caller, String path) {
    return http.get().uri(path).headers(all -> all.setBearerAuth(token(caller, true))).exchange();
  }

  private ResponseSpec post(String caller, String path, Object body) {
    return http.post()
        .uri(path)
        .headers(all -> all.setBearerAuth(token(caller, true)))
        .body(body)
        .exchange();
  }

  private static String token(String email, boolean verified) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .subject(email)
            .claim("email", email)
            .claim("email_verified", verified)
            .build();
    return NimbusJwtEncoder.withKeyPair(
            (RSAPublicKey) KEYS.getPublic(), (RSAPrivateKey) KEYS.getPrivate())
        .build()
        .encode(JwtEncoderParameters.from(claims))
        .getTokenValue();
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stands for the keys of the identity provider. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Provider {
    @Bean
    JwtDecoder decoder() {
      return NimbusJwtDecoder.withPublicKey((RSAPublicKey) KEYS.getPublic()).build();
    }
  }
}
