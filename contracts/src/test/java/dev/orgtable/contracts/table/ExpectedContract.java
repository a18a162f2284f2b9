package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Expected;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every operation with a precondition, {@link Expected}. */
public final class ExpectedContract extends TableContract {

  private static final Profile OTHER = new Profile("Other", "", "");

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
  private enum Kind {
    USER(
        to -> to.users().get(BOB).revision(),
        to -> to.users().change(BOB, old -> new Profile("New", "", ""), Expected.ANYTHING)),
    ORGANISATION(
        to -> to.organisations().get(ACME).revision(),
        to -> to.organisations().rename(ACME, "New")),
    SERVICE(
        to -> to.services().get(ACME, BILLING).revision(),
        to -> to.services().put(new Service(ACME, BILLING, "New", 0)));

    private final Function<Orgtable, Long> revision;
    private final Function<Orgtable, Object> change;

    Kind(Function<Orgtable, Long> revision, Function<Orgtable, Object> change) {
      this.revision = revision;
      this.change = change;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas without state.
  private enum Write {
    PUT_USER(Kind.USER, (to, expected) -> to.users().put(BOB, OTHER, expected)),
    CHANGE_USER(Kind.USER, (to, expected) -> to.users().change(BOB, old -> OTHER, expected)),
    CHANGE_ADDRESS(Kind.USER, (to, expected) -> to.users().changeAddress(BOB, DAN, expected)),
    DELETE_USER(Kind.USER, (to, expected) -> to.users().delete(BOB, expected)),
    RENAME(Kind.ORGANISATION, (to, expected) -> to.organisations().rename(ACME, "Other", expected)),
    DELETE_ORGANISATION(
        Kind.ORGANISATION, (to, expected) -> to.organisations().delete(ACME, expected)),
    PUT_SERVICE(
        Kind.SERVICE,
        (to, expected) -> to.services().put(new Service(ACME, BILLING, "Other", 0), expected)),
    DELETE_SERVICE(Kind.SERVICE, (to, expected) -> to.services().delete(ACME, BILLING, expected));

    private final Kind kind;
    private final BiConsumer<Orgtable, Expected> operation;

    Write(Kind kind, BiConsumer<Orgtable, Expected> operation) {
      this.kind = kind;
      this.operation = operation;
    }
  }

  @BeforeEach
  void bob_is_in_acme_that_has_a_service() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
  }

  @ParameterizedTest
  @EnumSource
  void another_revision_or_nothing_is_refused_and_all_is_left_as_it_is(Write write) {
    long seen = write.kind.revision.apply(orgtable());
    var before = Set.copyOf(items());

    for (Expected wrong :
        new Expected[] {
          Expected.revision(seen - 1), Expected.revision(seen + 1), Expected.NOTHING
        }) {
      assertThatThrownBy(() -> write.operation.accept(orgtable(), wrong)).isInstanceOf(Stale.class);
    }

    assertThat(Set.copyOf(items())).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void the_revision_that_is_there_is_written_over(Write write) {
    long seen = write.kind.revision.apply(orgtable());
    var before = Set.copyOf(items());

    write.operation.accept(orgtable(), Expected.revision(seen));

    assertThat(Set.copyOf(items())).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void a_revision_that_comes_between_the_read_and_the_write_is_not_written_over(Write write) {
    Expected seen = Expected.revision(write.kind.revision.apply(orgtable()));
    Orgtable slow =
        meanwhile(
            () -> {
              var unused = write.kind.change.apply(orgtable());
            });

    assertThatThrownBy(() -> write.operation.accept(slow, seen)).isInstanceOf(Stale.class);

    assertThat(itemsNaming("New")).isNotEmpty();
    assertThat(itemsNaming("Other")).isEmpty();
  }

  @Test
  void a_put_that_expects_a_revision_creates_nothing() {
    assertThatThrownBy(() -> orgtable().users().put(CAT, OTHER, Expected.revision(1)))
        .isInstanceOf(UserNotFound.class);
    assertThatThrownBy(() -> orgtable().services().put(service("vault"), Expected.revision(1)))
        .isInstanceOf(ServiceNotFound.class);

    assertThat(itemsNaming(CAT)).isEmpty();
    assertThat(itemsNaming("vault")).isEmpty();
  }

  @Test
  void a_put_that_expects_nothing_creates() {
    assertThatCode(
            () -> {
              orgtable().users().put(CAT, OTHER, Expected.NOTHING);
              orgtable().services().put(service("vault"), Expected.NOTHING);
            })
        .doesNotThrowAnyException();
  }

  private static Service service(String id) {
    return new Service(ACME, ServiceId.of(id), "Vault", 0);
  }
}
