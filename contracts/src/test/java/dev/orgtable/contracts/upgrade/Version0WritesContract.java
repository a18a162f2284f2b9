package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of writes before the upgrade: no record of version 0 is overwritten. */
final class Version0WritesContract extends GoTableContract {

  private static final Profile NEW = new Profile("New", "Name", "");

  static Stream<Arguments> writes() {
    return Stream.of(
        write("put a user", o -> o.users().put(User.of(ANN, NEW, CREATED))),
        write(
            "update a user",
            o -> o.users().update(new User(UserId.derived(ANN), ANN, NEW, CREATED, 0))),
        write("delete a user", o -> o.users().delete(CAT)),
        write("change an address", o -> o.users().changeAddress(CAT, DAN)),
        write("change to an address", o -> o.users().changeAddress(CAT, BOB)),
        write(
            "create an organisation for an owner",
            o -> o.organisations().create(OrganisationId.of("new"), "A", ANN)),
        write("rename an organisation", o -> o.organisations().rename(GO_ACME, "New")),
        write("delete an organisation", o -> o.organisations().delete(GO_BETA)),
        write("create a service", o -> o.services().create(GO_ACME, "New")),
        write(
            "create over a service",
            o -> o.services().create(new Service(GO_ACME, GO_BILLING, "New", 0))),
        write("put a service", o -> o.services().put(new Service(GO_ACME, GO_BILLING, "New", 0))),
        write(
            "update a service",
            o -> o.services().update(new Service(GO_ACME, GO_BILLING, "New", 0))),
        write("delete a service", o -> o.services().delete(GO_ACME, GO_BILLING)),
        write("invite", o -> o.invitations().invite(DAN, GO_ACME, Set.of(STAFF))),
        write("invite a member", o -> o.invitations().invite(ANN, GO_ACME, Set.of())),
        write("invite an invitee", o -> o.invitations().invite(CAT, GO_BETA, Set.of())),
        write("accept", o -> o.invitations().accept(CAT, GO_BETA)),
        write("reject", o -> o.invitations().reject(CAT, GO_BETA)),
        write("revoke", o -> o.invitations().revoke(CAT, GO_BETA)),
        write("add a member", o -> o.memberships().addMember(BOB, GO_ACME, Set.of())),
        write("add to a group", o -> o.memberships().addToGroups(CAT, GO_ACME, Set.of(STAFF))),
        write(
            "add to a group of a service",
            o -> o.memberships().addToGroups(CAT, GO_ACME, Set.of(GO_READERS))),
        write("make an owner", o -> o.memberships().addToGroups(CAT, GO_ACME, Set.of(Group.OWNER))),
        write(
            "make an invitee an owner",
            o -> o.memberships().addToGroups(CAT, GO_BETA, Set.of(Group.OWNER))),
        write(
            "remove from a group",
            o -> o.memberships().removeFromGroups(ANN, GO_ACME, Set.of(STAFF))),
        write(
            "remove an owner from owners",
            o -> o.memberships().removeFromGroups(ANN, GO_ACME, Set.of(Group.OWNER))),
        write(
            "change groups",
            o ->
                o.memberships().changeGroups(ANN, GO_ACME, Set.of(Group.of("new")), Set.of(STAFF))),
        write("update a member's details", o -> o.memberships().updateDetails(ANN, GO_ACME, NEW)),
        write("remove a member", o -> o.memberships().remove(CAT, GO_ACME)),
        write("remove an owner", o -> o.memberships().remove(ANN, GO_ACME)),
        write("leave", o -> o.memberships().leave(CAT, GO_ACME)),
        write("transfer", o -> o.memberships().transferOwnership(GO_ACME, ANN, CAT)));
  }

  private static Arguments write(String name, Consumer<Orgtable> write) {
    return Arguments.of(name, write);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void is_refused_and_changes_nothing(String name, Consumer<Orgtable> write) {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> write.accept(orgtable())).as(name).isInstanceOf(UpgradeRequired.class);

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void an_operation_that_writes_nothing_is_not_refused() {
    List<Map<String, AttributeValue>> before = items();

    orgtable().users().put(orgtable().users().get(ANN));
    orgtable().organisations().rename(GO_ACME, "Acme Ltd");
    orgtable().services().put(orgtable().services().get(GO_ACME, GO_BILLING));
    orgtable().invitations().accept(CAT, GO_ACME);

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void creating_over_a_user_or_an_organisation_is_refused() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().users().create(User.of(ANN, NEW, CREATED)))
        .isInstanceOf(UserAlreadyExists.class);
    assertThatThrownBy(() -> orgtable().organisations().create(GO_ACME, "New", ANN))
        .isInstanceOf(OrganisationAlreadyExists.class);

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void a_left_over_side_is_no_member_to_remove() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().memberships().remove(BOB, GO_ACME))
        .isInstanceOf(MemberNotFound.class);

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void a_write_that_touches_no_record_of_version_0_succeeds() {
    EmailAddress eve = EmailAddress.of("eve@example.com");
    user(DAN);
    user(eve);

    organisation(ACME, DAN);
    orgtable().memberships().addMember(eve, ACME, Set.of());
    orgtable().invitations().invite(ANN, ACME, Set.of(STAFF));

    assertThat(orgtable().organisations().details(ACME).members())
        .extracting(member -> member.user())
        .containsExactly(DAN, eve);
    assertThat(orgtable().users().details(ANN).invitations()).hasSize(1);
  }
}
