package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orgtable.Expected;
import dev.orgtable.GroupName;
import dev.orgtable.Organisation;
import dev.orgtable.Permission;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WebhookOperations;
import dev.orgtable.contracts.delivery.Endpoint;
import dev.orgtable.contracts.delivery.Recorder;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventId;
import dev.orgtable.event.EventLog;
import dev.orgtable.event.EventRequest;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.RecordType;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import dev.orgtable.testkit.Crowd;
import dev.orgtable.testkit.Postbox;
import dev.orgtable.webhook.WebhookOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of the data model for NoSQL Workbench and of the guide to the table: they show every
 * record type, with items that operations wrote. {@code -Dorgtable.model=write} writes the model.
 */
final class DataModelContract extends TableContract {

  private static final Path MODEL = Path.of("../docs/guides/nosql-workbench.json");
  private static final Path GUIDE = Path.of("../docs/guides/table.md");
  private static final Path README = Path.of("../README.md");
  private static final Path TABLE = Path.of("../infrastructure/table.json");
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PICTURE =
      Pattern.compile("<!-- items -->\n```text\n(.*?)```", Pattern.DOTALL);
  private static final int TOO_MANY = 101;

  private final ObjectMapper json = new ObjectMapper();

  /** Ann owns Acme; Bob is in its staff and reads its bills; Cat is invited. */
  private void sample() throws InterruptedException {
    Orgtable to = on(client(), settings().withInvitationMails());
    to.users().create(User.of(ANN, new Profile("Ann", "Archer", ""), CREATED));
    to.users().create(User.of(BOB, new Profile("Bob", "Baker", "441174960001"), CREATED));
    to.organisations().create(ACME, "Acme Ltd", ANN);
    to.services().create(new Service(ACME, BILLING, "Billing", 0));
    to.memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
    to.facts().change(BOB, facts -> facts.withExternalId(ExternalId.of("crm-17")));
    to.facts().change(ACME, facts -> facts.withExternalId(ExternalId.of("crm-4")));
    to.facts().change(BOB, ACME, facts -> facts.withExternalId(ExternalId.of("staff-9")));
    to.accounts()
        .signIn(new User.Account("https://id.example.com", "248289761001"), BOB, clock.instant());
    to.apiKeys().createFirst("Back end", Set.of(Scope.READ, Scope.WRITE));
    to.roles().put(roles(), Expected.ANYTHING);
    to.groups()
        .create(
            ACME,
            GroupName.of("sales"),
            new GroupDetails("Sales", "", null, List.of(STAFF.name())));
    for (WebhookOwner owner : List.of(WebhookOperations.OF_ACME, WebhookOwner.TABLE)) {
      to.webhooks().create(owner, WebhookOperations.DETAILS, WebhookOperations.KEYS);
    }
    to.by(ANN)
        .invitations()
        .invite(CAT, ACME, Set.of(STAFF), "Ann Archer", InvitationStore.VALID_FOR);
    deliver(to);
    to.once(
        Receipt.of("form-1", "Beta"),
        each -> each.organisations().create(BETA, "Beta", ANN),
        Organisation::name);
    new Crowd(client(), tableName, BETA).join(TOO_MANY, Set.of(STAFF));
    to.by(ANN).organisations().delete(BETA);
  }

  private static Roles roles() {
    Permission read = Permission.of("invoices:read");
    return Roles.of(
        List.of(new Role(STAFF.name(), "Member of staff", "", List.of(read), List.of())),
        List.of());
  }

  /** Sends the mail, and fails to deliver an event; the clock stands still. */
  private void deliver(Orgtable to) throws InterruptedException {
    EventLog log = new EventLog.OfOrganisation(ACME);
    List<EventId> newest =
        to.events().list(log, EventRequest.newest(1)).events().stream().map(Event::id).toList();
    Endpoint.enqueue(to, log, newest, clock.instant());
    WorkerSettings settings =
        WorkerSettings.DEFAULT
            .withMailer(new Postbox())
            .withSubscriber(new Recorder("audit"))
            .withSender(Endpoint.failing())
            .withNanoTime(clock::nanoTime);
    try (Worker worker = Worker.of(to, settings, failure -> {})) {
      worker.runOpen();
    }
  }

  /** Returns the items to show: of the crowd none, and one copy of the tombstones. */
  private List<Map<String, AttributeValue>> shown() {
    return allItems().stream()
        .filter(item -> !item.toString().contains("m00"))
        .filter(item -> !DataModel.text(item, "id").matches("endings/[1-9].*"))
        .toList();
  }

  private List<String> projected() throws IOException {
    JsonNode index =
        json.readTree(TABLE.toFile())
            .at("/Resources/Table/Properties/GlobalSecondaryIndexes/0/Projection/NonKeyAttributes");
    return index.valueStream().map(JsonNode::textValue).toList();
  }

  private List<JsonNode> modelled() throws IOException {
    return json.readTree(MODEL.toFile())
        .at("/DataModel/0/TableFacets")
        .valueStream()
        .flatMap(facet -> facet.get("TableData").valueStream())
        .toList();
  }

  @Test
  void the_model_has_items_of_every_type_as_operations_write_them() throws Exception {
    sample();

    String model = DataModel.of(shown(), projected());

    if ("write".equals(System.getProperty("orgtable.model"))) {
      Files.writeString(MODEL, model);
    }
    assertThat(MODEL).content().isEqualTo(model);
    assertThat(shown())
        .extracting(item -> DataModel.text(item, "typ"))
        .containsAll(RecordTypes.ALL.stream().map(RecordType::name).toList());
  }

  @Test
  void the_guide_has_a_row_for_every_type_with_its_keys() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(RecordTypes.ALL)
        .allSatisfy(
            type ->
                assertThat(guide)
                    .containsPattern(
                        "\n\\| `%s` \\| `%s[^`]*` \\| `%s[^`]*` \\| "
                            .formatted(type.name(), type.partitions(), type.sort())));
  }

  @Test
  void the_items_in_the_guide_are_those_of_the_model() throws IOException {
    List<JsonNode> shown = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(Files.readString(GUIDE)).results().toList()) {
      shown.add(json.readTree(block.group(1)));
    }

    assertThat(shown).hasSize(3);
    assertThat(modelled()).containsAll(shown);
  }

  @Test
  void the_picture_in_the_readme_has_items_of_the_model() throws IOException {
    Matcher picture = PICTURE.matcher(Files.readString(README));
    assertThat(picture.find()).isTrue();

    List<String> rows = picture.group(1).lines().filter(row -> row.contains("/")).toList();

    assertThat(rows).hasSizeGreaterThan(5).allSatisfy(this::isOfTheModel);
  }

  /**
   * A row has a partition key, a sort key, and some attributes as {@code name=value}; a value may
   * be shortened.
   */
  private void isOfTheModel(String row) throws IOException {
    String[] cells = row.strip().split("\\s{2,}", 3);
    Optional<JsonNode> item =
        modelled().stream()
            .filter(each -> each.at("/id/S").textValue().equals(cells[0]))
            .filter(each -> each.at("/rng/S").textValue().equals(cells[1]))
            .findFirst();
    assertThat(item).as(row).isPresent();
    Pattern.compile("(\\w+)=(.+?)(?=  |$)")
        .matcher(cells[2])
        .results()
        .forEach(
            attribute ->
                assertThat(text(item.get().get(attribute.group(1))))
                    .as(row)
                    .matches(Pattern.quote(attribute.group(2)).replace("…", "\\E.*\\Q")));
  }

  /** Returns a value as the picture shows it. */
  private static String text(JsonNode value) {
    JsonNode of = value.elements().next();
    return of.isArray()
        ? of.valueStream().map(JsonNode::textValue).collect(Collectors.joining(", "))
        : of.asText();
  }
}
