package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the verifier for invitation tokens: one violation per damage. */
final class VerifierOfTokensContract extends TableContract {

  private Map<String, AttributeValue> sound = Map.of();
  private Map<String, AttributeValue> damaged = Map.of();

  @BeforeEach
  void bob_has_accepted_by_a_token_and_cat_holds_one() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    String bobs =
        orgtable().invitations().issueToken(orgtable().invitations().invite(BOB, ACME, Set.of()));
    orgtable().invitations().acceptByToken(bobs);
    orgtable().invitations().issueToken(orgtable().invitations().invite(CAT, ACME, Set.of()));
    assertThat(violations()).isEmpty();
  }

  @AfterEach
  final void put_right() {
    client()
        .deleteItem(
            request ->
                request
                    .tableName(tableName)
                    .key(Map.of("id", of(damaged, "id"), "rng", of(damaged, "rng"))));
    put(sound);
  }

  static Stream<Arguments> damages() {
    AttributeValue odd = AttributeValue.fromS("odd ");
    return Stream.of(
        Arguments.of("invitationToken", "expiresAt", odd, Code.ODD_VALUE),
        Arguments.of("invitationToken", "removeAt", odd, Code.ODD_VALUE),
        Arguments.of(
            "invitationToken", "id", AttributeValue.fromS("invitationToken/1"), Code.MISPLACED),
        Arguments.of("invitationToken", "rng", odd, Code.MISPLACED),
        Arguments.of("invitationToken", "v", AttributeValue.fromN("2"), Code.NEWER_VERSION),
        Arguments.of("organisationInvitation", "tokenHash", odd, Code.ODD_VALUE),
        Arguments.of(
            "organisationInvitation", "tokenHash", AttributeValue.fromN("1"), Code.ODD_VALUE));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_damage_is_named(String typ, String attribute, AttributeValue value, Code code) {
    damage(record(typ), attribute, value);

    assertThat(violations()).extracting(Violation::code).contains(code).containsOnly(code);
  }

  @ParameterizedTest
  @MethodSource("hashes")
  void a_hash_that_is_none_is_named_of_a_member(AttributeValue value) {
    damage(item("organisation/acme", "organisationGroupMember/" + BOB), "tokenHash", value);

    assertThat(violations()).extracting(Violation::code).containsOnly(Code.ODD_VALUE);
  }

  static Stream<AttributeValue> hashes() {
    return Stream.of(AttributeValue.fromS(""), AttributeValue.fromNul(true));
  }

  private void damage(Map<String, AttributeValue> record, String attribute, AttributeValue value) {
    sound = record;
    damaged = new HashMap<>(record);
    damaged.put(attribute, value);
    put(damaged);
  }

  private Map<String, AttributeValue> record(String typ) {
    return items().stream()
        .filter(item -> of(item, "typ").s().equals(typ))
        .findFirst()
        .orElseThrow();
  }

  private static AttributeValue of(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).orElseThrow();
  }
}
