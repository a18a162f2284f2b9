package dev.orgtable.contracts.model;

import dev.orgtable.OrganisationId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One step of a random sequence.
 *
 * @param operation the operation
 * @param with the arguments
 */
record Step(Operation operation, Arguments with) {

  /** The number of users in a sequence. */
  static final int USERS = 4;

  /** Most steps concern one organisation. */
  private static final List<OrganisationId> ORGANISATIONS =
      Stream.of(0, 0, 0, 0, 0, 0, 1, 1, 2).map(Arguments.ORGANISATIONS::get).toList();

  static Step random(Random random) {
    return new Step(
        Operations.ALL.get(random.nextInt(Operations.ALL.size())),
        Arguments.random(random, Arguments.USERS.subList(0, USERS), ORGANISATIONS));
  }

  @Override
  public String toString() {
    return operation + " " + with;
  }
}
