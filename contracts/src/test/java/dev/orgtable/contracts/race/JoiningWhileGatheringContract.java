package dev.orgtable.contracts.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.UserOrganisation;
import dev.orgtable.contracts.MeanwhileClient;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The contract of changes that read an organisation page by page while others write: a record that
 * moves from an unread page to one already read is not missed.
 */
final class JoiningWhileGatheringContract extends TableContract {

  private static final int MEMBERS = 28;
  private static final EmailAddress ZOE = EmailAddress.of("zoe@example.com");

  private final AtomicInteger moved = new AtomicInteger();

  @BeforeEach
  void acme_has_more_members_than_a_page_holds() {
    List.of(ANN, BOB, ZOE).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    Map<EmailAddress, Set<Group>> members = new HashMap<>();
    for (int i = 0; i < MEMBERS; i++) {
      EmailAddress id = EmailAddress.of("p%02d@example.com".formatted(i));
      user(id);
      members.put(id, longGroups());
      if (members.size() == MEMBERS / 2) {
        orgtable().memberships().addMembers(ACME, members);
        members.clear();
      }
    }
  }

  /** The maximum number of groups per member, with the longest names: about 40 KB. */
  private static Set<Group> longGroups() {
    return IntStream.range(0, Group.MOST_PER_MEMBER)
        .mapToObj(i -> Group.of("\uD83D\uDE00".repeat(97) + (100 + i)))
        .collect(Collectors.toSet());
  }

  private Orgtable whileReading(Runnable meanwhile) {
    return on(
        MeanwhileClient.after(
            client(),
            answer -> answer instanceof QueryResponse page && page.hasLastEvaluatedKey(),
            () -> {
              meanwhile.run();
              moved.incrementAndGet();
            }));
  }

  private Orgtable whileBobAccepts() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF, READERS));
    return whileReading(() -> orgtable().invitations().accept(BOB, ACME));
  }

  private Orgtable whileZoeBecomesCat() {
    orgtable().memberships().addMember(ZOE, ACME, Set.of(STAFF, READERS));
    return whileReading(() -> orgtable().users().changeAddress(ZOE, CAT));
  }

  @Test
  void an_acceptance_while_the_organisation_is_read_for_its_deletion_makes_no_member() {
    Orgtable racing = whileBobAccepts();

    racing.organisations().delete(ACME);

    assertThat(moved).hasValue(1);
    assertThat(orgtable().users().details(BOB).organisations()).isEmpty();
  }

  @Test
  void an_acceptance_while_the_organisation_is_read_for_a_rename_has_the_new_name() {
    Orgtable racing = whileBobAccepts();

    racing.organisations().rename(ACME, "Renamed");

    assertThat(moved).hasValue(1);
    assertThat(orgtable().users().details(BOB).organisations())
        .extracting(UserOrganisation::name)
        .containsExactly("Renamed");
  }

  @Test
  void an_acceptance_while_a_service_is_read_for_its_deletion_gives_none_of_its_groups() {
    Orgtable racing = whileBobAccepts();

    racing.services().delete(ACME, BILLING);

    assertThat(moved).hasValue(1);
    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_change_of_address_while_the_organisation_is_read_for_its_deletion_leaves_no_member() {
    Orgtable racing = whileZoeBecomesCat();

    racing.organisations().delete(ACME);

    assertThat(moved).hasValue(1);
    assertThat(orgtable().users().details(CAT).organisations()).isEmpty();
  }

  @Test
  void a_change_of_address_while_the_organisation_is_read_for_a_rename_has_the_new_name() {
    Orgtable racing = whileZoeBecomesCat();

    racing.organisations().rename(ACME, "Renamed");

    assertThat(moved).hasValue(1);
    assertThat(orgtable().users().details(CAT).organisations())
        .extracting(UserOrganisation::name)
        .containsExactly("Renamed");
  }

  @Test
  void a_change_of_address_while_a_service_is_read_for_its_deletion_keeps_none_of_its_groups() {
    Orgtable racing = whileZoeBecomesCat();

    racing.services().delete(ACME, BILLING);

    assertThat(moved).hasValue(1);
    assertThat(orgtable().memberships().get(CAT, ACME))
        .extracting(Member::groups)
        .isEqualTo(Set.of(STAFF));
  }
}
