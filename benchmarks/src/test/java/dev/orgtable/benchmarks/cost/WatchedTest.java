package dev.orgtable.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchedTest {

  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final List<Index.Write> TOLD = new ArrayList<>();

  private static Engine engine;
  private static Orgtable orgtable;

  @BeforeAll
  static void create() {
    engine = Engines.byDefault().with(EngineType.DYNAMODB_LOCAL).inMemory();
    Orgtable.on(engine.client(), "watched").schema().create(false, Duration.ofSeconds(30));
    orgtable =
        Orgtable.on(
            Watched.client(
                engine.client(),
                "watched",
                (request, answer, units, writes) -> TOLD.addAll(writes)),
            "watched");
    orgtable.users().create(User.of(ANN, new Profile("Ann", "", ""), Instant.EPOCH));
    orgtable.organisations().create(ACME, "Acme", ANN);
  }

  @BeforeEach
  void forget() {
    TOLD.clear();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void an_invitation_writes_the_agenda_when_it_begins_and_when_it_ends() {
    orgtable.invitations().invite(BOB, ACME, Set.of());
    List<Index.Write> begun = List.copyOf(TOLD);

    orgtable.invitations().revoke(BOB, ACME);

    assertThat(begun).containsExactly(new Index.Write("agenda", 1));
    assertThat(TOLD).containsExactly(new Index.Write("agenda", 1), new Index.Write("agenda", 1));
  }

  @Test
  void a_user_who_is_written_alone_is_told_too() {
    User cat =
        User.of(EmailAddress.of("cat@example.com"), new Profile("Cat", "", ""), Instant.EPOCH);

    orgtable.users().create(cat);

    assertThat(TOLD).containsExactly(new Index.Write("user", 1));
  }

  @Test
  void a_write_without_an_entry_reports_none() {
    orgtable.memberships().list(ACME, PageRequest.first(10));

    orgtable.services().create(ACME, "Chat");

    assertThat(TOLD).isEmpty();
  }
}
