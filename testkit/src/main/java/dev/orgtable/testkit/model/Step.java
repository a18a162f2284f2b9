package dev.orgtable.testkit.model;

import dev.orgtable.OrganisationId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One step of a random sequence.
 *
 * @param operation what is done
 * @param with with what
 */
record Step(Operation operation, Arguments with) {

  /** How many users a sequence has. */
  static final int USERS = 4;

  private static final int MOST_GROUPS = 2;

  static Arbitrary<Step> any() {
    return Combinators.combine(Arbitraries.of(Operations.ALL), arguments()).as(Step::new);
  }

  private static Arbitrary<Arguments> arguments() {
    return Combinators.combine(
            Arbitraries.of(Arguments.USERS.subList(0, USERS)),
            Arbitraries.of(Arguments.USERS.subList(0, USERS)),
            organisations(),
            Arbitraries.of(Arguments.SERVICES),
            Arbitraries.of(Arguments.GROUPS).set().ofMaxSize(MOST_GROUPS),
            Arbitraries.of(Arguments.GROUPS).set().ofMaxSize(MOST_GROUPS),
            Arbitraries.of(Arguments.NAMES),
            Arbitraries.integers().between(1, Arguments.MOST))
        .as(Arguments::new);
  }

  /** Most of what happens, happens in one organisation. */
  private static Arbitrary<OrganisationId> organisations() {
    return Arbitraries.frequency(
        Tuple.of(6, Arguments.ORGANISATIONS.get(0)),
        Tuple.of(2, Arguments.ORGANISATIONS.get(1)),
        Tuple.of(1, Arguments.ORGANISATIONS.get(2)));
  }

  @Override
  public String toString() {
    return operation + " " + with;
  }
}
