package dev.orgtable.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.SpoofChecker;
import dev.orgtable.Check.Needed;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.Permission;
import dev.orgtable.ServiceId;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What roles permit, and which documents are refused. */
final class RolesTest {

  private static final Permission READ = Permission.of("invoices:read");
  private static final Permission WRITE = Permission.of("invoices:write");
  private static final Permission INVITE = Permission.of("members:invite");
  private static final Permission PRINT = Permission.of("reports:print");
  private static final ServiceId BILLING = ServiceId.of("billing");
  private static final Group ADMIN = Group.of("admin");
  private static final Group STAFF = Group.of("staff");
  private static final Group READER = Group.of(BILLING, "reader");

  private static final Roles ROLES =
      Roles.of(
          List.of(
              role("admin", List.of(INVITE), "accountant"),
              role("accountant", List.of(WRITE), "staff"),
              role("staff", List.of(READ))),
          List.of(role("reader", List.of(PRINT))));

  private static Role role(String name, List<Permission> permissions, String... includes) {
    return new Role(
        GroupName.of(name), "", "", permissions, Stream.of(includes).map(GroupName::of).toList());
  }

  private static Needed in(ServiceId service, Permission permission) {
    return new Needed(permission, Optional.of(service));
  }

  private static Needed of(Permission permission) {
    return new Needed(permission, Optional.empty());
  }

  @Test
  void a_group_has_its_permissions_and_those_of_all_groups_that_it_includes() {
    assertThat(ROLES.permissions(Set.of(STAFF))).containsExactly(READ);
    assertThat(ROLES.permissions(Set.of(ADMIN))).containsExactly(READ, WRITE, INVITE);
    assertThat(ROLES.permit(Set.of(STAFF), of(READ))).isTrue();
    assertThat(ROLES.permit(Set.of(STAFF), of(WRITE))).isFalse();
    assertThat(ROLES.permit(Set.of(ADMIN), of(READ))).isTrue();
    assertThat(ROLES.permit(Set.of(), of(READ))).isFalse();
  }

  @Test
  void a_group_that_is_not_listed_has_no_permission() {
    assertThat(ROLES.permissions(Set.of(Group.of("former"), Group.of("Staff")))).isEmpty();
  }

  @Test
  void an_owner_has_every_permission_everywhere() {
    assertThat(ROLES.permissions(Set.of(Group.OWNER))).containsExactly(READ, WRITE, INVITE, PRINT);
    assertThat(ROLES.permit(Set.of(Group.OWNER), in(BILLING, PRINT))).isTrue();
    assertThat(ROLES.permissions(Set.of(Group.of(BILLING, "owner")), BILLING)).isEmpty();
  }

  @Test
  void an_owner_that_is_only_named_has_every_permission_and_one_that_is_defined_has_its_own() {
    Roles named =
        Roles.of(List.of(role("owner", List.of()), role("staff", List.of(READ))), List.of());
    Roles defined =
        Roles.of(List.of(role("owner", List.of(INVITE)), role("staff", List.of(READ))), List.of());

    Roles including =
        Roles.of(
            List.of(
                role("owner", List.of(), "staff"),
                role("staff", List.of(READ)),
                role("admin", List.of(INVITE))),
            List.of());

    assertThat(named.permissions(Set.of(Group.OWNER))).containsExactly(READ);
    assertThat(defined.permissions(Set.of(Group.OWNER))).containsExactly(INVITE);
    assertThat(including.permissions(Set.of(Group.OWNER))).containsExactly(READ);
  }

  @Test
  void a_permission_in_the_organisation_holds_in_its_services_and_not_the_reverse() {
    assertThat(ROLES.permit(Set.of(STAFF), in(BILLING, READ))).isTrue();
    assertThat(ROLES.permit(Set.of(READER), in(BILLING, PRINT))).isTrue();
    assertThat(ROLES.permit(Set.of(READER), of(PRINT))).isFalse();
    assertThat(ROLES.permit(Set.of(READER), in(ServiceId.of("crm"), PRINT))).isFalse();
    assertThat(ROLES.permissions(Set.of(STAFF, READER), BILLING)).containsExactly(READ, PRINT);
    assertThat(ROLES.permissions(Set.of(STAFF, READER))).containsExactly(READ);
  }

  @Test
  void a_permission_that_no_role_names_is_refused_even_for_an_owner() {
    assertThatThrownBy(() -> ROLES.permit(Set.of(Group.OWNER), of(Permission.of("invoices:wirte"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("permission is not named by any role: invoices:wirte");
  }

  @Test
  void groups_of_the_document_and_owner_are_known() {
    assertThat(Stream.of(ADMIN, STAFF, READER, Group.OWNER)).allMatch(ROLES::knows);
    assertThat(Stream.of(Group.of("Admin"), Group.of(BILLING, "staff"), Group.of(BILLING, "owner")))
        .noneMatch(ROLES::knows);
    assertThat(ROLES.find(STAFF).orElseThrow().label()).isEqualTo("staff");
  }

  private static void refused(String message, Supplier<Roles> roles) {
    assertThatThrownBy(roles::get).isInstanceOf(InvalidInput.class).hasMessage(message);
  }

  @Test
  void inclusions_must_be_known_and_form_no_circle() {
    refused(
        "organisation.a.includes.1 is c, which is not listed under organisation",
        () -> Roles.of(List.of(role("b", List.of()), role("a", List.of(), "b", "c")), List.of()));
    refused(
        "service.c.includes.0 closes a circle: a includes b includes c includes a",
        () ->
            Roles.of(
                List.of(),
                List.of(
                    role("start", List.of(), "a"),
                    role("a", List.of(), "b"),
                    role("b", List.of(), "c"),
                    role("c", List.of(), "a"))));
    refused(
        "organisation.a.includes.0 closes a circle: a includes a",
        () -> Roles.of(List.of(role("a", List.of(), "a")), List.of()));
    refused(
        "organisation.a.includes.0 is reader, which is not listed under organisation",
        () ->
            Roles.of(List.of(role("a", List.of(), "reader")), List.of(role("reader", List.of()))));
  }

  @Test
  void names_must_differ_in_more_than_case_and_form() {
    refused(
        "organisation.a occurs twice",
        () -> Roles.of(List.of(role("a", List.of()), role("a", List.of())), List.of()));
    refused(
        "organisation.STAFF differs from staff in form",
        () -> Roles.of(List.of(role("staff", List.of()), role("STAFF", List.of())), List.of()));
    refused(
        "permissions.1 repeats invoices:read",
        () -> Roles.of(List.of(role("a", List.of(READ, READ))), List.of()));
    assertThat(Roles.of(List.of(role("a", List.of())), List.of(role("a", List.of()))).service())
        .hasSize(1);
  }

  @Test
  void stored_roles_may_have_names_that_look_alike_but_not_the_same_one_twice() {
    List<Role> alike = List.of(role("staff", List.of(READ)), role("STAFF", List.of(), "staff"));

    assertThat(Roles.stored(alike, List.of(role("ѕtaff", List.of()))).organisation())
        .isEqualTo(alike);
    refused(
        "organisation.a occurs twice",
        () -> Roles.stored(List.of(role("a", List.of()), role("a", List.of())), List.of()));
  }

  @Test
  void a_name_in_letters_of_several_scripts_is_refused_where_no_language_mixes_them() {
    for (String name : List.of("ѕtaff", "stаff", "sταff", "аdmin")) {
      refused(
          "organisation." + name + " mixes letters of scripts that are not written together",
          () -> Roles.of(List.of(role(name, List.of())), List.of()));
    }
    for (String name : List.of("Бухгалтер-2", "管理者A", "équipe", "φύλακες", "staff_1")) {
      assertThat(Roles.of(List.of(role(name, List.of())), List.of()).organisation()).hasSize(1);
    }
  }

  /** A letter that is confusable with one of Latin, in a word of Latin letters. */
  @Test
  void no_letter_of_another_script_can_stand_for_one_of_a_name() {
    SpoofChecker confusables =
        new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    List<Integer> accepted =
        IntStream.range(0x80, Character.MAX_CODE_POINT)
            .filter(Character::isLetter)
            .filter(letter -> confusables.getSkeleton(Character.toString(letter)).equals("a"))
            .filter(letter -> isAccepted("st" + Character.toString(letter) + "ff"))
            .boxed()
            .toList();

    assertThat(accepted)
        .as("Latin letters, which read as themselves")
        .allMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.LATIN)
        .hasSizeLessThan(5);
  }

  private static boolean isAccepted(String name) {
    try {
      return !Roles.of(List.of(role("staff", List.of()), role(name, List.of())), List.of())
          .organisation()
          .isEmpty();
    } catch (InvalidInput e) {
      return false;
    }
  }

  @Test
  void an_owner_that_has_every_permission_is_not_included() {
    refused(
        "organisation.boss.includes.0 is owner, which has every permission and none to include",
        () ->
            Roles.of(
                List.of(role("owner", List.of()), role("boss", List.of(), "owner")), List.of()));
    assertThat(
            Roles.of(
                    List.of(role("owner", List.of(INVITE)), role("boss", List.of(), "owner")),
                    List.of())
                .permissions(Set.of(Group.of("boss"))))
        .containsExactly(INVITE);
  }

  @Test
  void the_size_is_limited() {
    List<Role> fits = roles(Roles.MOST_BYTES / 72);
    List<Role> exceeds = roles(Roles.MOST_BYTES / 72 + 1);

    assertThat(Roles.of(fits, List.of()).bytes())
        .isBetween(Roles.MOST_BYTES - 72, Roles.MOST_BYTES);
    refused(
        "roles must have at most 32768 bytes, and have " + exceeds.size() * 72,
        () -> Roles.of(exceeds, List.of()));
  }

  /** Returns roles of 72 bytes each: 64, a name of 4 and a label of 4. */
  private static List<Role> roles(int count) {
    return IntStream.range(0, count).mapToObj(i -> role("%04d".formatted(i), List.of())).toList();
  }

  @Test
  void a_permission_is_a_word_of_a_program() {
    assertThat(Permission.of("invoices:write").value()).isEqualTo("invoices:write");
    for (String text : List.of("", "a b", "é", "*", "member", "in:staff", "x".repeat(101))) {
      assertThatThrownBy(() -> Permission.of(text))
          .as(text)
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith("permission must ");
    }
  }
}
