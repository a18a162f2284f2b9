package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.Permission;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import dev.orgtable.store.MembershipStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Roles that were damaged, or stored by a newer version, fail closed and fail nothing else. */
final class UnreadableRolesContract extends TableContract {

  private static final Permission READ = Permission.of("invoices:read");
  private static final Roles ROLES =
      Roles.of(
          List.of(new Role(GroupName.of("staff"), "", "", List.of(READ), List.of())), List.of());

  @BeforeEach
  void ann_owns_acme_and_bob_is_in_the_staff() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));
  }

  @Test
  void damaged_roles_are_replaced_and_removed_by_who_expects_anything() {
    for (String attribute : List.of("serviceRoles", "revision")) {
      long revision = orgtable().roles().put(ROLES, Expected.ANYTHING).value().revision();
      Map<String, AttributeValue> damaged = new HashMap<>(item("roles", "roles"));
      damaged.remove(attribute);
      put(damaged);

      assertThatThrownBy(() -> orgtable().roles().put(ROLES, Expected.NOTHING))
          .isInstanceOf(Stale.class);
      assertThatThrownBy(() -> orgtable().roles().put(ROLES, Expected.revision(revision + 1)))
          .isInstanceOf(Stale.class);
      orgtable().roles().put(ROLES, Expected.ANYTHING);
      assertThat(orgtable().roles().get()).map(StoredRoles::roles).contains(ROLES);
      put(damaged);
      orgtable().roles().remove(Expected.ANYTHING);
      assertThat(orgtable().roles().get()).isEmpty();
    }
  }

  @Test
  void unreadable_roles_are_refused_where_they_are_needed_and_found_by_the_verifier() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    Map<String, AttributeValue> sound = item("roles", "roles");
    Map<String, AttributeValue> damaged = new HashMap<>(sound);
    damaged.put("serviceRoles", AttributeValue.fromS("none"));
    put(damaged);
    MembershipStore memberships = orgtable().memberships();

    assertThatThrownBy(() -> orgtable().roles().get()).isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> memberships.check(Check.permitted(BOB, ACME, READ)))
        .isInstanceOf(UnreadableRecord.class);
    assertThat(memberships.check(Check.inGroup(BOB, ACME, STAFF)).allowed()).isTrue();
    assertThat(violations()).extracting(Violation::id).containsExactly("roles");
    damaged.put("v", AttributeValue.fromN("2"));
    put(damaged);
    assertThatThrownBy(() -> orgtable().roles().put(ROLES, Expected.ANYTHING))
        .isInstanceOf(UnreadableRecord.class);
    put(sound);
  }

  @Test
  void unreadable_roles_refuse_only_those_checks_of_several_that_need_them() {
    orgtable().roles().put(ROLES, Expected.NOTHING);
    Map<String, AttributeValue> sound = item("roles", "roles");
    Map<String, AttributeValue> damaged = new HashMap<>(sound);
    List<Check> questions =
        List.of(
            Check.permitted(BOB, ACME, READ),
            Check.inGroup(BOB, ACME, STAFF),
            Check.permitted(CAT, ACME, READ));

    for (Map<String, AttributeValue> change :
        List.of(
            Map.of("serviceRoles", AttributeValue.fromS("none")),
            Map.of("v", AttributeValue.fromN("2")))) {
      damaged.putAll(change);
      put(damaged);
      MembershipStore memberships = orgtable().memberships();
      for (List<CheckResult> answers :
          List.of(
              memberships.check(questions, Consistency.STRONG),
              memberships.check(questions, Consistency.EVENTUAL),
              memberships.check(questions, Duration.ofSeconds(60)))) {
        assertThat(answers).extracting(CheckResult::allowed).containsExactly(false, true, false);
        assertThat(answers.get(0).refusal()).isInstanceOf(UnreadableRecord.class);
        assertThat(answers.get(1)).isEqualTo(new CheckResult(true, true, Set.of(STAFF)));
        assertThat(answers.get(2).refusal()).isInstanceOf(UnreadableRecord.class);
      }
      assertThatThrownBy(() -> memberships.check(questions.get(0), Duration.ofSeconds(60)))
          .isInstanceOf(UnreadableRecord.class);
    }
    put(sound);
  }
}
