package dev.orgtable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.JobId;
import dev.orgtable.MembershipId;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.TooManyInvitations;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserRecord;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The decisions of {@link Invite} for the items that it reads, without a table. */
final class InviteTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final int MOST = 2;

  private final Invite invite = invite(ANN);

  @Test
  void an_invitation_writes_both_sides_and_the_count_of_the_organisation() {
    Decision<Invitation> decision = invite.decide(new ItemsInMemory(acme(0).item()));

    assertThat(decision).isInstanceOf(Decision.Commit.class);
    assertThat(((Decision.Commit<Invitation>) decision).transaction().keys())
        .containsExactly(
            new Key("user/ann@example.com", "userOrganisation/acme"),
            new Key("organisation/acme", "organisationInvitation/ann@example.com"),
            new Key("organisation/acme", "organisation"));
  }

  @Test
  void an_organisation_whose_invitations_were_never_counted_is_counted_first() {
    OrganisationRecord uncounted =
        new OrganisationRecord(new Organisation(ACME, "Acme", NOW, 1), 1, 1);

    Decision<Invitation> decision = invite.decide(new ItemsInMemory(uncounted.item()));

    assertThat(decision).isInstanceOf(Decision.First.class);
    assertThat(((Decision.First<Invitation>) decision).transaction().keys())
        .containsExactly(new Key("organisation/acme", "organisation"));
  }

  @Test
  void an_organisation_that_is_full_is_refused() {
    ItemsInMemory full =
        new ItemsInMemory(acme(MOST).item(), open("bob@example.com"), open("cat@example.com"));

    assertThatThrownBy(() -> invite.decide(full)).isInstanceOf(TooManyInvitations.class);
  }

  @Test
  void an_unknown_organisation_is_refused() {
    assertThatThrownBy(() -> invite.decide(new ItemsInMemory()))
        .isInstanceOf(OrganisationNotFound.class);
  }

  @Test
  void an_invitee_whose_deletion_is_under_way_is_refused() {
    ItemsInMemory items =
        new ItemsInMemory(
            acme(0).item(), TombstoneRecord.item(UserRecord.key(ANN), JobId.random()));

    assertThatThrownBy(() -> invite.decide(items)).isInstanceOf(InProgress.class);
  }

  private static OrganisationRecord acme(long invited) {
    return new OrganisationRecord(new Organisation(ACME, "Acme", NOW, 1), 1, 1)
        .withSides(1, invited);
  }

  private static dev.orgtable.dynamodb.Item open(String invitee) {
    return OrganisationInvitationRecord.item(invitation(EmailAddress.of(invitee)));
  }

  private static Invite invite(EmailAddress invitee) {
    Settings settings =
        Settings.DEFAULT.withClock(Clock.fixed(NOW, ZoneOffset.UTC)).withOpenInvitations(MOST);
    return new Invite(settings.context(nobody(), "table"), invitation(invitee));
  }

  private static Invitation invitation(EmailAddress invitee) {
    return new Invitation(
        MembershipId.random(),
        ACME,
        invitee,
        Set.of(Group.of("readers")),
        "Bob",
        NOW,
        NOW.plus(Duration.ofDays(1)));
  }

  /** A client that nobody calls. */
  private static DynamoDbClient nobody() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            InviteTest.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
