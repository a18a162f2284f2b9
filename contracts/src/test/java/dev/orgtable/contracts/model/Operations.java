package dev.orgtable.contracts.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All operations of the store. */
final class Operations {

  private static final int COMMON = 6;
  private static final int READ = 2;
  private static final int RARELY = 2;

  /** The operations that empty the table. */
  private static final Set<Operation> RARE =
      Set.of(UserOperations.DELETE, OrganisationOperations.DELETE);

  /** The operations, each as often as its weight in the draw. */
  static final List<Operation> ALL =
      Stream.concat(
              Stream.of(
                      UserOperations.WRITES,
                      OrganisationOperations.WRITES,
                      ServiceOperations.WRITES,
                      GroupOperations.WRITES,
                      InvitationOperations.WRITES,
                      MembershipOperations.WRITES,
                      RoleOperations.WRITES)
                  .flatMap(List::stream)
                  .flatMap(write -> times(RARE.contains(write) ? RARELY : COMMON, write)),
              Stream.of(
                      UserOperations.READS,
                      OrganisationOperations.READS,
                      ServiceOperations.READS,
                      GroupOperations.READS,
                      InvitationOperations.READS,
                      MembershipOperations.READS,
                      RoleOperations.READS)
                  .flatMap(List::stream)
                  .flatMap(read -> times(READ, read)))
          .toList();

  private Operations() {}

  private static Stream<Operation> times(int weight, Operation operation) {
    return Collections.nCopies(weight, operation).stream();
  }
}
