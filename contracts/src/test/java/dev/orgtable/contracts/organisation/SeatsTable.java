package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.limit.Seats;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A table in which Ann owns Acme, and Bob and Cat are users. */
abstract class SeatsTable extends TableContract {

  static final Duration HOUR = Duration.ofHours(1);

  @BeforeEach
  final void ann_owns_acme() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
  }

  final Seats seats() {
    return orgtable().organisations().seats(ACME);
  }

  final void assertSeats(long members, long invitations) {
    assertThat(seats().members()).hasValue(members);
    assertThat(seats().invitations()).hasValue(invitations);
  }

  final void invite(EmailAddress invitee) {
    orgtable().invitations().invite(invitee, ACME, Set.of(), "", HOUR);
  }

  final void add(EmailAddress user) {
    orgtable().memberships().addMember(user, ACME, Set.of());
  }

  final void limit(long most) {
    orgtable().organisations().limitSeats(ACME, most);
  }
}
