package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of tombstones: they have 32 copies, of which a reader takes a random one. From the
 * deleting transaction until the job is done, each copy lists the deleted source.
 */
@Tag("slow")
final class TombstonesContract extends TableContract {

  private static final int COPIES = 32;

  /** More than one transaction can delete, so that a job removes them. */
  private static final int MANY = 101;

  private static final String ACME_ENDED = "organisation/acme organisation";

  /** The violation whose damage is covered here and not in {@link VerifierContract#changes()}. */
  static final Code ALSO = Code.ENDINGS_DIFFER;

  private boolean damaged;

  @BeforeEach
  final void largeOrganisation() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    IntStream.range(0, MANY)
        .mapToObj(i -> EmailAddress.of("i" + i + "@example.com"))
        .forEach(invitee -> orgtable().invitations().invite(invitee, ACME, Set.of(READERS)));
  }

  @Override
  protected final List<Violation> expectedViolations() {
    return damaged ? violations() : List.of();
  }

  private static Map<String, AttributeValue> key(int copy) {
    return Map.of(
        "id", AttributeValue.fromS("endings/" + copy), "rng", AttributeValue.fromS("endings"));
  }

  private List<String> copy(int copy) {
    Map<String, AttributeValue> item =
        client()
            .getItem(get -> get.tableName(tableName).key(key(copy)).consistentRead(true))
            .item();
    return Optional.ofNullable(item.get("ended")).map(AttributeValue::ss).orElse(List.of());
  }

  private void everyCopyNames(String... sources) {
    assertThat(IntStream.range(0, COPIES).mapToObj(this::copy).toList())
        .hasSize(COPIES)
        .allSatisfy(names -> assertThat(names).containsExactlyInAnyOrder(sources));
  }

  @Test
  void every_copy_names_an_organisation_from_its_deletion_until_its_job_is_done() {
    orgtable().organisations().delete(ACME);

    everyCopyNames(ACME_ENDED);
    work();
    everyCopyNames();
  }

  @Test
  void every_copy_names_a_service_from_its_deletion_until_its_job_is_done() {
    orgtable().services().delete(ACME, BILLING);

    everyCopyNames("organisation/acme organisationService/billing");
    work();
    everyCopyNames();
  }

  @Test
  void every_copy_names_a_user_from_the_deletion_until_its_job_is_done() {
    for (int i = 0; i < MANY; i++) {
      organisation(OrganisationId.of("o" + i), ANN);
      orgtable().memberships().addMember(BOB, OrganisationId.of("o" + i), Set.of(Group.of("x")));
    }
    orgtable().users().delete(BOB);

    everyCopyNames("user/bob@example.com user");
    work();
    everyCopyNames();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, COPIES - 1})
  void a_copy_that_does_not_name_what_was_deleted_is_found_and_repaired(int copy) {
    orgtable().organisations().delete(ACME);
    write(copy, "DELETE ended :names", ACME_ENDED);

    assertThat(violations())
        .extracting(Violation::code, Violation::id)
        .containsExactly(tuple(Code.ENDINGS_DIFFER, "organisation/acme"));
    repair();
    everyCopyNames(ACME_ENDED);
    damaged = false;
    work();
  }

  @Test
  void a_copy_that_is_not_there_is_found_and_repaired() {
    orgtable().organisations().delete(ACME);
    damaged = true;
    client().deleteItem(delete -> delete.tableName(tableName).key(key(0)));

    assertThat(violations()).extracting(Violation::code).containsExactly(Code.ENDINGS_DIFFER);
    repair();
    everyCopyNames(ACME_ENDED);
    damaged = false;
    work();
  }

  @Test
  void a_copy_that_names_what_was_not_deleted_is_found_and_repaired() {
    orgtable().organisations().delete(ACME);
    work();
    write(31, "ADD ended :names", "user/ann@example.com user", "nothing at all");

    assertThat(violations())
        .extracting(Violation::code, Violation::id)
        .containsOnly(tuple(Code.ENDINGS_DIFFER, "endings/31"))
        .hasSize(2);
    repair();
    everyCopyNames();
    damaged = false;
  }

  private void write(int copy, String change, String... names) {
    damaged = true;
    client()
        .updateItem(
            update ->
                update
                    .tableName(tableName)
                    .key(key(copy))
                    .updateExpression(change)
                    .expressionAttributeValues(
                        Map.of(":names", AttributeValue.fromSs(List.of(names)))));
  }

  private void repair() {
    Maintenance.of(orgtable()).repair().apply(step -> {});
    assertThat(new ArrayList<>(violations())).isEmpty();
  }
}
