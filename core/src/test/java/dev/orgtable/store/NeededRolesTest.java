package dev.orgtable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.Permission;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.RolesCache;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which roles checks read, and which they leave for other checks. */
final class NeededRolesTest {

  private static final Permission READ = Permission.of("invoices:read");
  private static final List<Check> QUESTIONS =
      List.of(Check.permitted(EmailAddress.of("bob@example.com"), OrganisationId.of("acme"), READ));
  private static final StoredRoles ROLES =
      new StoredRoles(
          Roles.of(
              List.of(new Role(GroupName.of("staff"), "", "", List.of(READ), List.of())),
              List.of()),
          1);

  private final RolesCache cache = new RolesCache();

  private NeededRoles read(Consistency consistency) {
    NeededRoles roles = NeededRoles.of(QUESTIONS, cache, consistency);
    Map<Key, Item> items = new HashMap<>();
    items.put(RolesRecord.key(), RolesRecord.item(ROLES));
    roles.found(items);
    return roles;
  }

  @Test
  void an_eventual_read_answers_its_own_checks_and_no_others() {
    NeededRoles eventual = read(Consistency.EVENTUAL);

    assertThat(eventual.isToBeRead()).isTrue();
    assertThat(NeededRoles.of(QUESTIONS, cache, Consistency.STRONG).isToBeRead()).isTrue();
    assertThat(NeededRoles.of(QUESTIONS, cache, Consistency.EVENTUAL).isToBeRead()).isTrue();
  }

  @Test
  void a_strong_read_answers_all_checks() {
    read(Consistency.STRONG);

    assertThat(NeededRoles.of(QUESTIONS, cache, Consistency.STRONG).isToBeRead()).isFalse();
    assertThat(NeededRoles.of(QUESTIONS, cache, Consistency.EVENTUAL).isToBeRead()).isFalse();
  }
}
