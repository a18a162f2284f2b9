package dev.orgtable.contracts.table;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Schema;
import dev.orgtable.store.Schema.Description;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The contract of the table itself: creation, description, and refusal of a foreign table. */
final class SchemaContract extends TableContract {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String OUR_KEYS = "its keys are not id (hash) and rng (range)";
  private static final String OUR_INDEX = "it has no index directory on dir and dirRng";

  private final String foreign = "foreign-" + UUID.randomUUID();
  private final List<String> made = new ArrayList<>();

  @AfterEach
  final void deleteForeignTables() {
    made.forEach(name -> client().deleteTable(request -> request.tableName(name)));
  }

  @Test
  void a_created_table_can_be_used() {
    assertThatCode(() -> schema(tableName).require()).doesNotThrowAnyException();
    assertThat(counted(user(ANN).revision())).isEqualTo(1);
  }

  /** CloudFormation passes the properties to CreateTable under the names of the API. */
  @Test
  void the_template_describes_the_table_that_is_created() throws IOException {
    JsonNode template = new ObjectMapper().readTree(Schema.cloudFormation());
    JsonNode resource = template.at("/Resources/Table");
    JsonNode properties = resource.get("Properties");

    TableDescription created =
        client().describeTable(request -> request.tableName(tableName)).table();

    assertThat(resource.get("Type").asText()).isEqualTo("AWS::DynamoDB::Table");
    assertThat(resource.get("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(properties.get("BillingMode").asText())
        .isEqualTo(created.billingModeSummary().billingModeAsString());
    assertThat(attributes(properties.get("AttributeDefinitions")))
        .containsExactlyInAnyOrderElementsOf(created.attributeDefinitions());
    assertThat(keys(properties.get("KeySchema"))).isEqualTo(created.keySchema());
    assertThat(properties.get("GlobalSecondaryIndexes")).hasSize(1);
    JsonNode index = properties.at("/GlobalSecondaryIndexes/0");
    GlobalSecondaryIndexDescription directory = created.globalSecondaryIndexes().get(0);
    assertThat(index.get("IndexName").asText()).isEqualTo(directory.indexName());
    assertThat(keys(index.get("KeySchema"))).isEqualTo(directory.keySchema());
    assertThat(index.at("/Projection/ProjectionType").asText())
        .isEqualTo(directory.projection().projectionTypeAsString());
    assertThat(index.at("/Projection/NonKeyAttributes"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(directory.projection().nonKeyAttributes());
    assertThat(properties.at("/TimeToLiveSpecification/AttributeName").asText())
        .isEqualTo(
            client()
                .describeTimeToLive(request -> request.tableName(tableName))
                .timeToLiveDescription()
                .attributeName());
  }

  private static List<AttributeDefinition> attributes(JsonNode definitions) {
    List<AttributeDefinition> attributes = new ArrayList<>();
    definitions.forEach(
        each ->
            attributes.add(
                AttributeDefinition.builder()
                    .attributeName(each.get("AttributeName").asText())
                    .attributeType(each.get("AttributeType").asText())
                    .build()));
    return attributes;
  }

  private static List<KeySchemaElement> keys(JsonNode schema) {
    List<KeySchemaElement> keys = new ArrayList<>();
    schema.forEach(
        each ->
            keys.add(
                KeySchemaElement.builder()
                    .attributeName(each.get("AttributeName").asText())
                    .keyType(each.get("KeyType").asText())
                    .build()));
    return keys;
  }

  @Test
  void creating_a_table_twice_keeps_what_is_in_it() {
    user(ANN);

    schema(tableName).create(false, PATIENCE);

    assertThat(orgtable().users().get(ANN).email()).isEqualTo(ANN);
  }

  @Test
  void a_table_is_described() {
    user(ANN);

    Description description = schema(tableName).describe().orElseThrow();

    assertThat(description.name()).isEqualTo(tableName);
    assertThat(description.active()).isTrue();
    assertThat(description.items()).isBetween(0L, 4L);
    assertThat(description.bytes()).isNotNegative();
    assertThat(description.removesExpired()).isTrue();
    assertThat(description.fault()).isEmpty();
  }

  @Test
  void a_missing_table_is_not_described_and_is_refused() {
    Schema schema = schema(foreign);

    assertThat(schema.describe()).isEmpty();
    assertThatThrownBy(schema::require)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no table " + foreign);
  }

  static Stream<Arguments> foreignTables() {
    return Stream.of(
        Arguments.of("another hash key", table("pk", "rng", index()), OUR_KEYS),
        Arguments.of("another range key", table("id", "sk", index()), OUR_KEYS),
        Arguments.of("the keys the other way round", table("rng", "id", index()), OUR_KEYS),
        Arguments.of("a hash key alone", hashAlone(), OUR_KEYS),
        Arguments.of("a number as a hash key", typed("id"), "its key id is not a string"),
        Arguments.of("a number as a range key", typed("rng"), "its key rng is not a string"),
        Arguments.of("no index", noIndex(), OUR_INDEX),
        Arguments.of("another index", table("id", "rng", index().indexName("other")), OUR_INDEX),
        Arguments.of(
            "an index with its keys the other way round",
            table("id", "rng", index().keySchema(keys("dirRng", "dir"))),
            OUR_INDEX),
        Arguments.of(
            "an index of the keys alone",
            table("id", "rng", index().projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))),
            OUR_INDEX),
        Arguments.of(
            "an index of too little",
            table(
                "id",
                "rng",
                index()
                    .projection(
                        p ->
                            p.projectionType(ProjectionType.INCLUDE)
                                .nonKeyAttributes("typ", "v", "email"))),
            OUR_INDEX));
  }

  @Test
  void an_index_of_the_time_before_ids_of_users_serves_searches() {
    make(
        table(
            "id",
            "rng",
            index()
                .projection(
                    p ->
                        p.projectionType(ProjectionType.INCLUDE)
                            .nonKeyAttributes(
                                "typ",
                                "v",
                                "revision",
                                "createdAt",
                                "email",
                                "firstName",
                                "lastName",
                                "phone",
                                "organisationId",
                                "organisationName"))));
    Orgtable older = Orgtable.on(client(), foreign, settings());
    User ann = older.users().create(User.of(ANN, profile(ANN), CREATED));
    User bob = older.users().create(User.of(BOB, profile(BOB), CREATED));

    assertThat(schema(foreign).describe().orElseThrow().fault()).isEmpty();
    assertThat(older.users().search("", PageRequest.first(10)).items()).containsExactly(ann, bob);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreignTables")
  void a_table_that_differs_is_refused(
      String difference, CreateTableRequest.Builder table, String fault) {
    make(table);
    Schema schema = schema(foreign);

    assertThat(schema.describe().orElseThrow().fault()).as(difference).contains(fault);
    assertThatThrownBy(schema::require)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("table " + foreign + " cannot be used: " + fault);
    assertThatThrownBy(() -> schema.create(false, PATIENCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(fault);
  }

  @Test
  void an_index_of_everything_holds_what_ours_does() {
    make(table("id", "rng", index()));

    assertThatCode(() -> schema(foreign).require()).doesNotThrowAnyException();
  }

  @Test
  void a_table_that_keeps_what_has_expired_can_be_used_and_is_told_to_remove_it() {
    make(table("id", "rng", index()));
    schema(foreign).require();
    boolean before = schema(foreign).describe().orElseThrow().removesExpired();

    schema(foreign).create(false, PATIENCE);

    assertThat(before).isFalse();
    assertThat(schema(foreign).describe().orElseThrow().removesExpired()).isTrue();
    assertThat(timeToLive()).isEqualTo("removeAt");
  }

  @Test
  void a_table_made_by_many_at_once_removes_what_has_expired() {
    List<AtOnce.Outcome<Boolean>> outcomes =
        AtOnce.call(
            4,
            () -> {
              schema(foreign).create(false, PATIENCE);
              return true;
            });
    made.add(foreign);

    assertThat(AtOnce.answers(outcomes)).hasSize(4);
    assertThat(timeToLive()).isEqualTo("removeAt");
  }

  @Test
  void a_table_to_be_swept_does_not_remove_what_has_expired_even_if_it_did() {
    schema(foreign).create(false, PATIENCE);
    made.add(foreign);

    schema(foreign).createSwept(PATIENCE);
    schema(foreign).createSwept(PATIENCE);

    assertThat(schema(foreign).describe().orElseThrow().removesExpired()).isFalse();
  }

  private String timeToLive() {
    return client()
        .describeTimeToLive(request -> request.tableName(foreign))
        .timeToLiveDescription()
        .attributeName();
  }

  @Test
  void a_table_that_removes_items_by_another_attribute_is_refused() {
    make(table("id", "rng", index()));
    client()
        .updateTimeToLive(
            request ->
                request
                    .tableName(foreign)
                    .timeToLiveSpecification(on -> on.enabled(true).attributeName("expiresAt")));

    assertThatThrownBy(schema(foreign)::require)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "table " + foreign + " cannot be used: its time to live uses expiresAt, not removeAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "with space", "a/b", "ü-table"})
  void a_bad_name_is_refused(String name) {
    assertThatThrownBy(() -> schema(name).create(false, PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table");
    assertThatThrownBy(() -> schema(name).describe()).isInstanceOf(IllegalArgumentException.class);
  }

  private Schema schema(String name) {
    return Orgtable.on(client(), name, settings()).schema();
  }

  private void make(CreateTableRequest.Builder table) {
    client().createTable(table.tableName(foreign).billingMode(BillingMode.PAY_PER_REQUEST).build());
    made.add(foreign);
  }

  private static CreateTableRequest.Builder table(
      String hash, String range, GlobalSecondaryIndex.Builder index) {
    return CreateTableRequest.builder()
        .attributeDefinitions(string(hash), string(range), string("dir"), string("dirRng"))
        .keySchema(keys(hash, range))
        .globalSecondaryIndexes(index.build());
  }

  private static CreateTableRequest.Builder hashAlone() {
    return CreateTableRequest.builder()
        .attributeDefinitions(string("id"))
        .keySchema(key("id", KeyType.HASH));
  }

  private static CreateTableRequest.Builder noIndex() {
    return CreateTableRequest.builder()
        .attributeDefinitions(string("id"), string("rng"))
        .keySchema(keys("id", "rng"));
  }

  private static CreateTableRequest.Builder typed(String number) {
    return CreateTableRequest.builder()
        .attributeDefinitions(
            attribute("id", number), attribute("rng", number), string("dir"), string("dirRng"))
        .keySchema(keys("id", "rng"))
        .globalSecondaryIndexes(index().build());
  }

  private static AttributeDefinition attribute(String name, String number) {
    return name.equals(number)
        ? string(name).toBuilder().attributeType(ScalarAttributeType.N).build()
        : string(name);
  }

  /** The index with all attributes projected. */
  private static GlobalSecondaryIndex.Builder index() {
    return GlobalSecondaryIndex.builder()
        .indexName("directory")
        .keySchema(keys("dir", "dirRng"))
        .projection(p -> p.projectionType(ProjectionType.ALL));
  }

  private static List<KeySchemaElement> keys(String hash, String range) {
    return List.of(key(hash, KeyType.HASH), key(range, KeyType.RANGE));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
