package dev.orgtable.testkit.guides;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Scope;
import dev.orgtable.User;
import dev.orgtable.event.Actor;
import dev.orgtable.event.Cause;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.event.EventSettings;
import dev.orgtable.event.EventType;
import dev.orgtable.event.Origin;
import dev.orgtable.store.Items;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Segment;
import dev.orgtable.testkit.TestTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The guide to events does what it says. */
final class AuditingTest {

  private static final OrganisationId ACME = OrganisationId.of("acme");
  private static final EventLog LOG = new EventLog.OfOrganisation(ACME);
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final Path GUIDE = Path.of("../docs/guides/events.md");
  private static final Path PIPE = Path.of("../docs/guides/event-pipe.json");
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @RegisterExtension final TestTable table = new TestTable();

  private final ObjectMapper json = new ObjectMapper();

  private User annOwnsAcme() {
    User ann = table.user("ann@example.com");
    table.user(BOB.value());
    table.organisation(ACME.value(), ann.email());
    table.orgtable().memberships().addMember(BOB, ACME, Set.of());
    return ann;
  }

  private Event newest() {
    return table.orgtable().events().list(LOG, EventRequest.newest(1)).events().get(0);
  }

  @Test
  void a_change_names_the_user_who_acts() {
    User ann = annOwnsAcme();

    Auditing.addAs(table.orgtable(), ann, BOB, ACME, Set.of(Group.of("editors")));

    assertThat(newest().type()).isEqualTo(EventType.MEMBER_GROUPS_CHANGED);
    assertThat(newest().actor()).isEqualTo(new Actor(Actor.Kind.USER, ann.id().value()));
  }

  @Test
  void a_change_of_a_web_application_names_the_origin_of_its_request() {
    annOwnsAcme();
    Origin origin = new Origin(new Actor(Actor.Kind.USER, "ann"), new Cause("r-1", null));
    Auditing auditing = new Auditing();
    auditing.begin(() -> origin);

    auditing.open(table.client(), table.name()).organisations().rename(ACME, "Acme Ltd");

    assertThat(newest().actor()).isEqualTo(origin.actor());
    assertThat(newest().cause()).isEqualTo(origin.cause());
  }

  @Test
  void a_program_that_follows_a_log_gets_each_event_once() {
    annOwnsAcme();
    Orgtable orgtable = table.orgtable();
    List<EventType> sent = new ArrayList<>();
    EventId none = Auditing.follow(orgtable, LOG, null, event -> sent.add(event.type()));
    table.clock().advance(EventSettings.SETTLING.plusSeconds(1));

    EventId last = Auditing.follow(orgtable, LOG, none, event -> sent.add(event.type()));
    EventId same = Auditing.follow(orgtable, LOG, last, event -> sent.add(event.type()));

    assertThat(none).isNull();
    assertThat(sent).containsExactly(EventType.ORGANISATION_CREATED, EventType.MEMBER_ADDED);
    assertThat(same).isEqualTo(last);
  }

  @Test
  void the_pipe_passes_the_new_events_of_all_logs_and_nothing_else() throws IOException {
    annOwnsAcme();
    table.orgtable().apiKeys().create("key", Set.of(Scope.READ));
    JsonNode pipe = json.readTree(PIPE.toFile()).at("/Resources/Pipe/Properties");
    JsonNode filter =
        json.readTree(pipe.at("/SourceParameters/FilterCriteria/Filters/0/Pattern").asText());

    List<String> passed = new ArrayList<>();
    filter.at("/dynamodb/NewImage/typ/S").forEach(type -> passed.add(type.asText()));

    List<String> events = new ArrayList<>();
    for (Map<String, AttributeValue> item : items()) {
      if (Items.event(item).isPresent()) {
        events.add(text(item, "typ"));
        assertThat(text(item, "type")).isNotEmpty();
      } else {
        assertThat(text(item, "typ")).isNotIn(passed);
      }
    }
    assertThat(events).containsOnlyOnceElementsOf(List.of("tableEvent")).containsAll(passed);
    assertThat(passed).containsAll(events);
    assertThat(filter.path("eventName").toString()).isEqualTo("[\"INSERT\"]");
    assertThat(pipe.at("/TargetParameters/EventBridgeEventBusParameters/DetailType").asText())
        .isEqualTo("$.dynamodb.NewImage.type.S");
  }

  private List<Map<String, AttributeValue>> items() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    table.orgtable().items().read(Segment.all(1), (segment, page) -> items.addAll(page.items()));
    return items;
  }

  @Test
  void the_guide_shows_the_filter_of_the_pipe_and_types_that_there_are() throws IOException {
    List<JsonNode> blocks = new ArrayList<>();
    for (var block : BLOCK.matcher(Files.readString(GUIDE)).results().toList()) {
      blocks.add(json.readTree(block.group(1)));
    }

    String pattern =
        json.readTree(PIPE.toFile())
            .at("/Resources/Pipe/Properties/SourceParameters/FilterCriteria/Filters/0/Pattern")
            .asText();
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0)).isEqualTo(json.readTree(pattern));
    assertThat(EventType.of(blocks.get(1).at("/detail-type/0").asText())).isPresent();
  }

  @Test
  void the_guide_has_all_types_of_events() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(EventType.values())
        .filteredOn(type -> type != EventType.OTHER)
        .extracting(EventType::text)
        .allSatisfy(type -> assertThat(guide).contains("| `" + type + "` |"));
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute)).s();
  }
}
