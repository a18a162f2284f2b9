package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Mention;
import dev.orgtable.maintenance.Offboarding.Membership;
import dev.orgtable.maintenance.Offboarding.Plan;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of offboarding: the removal of a user with everything that mentions the address. */
final class OffboardingContract extends TableContract {

  @BeforeEach
  final void annOwnsAcme() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    organisation(BETA, BOB);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS, STAFF));
    orgtable().invitations().invite(ANN, BETA, Set.of());
  }

  private static final String SHA_256_OF_CAT =
      "d2d66462631a2d1b0ca18e8b66dc594a58a1cdd569028e1d97f6be4ff0d5fb68";

  private static final Mention BOBS_NOTE =
      new Mention("user/bob@example.com", "user", "note", true);

  private List<Mention> mentions(EmailAddress user) {
    List<Mention> mentions = new ArrayList<>();
    assertThat(Maintenance.of(orgtable()).offboarding().mentions(user, mentions::add))
        .isEqualTo(allItems().size());
    mentions.removeIf(Mention::isKept);
    return mentions;
  }

  private static Consumer<Mention> unlessKept(Consumer<Mention> receiver) {
    return mention -> {
      if (!mention.isKept()) {
        receiver.accept(mention);
      }
    };
  }

  @Test
  void the_plan_tells_what_would_go_and_where_that_is_refused() {
    List<Map<String, AttributeValue>> before = items();

    Plan ann = Maintenance.of(orgtable()).offboarding().plan(ANN);
    Plan bob = Maintenance.of(orgtable()).offboarding().plan(BOB);

    assertThat(ann.known()).isTrue();
    assertThat(ann.memberships())
        .containsExactly(new Membership(ACME, "Organisation acme", Set.of(Group.OWNER), true));
    assertThat(ann.invitations()).extracting(each -> each.organisation()).containsExactly(BETA);
    assertThat(ann.lastOwnerOf()).containsExactly(ACME);
    assertThat(bob.memberships())
        .containsExactly(
            new Membership(ACME, "Organisation acme", Set.of(READERS, STAFF), false),
            new Membership(BETA, "Organisation beta", Set.of(Group.OWNER), true));
    assertThat(mentions(ANN)).isNotEmpty().allMatch(ann::covers);
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void the_last_owner_is_refused_and_nothing_is_changed() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> Maintenance.of(orgtable()).offboarding().apply(ANN))
        .isInstanceOfSatisfying(
            LastOwner.class, refused -> assertThat(refused.organisations()).containsExactly(ACME));

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void an_heir_who_is_not_a_member_is_refused_without_a_change() {
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> Maintenance.of(orgtable()).offboarding().apply(ANN, CAT))
        .isInstanceOf(MemberNotFound.class);

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void an_heir_who_is_suspended_in_one_of_two_is_refused_and_nothing_is_changed() {
    OrganisationId first = OrganisationId.of("aaa");
    organisation(first, ANN);
    orgtable().memberships().addMember(BOB, first, Set.of());
    orgtable().memberships().suspend(BOB, ACME);
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> Maintenance.of(orgtable()).offboarding().apply(ANN, BOB))
        .isInstanceOf(MemberSuspended.class);

    assertThat(items()).isEqualTo(before);
  }

  @Test
  void an_heir_takes_over_and_nothing_names_the_user_any_more() {
    Maintenance.of(orgtable()).offboarding().apply(ANN, BOB);

    assertThat(mentions(ANN)).isEmpty();
    assertThat(itemsNaming(ANN)).isEmpty();
    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(Group.OWNER, READERS, STAFF);
  }

  @Test
  void a_member_who_owns_nothing_goes_without_an_heir_and_twice() {
    user(DAN);
    orgtable().memberships().addMember(DAN, ACME, Set.of(STAFF));

    Maintenance.of(orgtable()).offboarding().apply(DAN);
    Maintenance.of(orgtable()).offboarding().apply(DAN);

    assertThat(mentions(DAN)).isEmpty();
  }

  @Test
  void invitations_of_an_address_that_is_no_user_go_also_expired_ones() {
    orgtable().invitations().invite(DAN, ACME, Set.of(STAFF));
    clock.advance(Duration.ofDays(1000));
    orgtable().invitations().invite(DAN, BETA, Set.of());

    Maintenance.of(orgtable()).offboarding().apply(DAN);

    assertThat(mentions(DAN)).isEmpty();
    assertThat(itemsNaming(DAN)).isEmpty();
  }

  @Test
  void records_that_the_removal_cannot_reach_are_reported() {
    orgtable()
        .invitations()
        .invite(DAN, ACME, Set.of(), "Invited by <Cat@Example.com>.", Duration.ofDays(1));

    Maintenance.of(orgtable()).offboarding().apply(CAT);

    assertThat(mentions(CAT))
        .containsExactly(
            new Mention("organisation/acme", "organisationInvitation/" + DAN, "invitedBy", true));
  }

  @Test
  void the_address_is_erased_from_records_of_others() {
    orgtable()
        .invitations()
        .invite(DAN, ACME, Set.of(), "Invited by <Cat@Example.com>.", Duration.ofDays(1));
    orgtable().once(Receipt.of("key", "asked"), to -> to.users().get(CAT), User::toString);
    receiptOfAnEarlierBuild("created " + CAT);
    Maintenance.of(orgtable()).offboarding().apply(CAT);
    List<Mention> erased = new ArrayList<>();

    Maintenance.of(orgtable())
        .offboarding()
        .erase(CAT, 1, erased::add, unlessKept(left -> fail(left.toString())), read -> {});

    assertThat(erased).hasSize(2).allMatch(Mention::isErasable);
    assertThat(mentions(CAT)).isEmpty();
    assertThat(orgtable().invitations().get(DAN, ACME).invitedBy()).isEmpty();
  }

  /** Replaces the only receipt by one with an unencrypted result. */
  private void receiptOfAnEarlierBuild(String answer) {
    Map<String, AttributeValue> receipt =
        items().stream()
            .filter(item -> AttributeValue.fromS("receipt").equals(item.get("typ")))
            .findFirst()
            .map(HashMap::new)
            .orElseThrow();
    receipt.put("answer", AttributeValue.fromS(answer));
    put(receipt);
  }

  @Test
  void events_keep_the_address_and_are_reported() {
    user(DAN);
    orgtable().memberships().addMember(DAN, ACME, Set.of(STAFF));
    Maintenance.of(orgtable()).offboarding().apply(DAN);
    List<Mention> left = new ArrayList<>();
    List<Map<String, AttributeValue>> before = allItems();

    Maintenance.of(orgtable())
        .offboarding()
        .erase(DAN, 1, gone -> fail(gone.toString()), left::add, read -> {});

    assertThat(left).isNotEmpty().allMatch(Mention::isKept);
    assertThat(left).extracting(Mention::rng).anyMatch(rng -> rng.startsWith("userEvent/"));
    assertThat(left).extracting(Mention::rng).anyMatch(rng -> rng.startsWith("organisationEvent/"));
    assertThat(allItems()).isEqualTo(before);
  }

  @Test
  void a_receipt_names_nobody() {
    orgtable().once(Receipt.of("key", "asked"), to -> to.users().get(CAT), User::toString);

    Maintenance.of(orgtable()).offboarding().apply(CAT);

    assertThat(mentions(CAT)).isEmpty();
    assertThat(itemsNaming(CAT)).isEmpty();
  }

  @Test
  void records_that_cannot_be_erased_are_left_and_reported() {
    orgtable().users().delete(CAT);
    note(AttributeValue.fromS("cat@example.com"));
    List<Map<String, AttributeValue>> before = items();
    List<Mention> left = new ArrayList<>();

    Maintenance.of(orgtable())
        .offboarding()
        .erase(CAT, 1, gone -> fail(gone.toString()), unlessKept(left::add), read -> {});

    assertThat(left).containsExactly(BOBS_NOTE);
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void an_invitation_that_another_names_meanwhile_keeps_its_text() {
    String cat = "Cat <cat@example.com>";
    orgtable().invitations().invite(DAN, ACME, Set.of(), cat, Duration.ofDays(1));
    orgtable().users().delete(CAT);
    Orgtable slow =
        meanwhile(
            () -> {
              orgtable().invitations().revoke(DAN, ACME);
              orgtable().invitations().invite(DAN, ACME, Set.of(), "Ann", Duration.ofDays(1));
            });

    Maintenance.of(slow)
        .offboarding()
        .erase(CAT, 1, gone -> fail(gone.toString()), left -> {}, read -> {});

    assertThat(orgtable().invitations().get(DAN, ACME).invitedBy()).isEqualTo("Ann");
  }

  @Test
  void a_hash_of_the_address_is_erased_where_it_tells_who_did_something() {
    orgtable().invitations().invite(DAN, ACME, Set.of(), "Cat", Duration.ofDays(1));
    String invitation = "organisationInvitation/" + DAN;
    Map<String, AttributeValue> item = new HashMap<>(item("organisation/acme", invitation));
    item.put("inviter", AttributeValue.fromS(SHA_256_OF_CAT));
    put(item);
    Maintenance.of(orgtable()).offboarding().apply(CAT);

    Maintenance.of(orgtable())
        .offboarding()
        .erase(CAT, 1, gone -> {}, unlessKept(left -> fail(left.toString())), read -> {});

    assertThat(item("organisation/acme", invitation)).doesNotContainKey("inviter");
    assertThat(mentions(CAT)).isEmpty();
  }

  @Test
  void items_of_other_programs_are_reported_and_stay() {
    String cats = "user/cat@example.com";
    put(Map.of("id", text(cats), "rng", text("settings")));
    put(Map.of("id", text(cats), "rng", text("userOrganisation/a b"), "typ", text("tag")));
    put(
        Map.of(
            "id", text("organisation/acme"),
            "rng", text("organisationInvitation/dan@example.com."),
            "invitedBy", text("cat@example.com")));
    Plan plan = Maintenance.of(orgtable()).offboarding().plan(CAT);
    List<Mention> planned = new ArrayList<>(mentions(CAT));
    planned.removeIf(plan::covers);

    Maintenance.of(orgtable()).offboarding().apply(CAT);
    List<Mention> left = new ArrayList<>();
    Maintenance.of(orgtable())
        .offboarding()
        .erase(CAT, 1, gone -> fail(gone.toString()), unlessKept(left::add), read -> {});

    assertThat(plan.known()).isTrue();
    assertThat(left).hasSize(3).containsExactlyInAnyOrderElementsOf(planned);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  @ParameterizedTest
  @CsvSource({
    "max@b\u00fccher.example, MAX@B\u00dcCHER.example",
    "max@b\u00fccher.example, by max@bu\u0308cher.example.",
    "max@b\u00fccher.example, max@XN--BCHER-KVA.example",
    "jos\u00e9@example.com, Jose\u0301 <JOSE\u0301@example.com>",
    "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c3@example.com,"
        + " \u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3@example.com"
  })
  void an_address_is_found_as_people_write_it(String address, String written) {
    note(AttributeValue.fromS(written));

    assertThat(mentions(EmailAddress.of(address))).containsExactly(BOBS_NOTE);
  }

  static Stream<AttributeValue> named() {
    return Stream.of(
        AttributeValue.fromS("cat@example.com"),
        AttributeValue.fromS("by joecat@example.com, cat@example.com. Bye"),
        AttributeValue.fromS("\u2014 mailto:CAT@EXAMPLE.COM"),
        AttributeValue.fromS("...cat@example.com..."),
        AttributeValue.fromSs(List.of("a", "user/cat@example.com")),
        AttributeValue.fromL(List.of(AttributeValue.fromS("cat@example.com"))),
        AttributeValue.fromM(Map.of("cat@example.com", AttributeValue.fromNul(true))),
        AttributeValue.fromM(Map.of("a", AttributeValue.fromS("cat@example.com"))),
        AttributeValue.fromB(SdkBytes.fromUtf8String("cat@example.com")),
        AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("<cat@example.com>"))));
  }

  @ParameterizedTest
  @MethodSource("named")
  void an_address_is_found_in_any_value(AttributeValue value) {
    orgtable().users().delete(CAT);
    note(value);

    assertThat(mentions(CAT)).containsExactly(BOBS_NOTE);
  }

  static Stream<String> others() {
    return Stream.of(
        "joecat@example.com",
        "joe.cat@example.com",
        "joe+cat@example.com",
        "cat@example.com.au",
        "cat@example.community",
        "cat@example.com-pany.org",
        "tomcat@example.com");
  }

  @ParameterizedTest
  @MethodSource("others")
  void a_longer_address_is_another(String other) {
    orgtable().users().delete(CAT);
    note(AttributeValue.fromS(other));

    assertThat(mentions(CAT)).isEmpty();
  }

  private void note(AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(item("user/bob@example.com", "user"));
    item.put("note", value);
    put(item);
  }
}
