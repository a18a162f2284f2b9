package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.CheckResult;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.contracts.Operation;
import dev.orgtable.contracts.Operations;
import dev.orgtable.contracts.Share;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.testkit.Crowd;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of all operations on a suspended organisation: callers with the right to do so can
 * do everything, except that no invitation is accepted, and nobody is let in by it.
 */
@Tag("slow")
final class OperationsOnSuspendedOrganisationsContract extends TableContract {

  /** More members than one transaction holds. */
  private static final int MANY = 120;

  /** The operations that give a membership, a group or an address to somebody. */
  private static final Pattern ENTRIES =
      Pattern.compile("accept|add|change (address|groups)|reactivate|transfer");

  private static final int ONE_OF = 4;

  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");

  @BeforeEach
  void sample() {
    Operations.sample(orgtable());
  }

  static Stream<Operation> writes() {
    return Operations.writes()
        .filter(write -> !write.name().endsWith(", once"))
        .filter(write -> !write.name().equals("reactivate organisation"));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void none_lets_anybody_in_when_each_member_is_marked(Operation write) {
    prepare(write);
    assertThat(orgtable().organisations().suspend(ACME).job()).isEmpty();

    act(write);

    assertThat(members()).isEmpty();
  }

  /** Those that could let somebody in, and a share of the others, since each needs many members. */
  static Stream<Operation> writesBesideMany() {
    return writes()
        .filter(
            write ->
                ENTRIES.matcher(write.name()).find()
                    || Share.includes(ONE_OF, Share.number(write)));
  }

  @ParameterizedTest
  @MethodSource("writesBesideMany")
  void none_lets_anybody_in_when_only_the_tombstones_say_it(Operation write) {
    prepare(write);
    new Crowd(client(), tableName, ACME).join(MANY, Set.of(STAFF));
    assertThat(orgtable().organisations().suspend(ACME).job()).isPresent();

    act(write);

    assertThat(members()).isEmpty();
  }

  private void prepare(Operation write) {
    write.prepare().accept(orgtable());
    clock.advance(Operations.BRIEFLY.multipliedBy(2));
  }

  private void act(Operation write) {
    if (write.name().startsWith("accept")) {
      assertThatThrownBy(() -> write.act().apply(orgtable()))
          .isInstanceOf(OrganisationSuspended.class);
    } else if (write.name().equals("rename organisation as it was read")) {
      assertThatThrownBy(() -> write.act().apply(orgtable())).isInstanceOf(Stale.class);
    } else {
      var unused = write.act().apply(orgtable());
    }
  }

  private List<EmailAddress> members() {
    List<EmailAddress> users = List.of(ANN, BOB, CAT, DAN, EVE);
    List<CheckResult> answers =
        orgtable()
            .memberships()
            .check(
                users.stream().map(user -> Check.member(user, ACME)).toList(), Consistency.STRONG);
    return Stream.of(0, 1, 2, 3, 4).filter(i -> answers.get(i).member()).map(users::get).toList();
  }
}
