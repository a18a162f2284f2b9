package dev.orgtable.contracts.user;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.UserId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of users, and of the copies of their profiles. */
final class UsersContract extends TableContract {

  private static final Profile NEW = new Profile("Anna", "", "1");

  @Test
  void a_created_user_reads_as_it_was_written() {
    User written = user(ANN);

    User read = orgtable().users().get(ANN);

    assertThat(read).isEqualTo(written);
    assertThat(counted(read)).isEqualTo(new User(idOf(ANN), ANN, profile(ANN), CREATED, 1));
  }

  @Test
  void creating_a_user_twice_is_refused_and_changes_nothing() {
    User first = user(ANN);

    assertThatThrownBy(() -> orgtable().users().create(User.of(ANN, profile(BOB), CREATED)))
        .isInstanceOfSatisfying(UserAlreadyExists.class, e -> assertThat(e.user()).isEqualTo(ANN));

    assertThat(orgtable().users().get(ANN)).isEqualTo(first);
  }

  @Test
  void another_spelling_of_an_address_is_the_same_user() {
    User user = user(ANN);
    EmailAddress spelling = EmailAddress.of("ANN@Example.COM");

    assertThatThrownBy(() -> user(spelling)).isInstanceOf(UserAlreadyExists.class);

    assertThat(orgtable().users().get(spelling)).isEqualTo(user);
  }

  @Test
  void odd_values_read_as_they_were_written() {
    Instant created = Instant.parse("9999-12-31T23:59:59.999999999Z");
    User user =
        User.of(
            EmailAddress.of("josé+ü@bücher.example"), new Profile("𝒜'\"\\{}", "", ""), created);

    orgtable().users().create(user);

    assertThat(counted(orgtable().users().get(user.email())))
        .isEqualTo(new User(user.id(), user.email(), user.profile(), created, 1));
  }

  @Test
  void a_user_who_is_not_there_is_not_found() {
    assertThatThrownBy(() -> orgtable().users().get(ANN))
        .isInstanceOfSatisfying(UserNotFound.class, e -> assertThat(e.user()).isEqualTo(ANN));
    assertThatThrownBy(() -> orgtable().users().details(ANN)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().users().update(User.of(ANN, NEW, CREATED)))
        .isInstanceOf(UserNotFound.class);
  }

  @Test
  void putting_a_user_who_is_not_there_creates_the_user() {
    UserId id = UserId.random(CREATED);
    User put = orgtable().users().put(new User(id, ANN, profile(ANN), CREATED, 7)).value();

    assertThat(counted(put)).isEqualTo(new User(id, ANN, profile(ANN), CREATED, 1));
    assertThat(orgtable().users().get(ANN)).isEqualTo(put);
  }

  @Test
  void putting_the_same_user_again_writes_nothing() {
    User user = user(ANN);
    Map<String, AttributeValue> before = item("user/ann@example.com", "user");
    resetCost();

    User put = orgtable().users().put(User.of(ANN, profile(ANN), CREATED)).value();

    assertThat(put).isEqualTo(user);
    assertThat(cost().writeUnits()).isZero();
    assertThat(item("user/ann@example.com", "user")).isEqualTo(before);
  }

  @Test
  void putting_another_profile_writes_it_on_every_membership() {
    memberships();

    User put = orgtable().users().put(User.of(ANN, NEW, CREATED)).value();

    assertThat(counted(put)).isEqualTo(new User(idOf(ANN), ANN, NEW, CREATED, 2));
    assertThat(orgtable().users().get(ANN)).isEqualTo(put);
    assertThat(orgtable().memberships().get(ANN, ACME).profile()).isEqualTo(NEW);
    assertThat(orgtable().memberships().get(ANN, BETA).profile()).isEqualTo(NEW);
  }

  @Test
  void an_update_writes_the_profile_on_every_membership_and_keeps_the_rest() {
    memberships();
    orgtable().memberships().updateDetails(ANN, ACME, profile(CAT));
    Set<?> groups = orgtable().memberships().get(ANN, BETA).groups();
    clock.advance(Duration.ofDays(1));

    User updated = orgtable().users().update(orgtable().users().get(ANN).withProfile(NEW)).value();

    assertThat(counted(updated)).isEqualTo(new User(idOf(ANN), ANN, NEW, CREATED, 2));
    assertThat(orgtable().users().get(ANN)).isEqualTo(updated);
    assertThat(orgtable().memberships().get(ANN, ACME).profile()).isEqualTo(NEW);
    assertThat(orgtable().memberships().get(ANN, BETA).profile()).isEqualTo(NEW);
    assertThat(orgtable().memberships().get(ANN, BETA).groups()).isEqualTo(groups);
  }

  @Test
  void an_update_of_an_old_revision_is_refused() {
    User first = user(ANN);
    User second = orgtable().users().update(first.withProfile(NEW)).value();

    assertThatThrownBy(() -> orgtable().users().update(first.withProfile(profile(BOB))))
        .isInstanceOf(Stale.class);

    assertThat(orgtable().users().get(ANN)).isEqualTo(second);
  }

  @Test
  void a_profile_on_98_memberships_is_written_at_once_and_on_99_by_a_job() {
    user(ANN);
    for (int i = 0; i < 98; i++) {
      organisation(OrganisationId.of("o" + i), ANN);
    }
    var small = orgtable().users().put(User.of(ANN, NEW, CREATED));
    organisation(ACME, ANN);

    var large = orgtable().users().put(User.of(ANN, profile(BOB), CREATED));
    work();

    assertThat(small.job()).isEmpty();
    assertThat(large.job()).isPresent();
    assertThat(orgtable().users().get(ANN)).isEqualTo(large.value());
    assertThat(orgtable().memberships().get(ANN, OrganisationId.of("o97")).profile())
        .isEqualTo(profile(BOB));
  }

  @Test
  void details_tell_memberships_and_open_invitations() {
    memberships();
    user(CAT);
    organisation(OrganisationId.of("gamma"), CAT);
    organisation(OrganisationId.of("delta"), CAT);
    orgtable().invitations().invite(ANN, OrganisationId.of("delta"), Set.of());
    clock.advance(Duration.ofDays(7));
    orgtable().invitations().invite(ANN, OrganisationId.of("gamma"), Set.of());

    UserDetails details = orgtable().users().details(ANN);

    assertThat(details.user()).isEqualTo(orgtable().users().get(ANN));
    assertThat(details.organisations()).extracting("organisation").containsExactly(ACME, BETA);
    assertThat(details.organisations())
        .extracting("name")
        .containsExactly("Organisation acme", "Organisation beta");
    assertThat(details.invitations())
        .extracting("organisation")
        .isEqualTo(List.of(OrganisationId.of("gamma")));
  }

  @Test
  void details_of_more_pages_than_allowed_are_refused_with_advice() {
    user(ANN);
    String much = "x".repeat(390_000);
    for (int i = 0; i < 4; i++) {
      put(
          Map.of(
              "id", AttributeValue.fromS("user/ann@example.com"),
              "rng", AttributeValue.fromS("later/" + i),
              "typ", AttributeValue.fromS("later"),
              "v", AttributeValue.fromN("1"),
              "much", AttributeValue.fromS(much)));
    }
    Orgtable narrow = Orgtable.on(client(), tableName, settings().withDetailsPages(1));

    assertThatThrownBy(() -> narrow.users().details(ANN))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("read the pages of organisations and of invitations");

    assertThat(orgtable().users().details(ANN).user().email()).isEqualTo(ANN);
  }

  private void memberships() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    organisation(BETA, BOB);
    orgtable().memberships().addMember(ANN, BETA, Set.of(STAFF));
  }
}
