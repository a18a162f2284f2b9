package dev.orgtable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserOrganisation;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table of the original Go program is upgraded and repaired, and a user offboarded, by commands
 * only.
 */
final class RepairCommandsTest {

  private static final String TABLE = "orgtable";
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final EmailAddress CAT = EmailAddress.of("cat@example.com");
  private static final OrganisationId ACME =
      OrganisationId.of("a5dccb5f-9cd4-4051-ace0-adc49291f166");
  private static final OrganisationId BETA =
      OrganisationId.of("1439c3c2-1142-4fa6-9a55-96d3be3b4dd9");
  private static final ServiceId BILLING = ServiceId.of("8ff4b0c8-1e5e-41fd-96b7-a6e0f5871840");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int table(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("table"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    CommandLine commands = Main.commands(Map.of());
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(all.toArray(String[]::new));
  }

  private void inTable(Consumer<DynamoDbClient> work) {
    try (Engine engine = Engines.byDefault().on(directory.resolve("data"))) {
      Orgtable.on(engine.client(), TABLE).schema().create(false, Duration.ofSeconds(30));
      work.accept(engine.client());
    }
  }

  private <T> T read(Function<Orgtable, T> read) {
    try (Engine engine = Engines.byDefault().on(directory.resolve("data"))) {
      return read.apply(Orgtable.on(engine.client(), TABLE));
    }
  }

  @BeforeEach
  void the_table_of_the_original_program() throws IOException {
    List<Map<String, AttributeValue>> items = Fixture.items();
    inTable(
        client -> items.forEach(item -> client.putItem(put -> put.tableName(TABLE).item(item))));
  }

  @Test
  void a_table_of_the_original_program_is_upgraded_and_clean() {
    int faulty = table("verify");
    assertThat(out.toString().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactlyInAnyOrder(
            "OWNER_COUNT",
            "OWNER_COUNT",
            "STALE_PROFILE",
            "SERVICE_MISSING",
            "ODD_GROUPS",
            "ODD_GROUPS",
            "INVITATION_AS_MEMBER",
            "ORGANISATION_SIDE_MISSING");
    int planned = table("upgrade");
    assertThat(out.toString()).hasLineCount(13).contains("would LEFT_OVER user/bob@example.com");
    assertThat(err.toString()).contains("16 items read, 13 steps planned, 0 left", "--apply");

    int applied = table("upgrade", "--apply");

    assertThat(out.toString()).hasLineCount(13).doesNotContain("would");
    assertThat(err.toString()).contains("18 items read, 13 steps done, 0 left");
    int clean = table("verify");
    assertThat(err.toString()).contains("18 items read, 0 violations found");
    int again = table("upgrade", "--apply");
    assertThat(err.toString()).contains("0 steps done");
    assertThat(List.of(faulty, planned, applied, clean, again)).containsExactly(1, 1, 0, 0, 0);
  }

  @Test
  void every_user_reads_as_the_original_told_less_what_was_left_over() {
    table("upgrade", "--apply");

    List<UserDetails> details =
        read(orgtable -> List.of(ANN, BOB, CAT).stream().map(orgtable.users()::details).toList());

    UserOrganisation annInAcme =
        new UserOrganisation(ACME, "Acme Ltd", Instant.parse("2024-03-01T09:30:00.12Z"));
    UserOrganisation bobInBeta =
        new UserOrganisation(BETA, "Beta Works", Instant.parse("2024-03-01T09:31:30.123456789Z"));
    UserOrganisation catInAcme =
        new UserOrganisation(ACME, "Acme Ltd", Instant.parse("2024-03-01T09:37:30.137283945Z"));
    assertThat(details.get(0))
        .isEqualTo(
            new UserDetails(
                user(ANN, "Ann", "Archer", "441174960001", "2020-01-01T00:00:00Z"),
                List.of(annInAcme),
                List.of()));
    assertThat(details.get(1))
        .isEqualTo(
            new UserDetails(
                user(BOB, "Bob", "Baker", "441174960002", "2021-06-15T12:30:45.123456789Z"),
                List.of(bobInBeta),
                List.of()));
    assertThat(details.get(2).user())
        .isEqualTo(user(CAT, "Cat", "Cole", "", "2022-02-28T22:59:59.5Z"));
    assertThat(details.get(2).organisations()).containsExactly(catInAcme);
    assertThat(details.get(2).invitations())
        .extracting(UserInvitation::organisation, UserInvitation::invitedAt)
        .containsExactly(tuple(BETA, Instant.parse("2024-03-01T09:34:30.130370367Z")));
  }

  private static User user(EmailAddress id, String first, String last, String phone, String since) {
    return new User(
        UserId.derived(id), id, new Profile(first, last, phone), Instant.parse(since), 1);
  }

  @Test
  void every_organisation_reads_as_the_original_told_less_what_was_left_over() {
    table("upgrade", "--apply");

    List<OrganisationDetails> details =
        read(
            orgtable ->
                List.of(ACME, BETA).stream().map(orgtable.organisations()::details).toList());

    OrganisationDetails acme = details.get(0);
    assertThat(acme.organisation().name()).isEqualTo("Acme Ltd");
    assertThat(acme.services()).containsExactly(new Service(ACME, BILLING, "Billing", 1));
    assertThat(acme.members()).extracting(Member::user).containsExactly(ANN, CAT);
    assertThat(acme.members().get(0).profile())
        .isEqualTo(new Profile("Annie", "Archer", "441174960009"));
    assertThat(acme.members().get(0).groups())
        .isEqualTo(Set.of(Group.OWNER, Group.of("staff"), Group.of(BILLING, "readers")));
    assertThat(acme.members().get(1).groups()).isEmpty();
    OrganisationDetails beta = details.get(1);
    assertThat(beta.organisation().name()).isEqualTo("Beta Works");
    assertThat(beta.services()).isEmpty();
    assertThat(beta.members()).extracting(Member::user).containsExactly(BOB);
    assertThat(beta.members().get(0).groups()).containsExactly(Group.OWNER);
  }

  @Test
  void a_damaged_table_is_repaired_as_far_as_it_proves_what_is_right() {
    table("upgrade", "--apply");
    inTable(
        client -> {
          set(client, "user/ann@example.com", "user", "phone", " 1 ");
          set(client, "user/cat@example.com", "userOrganisation/" + ACME, "membershipId", "x");
        });
    int planned = table("repair");
    assertThat(out.toString())
        .contains("would ODD_VALUE user/ann@example.com user: normalised")
        .contains("would SIDES_DIFFER organisation/" + ACME);

    int applied = table("repair", "--apply", "--segments", "1");

    assertThat(out.toString()).contains("done  ODD_VALUE", "done  SIDES_DIFFER");
    assertThat(err.toString()).contains("18 items read, 2 steps done, 0 left");
    int clean = table("verify");
    assertThat(List.of(planned, applied, clean)).containsExactly(1, 0, 0);
  }

  @Test
  void an_unrepairable_violation_is_reported_with_exit_code_1() {
    table("upgrade", "--apply");
    inTable(client -> set(client, "user/ann@example.com", "user", "typ", "userOrganisation"));

    int code = table("repair", "--apply");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("left  MISPLACED user/ann@example.com user: its type");
  }

  @Test
  void a_user_is_offboarded_once_somebody_else_owns_what_the_user_owned() {
    table("upgrade", "--apply");
    int refused = table("offboard", "ann@example.com", "--apply");
    assertThat(out.toString())
        .contains(
            "user ann@example.com", "Acme Ltd: " + BILLING + "/readers, owner, staff (the last");
    assertThat(err.toString()).contains("refused: ann@example.com is the last owner of " + ACME);
    int noMember = table("offboard", "ann@example.com", "--apply", "--transfer-to", BOB.value());
    assertThat(err.toString()).contains("bob@example.com");
    int planned = table("offboard", "Ann@Example.com", "--transfer-to", CAT.value());
    assertThat(err.toString())
        .contains("18 items read, 0 would still mention", "nothing was changed");

    int applied = table("offboard", "Ann@Example.com", "--transfer-to", CAT.value(), "--apply");

    assertThat(err.toString())
        .contains(
            "0 still mention ann@example.com",
            "events mention ann@example.com and are kept until they expire");
    int clean = table("verify");
    assertThat(List.of(refused, noMember, planned, applied, clean)).containsExactly(1, 1, 0, 0, 0);
  }

  @Test
  void an_offboarding_erases_the_address_where_records_of_others_name_it() {
    table("upgrade", "--apply");
    inTable(
        client ->
            Orgtable.on(client, TABLE)
                .invitations()
                .invite(
                    EmailAddress.of("dan@example.com"),
                    BETA,
                    Set.of(),
                    "by cat@example.com",
                    Duration.ofDays(1)));

    int code = table("offboard", "cat@example.com", "--apply");

    assertThat(code).isEqualTo(0);
    assertThat(out.toString())
        .contains(
            "erased: organisation/"
                + BETA
                + " organisationInvitation/dan@example.com in invitedBy");
    assertThat(err.toString()).contains("0 still mention cat@example.com");
  }

  @Test
  void an_invalid_address_is_a_usage_error() {
    int code = table("offboard", "nobody");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("email must be an address");
  }

  private static void set(
      DynamoDbClient client, String id, String rng, String attribute, String value) {
    Map<String, AttributeValue> key =
        Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng));
    Map<String, AttributeValue> item =
        new HashMap<>(client.getItem(get -> get.tableName(TABLE).key(key)).item());
    item.put(attribute, AttributeValue.fromS(value));
    client.putItem(put -> put.tableName(TABLE).item(item));
  }
}
