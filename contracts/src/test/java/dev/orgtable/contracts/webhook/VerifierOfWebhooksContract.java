package dev.orgtable.contracts.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.contracts.InterleavingClient;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.event.EventLog;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import dev.orgtable.webhook.WebhookId;
import dev.orgtable.webhook.WebhookOwner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Damaged endpoints are found, refused by their key, and removed if their organisation is gone. */
public final class VerifierOfWebhooksContract extends WebhookTable {

  /** A violation that is repaired here. */
  public static final Code ALSO = Code.DESTINATIONS;

  private static final String ORGANISATION = "organisation/acme";
  private static final AttributeValue ODD = AttributeValue.fromS("odd ");

  private WebhookId id = WebhookId.random();

  @BeforeEach
  void acme_has_an_endpoint() {
    user(ANN);
    organisation(ACME, ANN);
    id = webhooks().create(OF_ACME, details("https://example.com/"), KEYS).webhook().id();
  }

  @Override
  protected boolean logsTell() {
    return false;
  }

  private String rng() {
    return "organisationWebhook/" + id;
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("url", ODD, Code.ODD_VALUE),
        Arguments.of("description", ODD, Code.ODD_VALUE),
        Arguments.of("createdAt", ODD, Code.ODD_VALUE),
        Arguments.of("after", ODD, Code.ODD_VALUE),
        Arguments.of("failuresCountFrom", ODD, Code.ODD_VALUE),
        Arguments.of("disabledAt", ODD, Code.ODD_VALUE),
        Arguments.of("eventTypes", AttributeValue.fromSs(List.of("odd")), Code.ODD_VALUE),
        Arguments.of("secrets", AttributeValue.fromL(List.of()), Code.ODD_VALUE),
        Arguments.of("revision", ODD, Code.ODD_VALUE),
        Arguments.of("v", AttributeValue.fromN("2"), Code.NEWER_VERSION));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void a_damage_is_named(String attribute, AttributeValue value, Code code) {
    var right = item(ORGANISATION, rng());
    set(ORGANISATION, rng(), attribute, value);

    List<Violation> found = violations();
    put(right);

    assertThat(found).extracting(Violation::code).contains(code).containsOnly(code);
    assertThat(found).extracting(Violation::rng).containsOnly(rng());
  }

  @Test
  void an_endpoint_that_cannot_be_parsed_is_refused_by_its_key() {
    var right = item(ORGANISATION, rng());
    set(ORGANISATION, rng(), "url", ODD);

    assertThatThrownBy(() -> webhooks().get(OF_ACME, id)).isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> webhooks().delete(OF_ACME, id)).isInstanceOf(UnreadableRecord.class);
    assertThat(webhooks().list(OF_ACME)).isEmpty();
    put(right);
  }

  @Test
  void an_endpoint_without_its_organisation_is_removed() {
    Map<String, AttributeValue> orphan = new HashMap<>(item(ORGANISATION, rng()));
    orphan.put("id", AttributeValue.fromS("organisation/gone"));
    orphan.remove("event");
    put(orphan);
    set("eventSettings", "eventSettings", "destinations", AttributeValue.fromN("2"));
    assertThat(violations()).extracting(Violation::code).containsOnly(Code.ORGANISATION_MISSING);

    List<Code> steps = new ArrayList<>();
    Maintenance.of(on(client())).repair().apply(step -> steps.add(step.code()));

    assertThat(steps).containsExactly(Code.ORGANISATION_MISSING);
    assertThat(item("organisation/gone", rng())).isEmpty();
    assertThat(item(ORGANISATION, rng())).isNotEmpty();
    assertThat(destinations()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3"})
  void a_wrong_number_of_destinations_is_counted_again(String number) {
    set("eventSettings", "eventSettings", "destinations", AttributeValue.fromN(number));
    assertThat(violations()).extracting(Violation::code).containsExactly(Code.DESTINATIONS);

    Maintenance.of(on(client())).repair().apply(step -> {});

    assertThat(violations()).isEmpty();
    assertThat(destinations()).isEqualTo(1);
    clock.advance(NOTICE);
    orgtable().organisations().rename(ACME, "Other");
    Requests requests = new Requests();
    deliver(requests);
    assertThat(requests.calls()).hasSize(1);
  }

  /** A scan within the repair of one record would exceed its deadline in a large table. */
  @Test
  void a_repair_uses_the_number_that_was_counted_and_reads_the_table_once_for_each_pass() {
    set("eventSettings", "eventSettings", "destinations", AttributeValue.fromN("3"));
    AtomicInteger scans = new AtomicInteger();
    DynamoDbClient client =
        WatchedClient.of(
            client(),
            (method, request) -> {
              if (method.equals("scan")) {
                scans.incrementAndGet();
              }
            });
    Maintenance.of(on(client)).repair().apply(step -> {});

    assertThat(destinations()).isEqualTo(1);
    assertThat(scans).hasValue(2);
  }

  @Test
  void a_number_that_changes_during_a_repair_is_left_to_the_next_one() {
    set("eventSettings", "eventSettings", "destinations", AttributeValue.fromN("3"));
    DynamoDbClient client =
        InterleavingClient.beforeWriting(
            client(), () -> webhooks().create(OF_ACME, details("https://example.com/"), KEYS));
    assertThat(Maintenance.of(on(client)).repair().apply(step -> {}).left()).isEqualTo(1);
    assertThat(destinations()).isEqualTo(4);

    assertThat(Maintenance.of(on(client())).repair().apply(step -> {}).left()).isZero();
    assertThat(destinations()).isEqualTo(2);
  }

  @Test
  void an_endpoint_whose_event_is_missing_is_found() {
    webhooks().create(WebhookOwner.TABLE, details("https://example.com/"), KEYS);
    String event =
        events().stream()
            .filter(each -> each.log().equals(EventLog.TABLE))
            .findFirst()
            .orElseThrow()
            .id()
            .value();
    var right = item("tableEvents", "tableEvent/" + event);
    delete("tableEvents", "tableEvent/" + event);

    List<Violation> found = violations();
    put(right);

    assertThat(found).extracting(Violation::code).containsExactly(Code.EVENT_MISSING);
  }
}
