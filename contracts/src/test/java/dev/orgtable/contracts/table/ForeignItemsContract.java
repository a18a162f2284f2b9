package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.orgtable.Expected;
import dev.orgtable.Profile;
import dev.orgtable.contracts.Share;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Decision;
import dev.orgtable.maintenance.ForeignItem;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of foreign items, which are not provably records of this library: no tool removes
 * them.
 */
@Tag("slow")
final class ForeignItemsContract extends TableContract {

  private static final String HASH = "0123456789abcdef".repeat(4);

  /** How many kinds of strangers are tried under each key. */
  private static final int VARIANTS = 8;

  private static final String NOON = "2020-01-01T12:00:00Z";

  private final List<Violation> expected = new ArrayList<>();

  @BeforeEach
  final void healthyTable() {
    user(ANN);
    organisation(ACME, ANN);
  }

  @Override
  protected final List<Violation> expectedViolations() {
    return List.copyOf(expected);
  }

  private static Stream<String[]> keys() {
    return Stream.of(
        new String[] {"user/zoe@example.com", "user"},
        new String[] {"user/zoe@example.com", "userOrganisation/none"},
        new String[] {"organisation/none", "organisation"},
        new String[] {"organisation/none", "organisationGroupMember/zoe@example.com"},
        new String[] {"organisation/none", "organisationInvitation/zoe@example.com"},
        new String[] {"organisation/none", "organisationService/billing"},
        new String[] {"apiKey/abcdefghijkl", "apiKey"},
        new String[] {"firstApiKey", "firstApiKey"},
        new String[] {"receipt/" + HASH, "receipt"},
        new String[] {"invitationToken/" + HASH, "invitationToken"},
        new String[] {"mailQuota/" + HASH, "mailQuota"},
        new String[] {"job/abcdefghijklmnop", "job"},
        new String[] {"endings/0", "endings"});
  }

  /** Half of the pairs of a key and what is stored there: each of both with some of the other. */
  static Stream<Arguments> strangers() {
    List<Arguments> all = strangersUnderEachKey().toList();
    return IntStream.range(0, all.size())
        .filter(i -> Share.includes(2, i / VARIANTS, i % VARIANTS))
        .mapToObj(all::get);
  }

  private static Stream<Arguments> strangersUnderEachKey() {
    return keys()
        .flatMap(
            key ->
                Stream.of(
                    Arguments.of(key[0], key[1], Code.FOREIGN, Map.of("typ", text("customer"))),
                    Arguments.of(
                        key[0], key[1], Code.FOREIGN, Map.of("typ", text("x"), "v", number(7))),
                    Arguments.of(key[0], key[1], Code.FOREIGN, Map.of("typ", number(1))),
                    Arguments.of(key[0], key[1], Code.FOREIGN, Map.of("total", number(1))),
                    Arguments.of(key[0], key[1], Code.GHOST, Map.of()),
                    Arguments.of(key[0], key[1], Code.GHOST, Map.of("v", number(1))),
                    Arguments.of(
                        key[0],
                        key[1],
                        Code.NEWER_VERSION,
                        Map.of("typ", text("user"), "v", number(2))),
                    Arguments.of(
                        key[0], key[1], Code.NEWER_VERSION, Map.of("typ", text("organisation")))));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void an_unreadable_item_under_a_key_of_ours_is_named_and_not_removed_by_a_repair(
      String id, String rng, Code code, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = item(id, rng, attributes);
    put(item);

    Summary repaired = Maintenance.of(orgtable()).repair().apply(step -> {});
    Maintenance.of(orgtable()).sweep().run(1, read -> {});

    assertThat(item(id, rng)).isEqualTo(item);
    assertThat(repaired).isEqualTo(new Summary(allItems().size(), 0, 1));
    expected.addAll(violations());
    assertThat(expected)
        .extracting(Violation::code, Violation::id, Violation::rng)
        .containsExactly(tuple(code, id, rng));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void a_person_can_decide_that_it_goes(
      String id, String rng, Code code, Map<String, AttributeValue> attributes) {
    put(item(id, rng, attributes));
    List<Step<Code>> plan = new ArrayList<>();
    Maintenance.of(orgtable()).repair().plan(plan::add);
    Step<Code> left = plan.get(0);

    Maintenance.of(orgtable())
        .repair()
        .apply(1, List.of(Decision.of(id, rng, left.seen(), "delete")), step -> {}, read -> {});

    assertThat(left.choices()).containsExactly(Decision.Word.DELETE);
    assertThat(item(id, rng)).isEmpty();
  }

  static Stream<Arguments> neighbours() {
    return Stream.of(
        Arguments.of("ORDER#1", "META", Map.of("total", number(1))),
        Arguments.of("ORDER#1", "META", Map.of()),
        Arguments.of("ORDER#1", "META", Map.of("typ", text("user"), "email", text("a@b.example"))),
        Arguments.of("ORDER#1", "META", Map.of("typ", text("order"), "v", number(0))),
        Arguments.of("ORDER#1", "META", Map.of("removeAt", number(1), "typ", text("session"))),
        Arguments.of("ORDER#1", "META", Map.of("removeAt", number(1))),
        Arguments.of("user/ann@example.com", "SETTINGS", Map.of("removeAt", number(1))),
        Arguments.of("organisation/acme", "userOrganisation/acme", Map.of("x", text("y"))),
        Arguments.of("user", "user", Map.of("dir", text("users"), "dirRng", text("ann"))));
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void items_of_other_programs_are_named_counted_and_left_by_every_tool(
      String id, String rng, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = item(id, rng, attributes);
    put(item);
    List<ForeignItem> verified = new ArrayList<>();
    List<String> repaired = new ArrayList<>();
    List<String> upgraded = new ArrayList<>();

    Maintenance.of(orgtable()).verifier().verify(1, expected::add, verified::add, read -> {});
    Summary repair =
        Maintenance.of(orgtable()).repair().apply(step -> repaired.add(step.toString()));
    Summary upgrade =
        Maintenance.of(orgtable()).upgrade().apply(step -> upgraded.add(step.toString()));
    Summary sweep = Maintenance.of(orgtable()).sweep().run(1, read -> {});

    assertThat(verified)
        .extracting(ForeignItem::id, ForeignItem::rng)
        .containsExactly(tuple(id, rng));
    String told = "FOREIGN FOREIGN " + id + " " + rng + ": " + verified.get(0).detail();
    assertThat(repaired).containsExactly(told);
    assertThat(upgraded).containsExactly(told);
    assertThat(repair).isEqualTo(new Summary(allItems().size(), 0, 0, 1)).isEqualTo(upgrade);
    assertThat(sweep).isEqualTo(new Summary(allItems().size(), 0, 0, 1));
    assertThat(item(id, rng)).isEqualTo(item);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BACKUP#1", "user", "users/ann@example.com"})
  void a_copy_of_a_record_under_a_key_of_another_program_is_named_and_left(String id) {
    Map<String, AttributeValue> copy = new HashMap<>(item("user/ann@example.com", "user"));
    copy.put("id", text(id));
    put(copy);

    Summary repaired = Maintenance.of(orgtable()).repair().apply(step -> {});
    Summary upgraded = Maintenance.of(orgtable()).upgrade().apply(step -> {});

    assertThat(item(id, "user")).isEqualTo(copy);
    assertThat(repaired).isEqualTo(new Summary(allItems().size(), 0, 1));
    assertThat(upgraded.steps()).isZero();
    expected.addAll(violations());
    assertThat(expected).extracting(Violation::code).containsExactly(Code.MISPLACED);
  }

  static Stream<Arguments> madeByNoUpdate() {
    return Stream.of(
        Arguments.of("user/zoe@example.com", "user", Map.of("groups", text("x"))),
        Arguments.of("user/zoe@example.com", "userOrganisation/none", Map.of("groups", text("x"))),
        Arguments.of(
            "user/zoe@example.com", "userOrganisation/none", Map.of("acceptedAt", text("x"))),
        Arguments.of("organisation/none", "organisation", Map.of("acceptedAt", text(NOON))),
        Arguments.of(
            "organisation/none",
            "organisationGroupMember/zoe@example.com",
            Map.of("acceptedAt", text(NOON))),
        Arguments.of(
            "organisation/none",
            "organisationGroupMember/zoe@example.com",
            Map.of("groups", AttributeValue.fromB(SdkBytes.fromUtf8String("x")))));
  }

  @ParameterizedTest
  @MethodSource("madeByNoUpdate")
  void items_that_the_original_program_cannot_have_written_are_left_by_the_upgrade(
      String id, String rng, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = item(id, rng, attributes);
    put(item);

    Summary upgraded = Maintenance.of(orgtable()).upgrade().apply(step -> {});

    assertThat(item(id, rng)).isEqualTo(item);
    assertThat(upgraded).isEqualTo(new Summary(allItems().size(), 0, 1));
    expected.addAll(violations());
    assertThat(expected).extracting(Violation::code).containsExactly(Code.FOREIGN);
  }

  /** Items that the verifier ignores do not affect operations. */
  @ParameterizedTest
  @CsvSource({
    "user/ann@example.com, userOrganisation/a b",
    "user/ann@example.com, userOrganisation/",
    "organisation/acme, organisationGroupMember/",
    "organisation/acme, organisationGroupMember/ann",
    "organisation/acme, organisationInvitation/Ann@example.com",
    "organisation/acme, organisationService/a/b"
  })
  void a_neighbour_in_our_partition_stops_no_operation(String id, String rng) {
    Map<String, AttributeValue> item = item(id, rng, Map.of("typ", text("tag")));
    put(item);

    orgtable().users().change(ANN, old -> new Profile("Ann", "Other", ""), Expected.ANYTHING);
    orgtable().organisations().rename(ACME, "Other");
    orgtable().organisations().delete(ACME);
    orgtable().users().delete(ANN);

    assertThat(items()).containsExactly(item);
  }

  @Test
  void a_decision_about_something_that_has_changed_is_refused() {
    put(item("user/zoe@example.com", "user", Map.of("total", number(1))));
    List<Step<Code>> plan = new ArrayList<>();
    Maintenance.of(orgtable()).repair().plan(plan::add);
    Decision decision = Decision.of("user/zoe@example.com", "user", plan.get(0).seen(), "delete");
    put(item("user/zoe@example.com", "user", Map.of("total", number(2))));

    assertThat(
            catchThrowableOfType(
                    Decision.Refused.class,
                    () ->
                        Maintenance.of(orgtable())
                            .repair()
                            .apply(1, List.of(decision), step -> {}, read -> {}))
                .index())
        .isZero();
    assertThat(item("user/zoe@example.com", "user")).isNotEmpty();
    expected.addAll(violations());
  }

  private static Map<String, AttributeValue> item(
      String id, String rng, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("id", text(id));
    item.put("rng", text(rng));
    return item;
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
