package dev.orgtable.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.InvitationNotOpen;
import dev.orgtable.OrgtableException.InvitationNotOpen.Ending;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of tokens while a job deletes the organisation or moves the address. */
@Tag("exhaustive")
final class TokensDuringJobsContract extends TableContract {

  private static final int MANY = 60;

  @BeforeEach
  final void owners() {
    user(ANN);
    user(BOB);
  }

  private String token(OrganisationId organisation) {
    return orgtable()
        .invitations()
        .issueToken(orgtable().invitations().invite(BOB, organisation, Set.of(STAFF)));
  }

  private void accept(String token) {
    orgtable().invitations().acceptByToken(token);
  }

  private static void assertEnded(Ending how, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvitationNotOpen.class, e -> assertThat(e.ending()).isEqualTo(how));
  }

  /** Returns Bob's token for an organisation whose deletion needs a job. */
  private String ofLargeOrganisation() {
    organisation(ACME, ANN);
    for (int i = 0; i < MANY; i++) {
      orgtable().invitations().invite(EmailAddress.of("i" + i + "@example.com"), ACME, Set.of());
    }
    return token(ACME);
  }

  /** Returns the last of Bob's tokens; he has so many invitations that a move needs a job. */
  private String ofBusyUser() {
    String last = "";
    for (int i = 0; i < MANY; i++) {
      organisation(OrganisationId.of("o" + i), ANN);
      last = token(OrganisationId.of("o" + i));
    }
    return last;
  }

  @Test
  void a_token_for_a_large_organisation_says_that_it_is_deleted_from_the_deletion_on() {
    String token = ofLargeOrganisation();
    orgtable().organisations().delete(ACME);

    assertEnded(Ending.ORGANISATION_DELETED, () -> accept(token));
    orgtable().invitations().rejectByToken(token);

    assertThat(work()).isPositive();
    assertEnded(Ending.ORGANISATION_DELETED, () -> accept(token));
  }

  @Test
  void a_token_whose_large_organisation_is_deleted_during_the_acceptance_says_so() {
    String token = ofLargeOrganisation();
    Orgtable racing = meanwhile(() -> orgtable().organisations().delete(ACME));

    assertEnded(Ending.ORGANISATION_DELETED, () -> racing.invitations().acceptByToken(token));

    assertThat(work()).isPositive();
  }

  @Test
  void a_token_of_a_user_with_many_invitations_has_ended_from_the_deletion_on() {
    String token = ofBusyUser();
    orgtable().users().delete(BOB);

    assertEnded(Ending.ENDED, () -> accept(token));
    assertEnded(Ending.ENDED, () -> orgtable().invitations().acceptByToken(token, profile(BOB)));

    assertThat(work()).isPositive();
    assertEnded(Ending.ENDED, () -> accept(token));
  }

  @Test
  void a_token_of_an_address_that_is_moving_opens_nothing() {
    String token = ofBusyUser();
    orgtable().users().changeAddress(BOB, CAT);

    assertThatThrownBy(() -> accept(token)).isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().invitations().acceptByToken(token, profile(BOB)))
        .isInstanceOf(InProgress.class);

    assertThat(work()).isPositive();
    assertEnded(Ending.ADDRESS_CHANGED, () -> accept(token));
    assertThat(items()).noneMatch(item -> item.containsKey("tokenHash"));
  }
}
