package dev.orgtable.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** One random sequence on an empty table and on the model. */
final class Sequence {

  private static final EmailAddress ANN = Arguments.USERS.get(0);
  private static final EmailAddress BOB = Arguments.USERS.get(1);
  private static final EmailAddress CAT = Arguments.USERS.get(2);
  private static final OrganisationId ACME = Arguments.ORGANISATIONS.get(0);
  private static final ServiceId BILLING = Arguments.SERVICES.get(0);

  private final Subject subject;
  private final Model model;
  private final Tally tally;
  private final Chronicle chronicle;

  Sequence(Orgtable orgtable, TestClock clock, Tally tally) {
    this.subject = Subject.of(orgtable, clock);
    this.model = new Model(clock);
    this.tally = tally;
    this.chronicle = new Chronicle(orgtable, clock);
  }

  /** Creates users and an organisation with a service, an owner, a member and an invitation. */
  void people() {
    Arguments ann =
        new Arguments(ANN, BOB, ACME, BILLING, Set.of(), Set.of(), new UUID(0, 1), "Ace", 1);
    Arguments bob =
        new Arguments(BOB, BOB, ACME, BILLING, Set.of(), Set.of(), new UUID(0, 2), "Bit", 1);
    Set<Group> groups = Set.copyOf(Arguments.GROUPS.subList(0, 3));
    Arguments cat =
        new Arguments(CAT, CAT, ACME, BILLING, groups, Set.of(), new UUID(0, 3), "Act", 3);
    Stream.of(ann, bob, cat).forEach(with -> take(new Step(UserOperations.CREATE, with)));
    take(new Step(OrganisationOperations.CREATE, ann));
    take(new Step(ServiceOperations.CREATE, ann));
    take(new Step(MembershipOperations.ADD, bob));
    take(new Step(InvitationOperations.INVITE, cat));
  }

  /** Runs a step and compares the outcome with the model's. */
  void take(Step step) {
    Operation operation = step.operation();
    Outcome outcome = Outcome.of(() -> operation.store().apply(subject, step.with()));
    Outcome expected = Outcome.of(() -> operation.model().apply(model, step.with()));

    assertThat(outcome).as("outcome of %s", step).isEqualTo(expected);
    assertThat(outcome).as("outcome of %s", step).matches(operation::mayEndIn);
    tally.count(outcome.kind());
    chronicle.add(model);
  }

  /**
   * Compares everything that can be read with the model, and what the logs tell of each moment, and
   * runs the verifier.
   */
  void compare() {
    chronicle.compareWithLogs();
    for (EmailAddress id : Arguments.USERS.subList(0, Step.USERS)) {
      Arguments with =
          new Arguments(id, id, ACME, BILLING, Set.of(), Set.of(), new UUID(0, 1), "Ace", 1);
      boolean user = model.users.containsKey(id);
      take(new Step(user ? UserOperations.DETAILS : UserOperations.INVITATIONS, with));
    }
    for (OrganisationId id : Arguments.ORGANISATIONS) {
      Arguments with =
          new Arguments(ANN, ANN, id, BILLING, Set.of(), Set.of(), new UUID(0, 1), "Ace", 1);
      take(new Step(OrganisationOperations.DETAILS, with));
    }
    List<Violation> violations = new ArrayList<>();
    Maintenance.of(subject.orgtable()).verifier().verify(violations::add);
    assertThat(violations).isEmpty();
    chronicle.askAgain();
  }
}
