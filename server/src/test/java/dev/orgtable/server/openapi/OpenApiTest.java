package dev.orgtable.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Scope;
import dev.orgtable.server.Http.Reply;
import dev.orgtable.server.TestServer;
import dev.orgtable.server.caller.CurrentOrigin;
import dev.orgtable.server.caller.Rights;
import dev.orgtable.server.problem.Code;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** The API description is complete, and its page loads no external resources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {

  private static final Pattern SOURCE =
      Pattern.compile("(?:src|href)=\"([^\"]*\\.(?:css|js|svg))\"");

  private TestServer server;
  private JsonNode description;
  private final Map<String, JsonNode> operations = new TreeMap<>();

  @BeforeAll
  void fetch() {
    server = TestServer.start();
    description = server.anybody().get("/v1/openapi.json").json();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void every_operation_has_a_row_and_every_row_an_operation() {
    assertThat(operations).containsOnlyKeys(Rights.table().keySet());
  }

  @Test
  void every_operation_has_a_name_of_its_own_a_summary_and_a_feature_that_is_described() {
    List<String> features = description.path("tags").findValuesAsString("name");
    Set<String> names = new HashSet<>();

    assertThat(operations.values())
        .allSatisfy(
            operation -> {
              assertThat(names.add(operation.path("operationId").asString(""))).isTrue();
              assertThat(operation.path("summary").asString("")).isNotEmpty();
              assertThat(features).contains(operation.path("tags").path(0).asString());
            });
  }

  @Test
  void every_operation_has_one_success_and_the_refusals_of_all() {
    assertThat(operations)
        .allSatisfy(
            (name, operation) -> {
              assertThat(operation.path("responses").propertyNames())
                  .contains("400", "401", "429", "500", "503")
                  .containsAnyOf("200", "201", "204")
                  .doesNotContain("405");
              assertThat(operation.path("responses").has("403"))
                  .isEqualTo(!name.startsWith("POST /v1/invitations/"));
              assertThat(operation.path("security")).isNotEmpty();
            });
  }

  /** Linters require it to be said; the signature is no scheme that the format knows. */
  @Test
  void every_webhook_says_that_it_needs_no_credential() {
    assertThat(description.path("webhooks")).isNotEmpty();
    assertThat(description.path("webhooks"))
        .allSatisfy(webhook -> assertThat(webhook.at("/post/security/0").isObject()).isTrue());
  }

  @Test
  void every_reference_leads_somewhere() {
    List<String> references = description.findValuesAsString("$ref");

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(description.at(JsonPointer.compile(reference.substring(1))).isObject())
                    .as(reference)
                    .isTrue());
  }

  /** Generators of clients make a class without a name of what stands beside a reference. */
  @Test
  void every_reference_of_a_schema_stands_alone() {
    assertThat(description.path("components").path("schemas").findParents("$ref"))
        .isNotEmpty()
        .allSatisfy(parent -> assertThat(parent.propertyNames()).containsExactly("$ref"));
  }

  @Test
  void a_parameter_has_the_rule_of_its_name() {
    assertThat(operations.values())
        .flatExtracting(operation -> operation.path("parameters").valueStream().toList())
        .isNotEmpty()
        .filteredOn(parameter -> parameter.path("name").asString("").equals("organisation"))
        .allSatisfy(
            parameter ->
                assertThat(parameter.at("/schema/pattern").asString()).isEqualTo(Fields.ID));
  }

  @Test
  void a_request_has_no_unknown_fields_and_an_answer_all_of_its_own() {
    assertThat(schema("NewUser").path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema("User").path("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("id", "email", "firstName", "lastName", "phone", "createdAt");
    assertThat(schema("ApiKey").at("/properties/expiresAt/type").valueStream())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("string", "null");
  }

  @Test
  void null_is_told_where_it_removes_and_nowhere_else_in_a_request() {
    assertThat(schema("UserChanges").at("/properties/phone/type").valueStream())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrder("string", "null");
    assertThat(schema("UserChanges").at("/properties/firstName/type").asString())
        .isEqualTo("string");
    assertThat(
            description.at("/paths/~1v1~1users~1{email}/patch/requestBody/content").propertyNames())
        .containsExactlyInAnyOrder("application/json", "application/merge-patch+json");
  }

  @Test
  void schemas_have_names_of_the_domain_of_their_own_and_no_body_is_inline() {
    Set<String> references = Set.copyOf(description.findValuesAsString("$ref"));

    assertThat(description.path("components").path("schemas").propertyNames())
        .contains("User", "UserPage", "NewUser", "NewOrganisation", "Group", "GroupPage", "Check")
        .allSatisfy(
            name -> {
              assertThat(name).doesNotContain("Body").matches("[A-Z][A-Za-z]*");
              assertThat(references).contains("#/components/schemas/" + name);
            });
    assertThat(description.findValues("content"))
        .isNotEmpty()
        .flatExtracting(content -> content.findValues("schema"))
        .allSatisfy(
            schema -> assertThat(schema.propertyNames()).as("%s", schema).containsExactly("$ref"));
    assertThat(description.findValues("allOf")).isEmpty();
  }

  @Test
  void operations_that_share_a_record_have_requests_of_their_own() {
    assertThat(required("NewUser")).containsExactlyInAnyOrder("email", "firstName");
    assertThat(required("UserProfile")).containsExactly("firstName");
    assertThat(required("OrganisationName")).containsExactly("name");
    assertThat(required("OrganisationChanges")).isEmpty();
    assertThat(required("ActionSearch")).containsExactlyInAnyOrder("subject", "resource");
    assertThat(required("Evaluation")).isEmpty();
  }

  @Test
  void every_operation_has_an_example_of_its_request_and_its_answer() {
    assertThat(operations)
        .allSatisfy(
            (name, operation) -> {
              String as =
                  "no example of %s: call it in ApiStory%s"
                      .formatted(operation.path("operationId").asString(), ExamplesTest.HOW);
              assertThat(operation.findValues("example").isEmpty()).as(as).isFalse();
              contents(operation)
                  .forEach(content -> assertThat(content.has("example")).as(as).isTrue());
              operation
                  .path("parameters")
                  .valueStream()
                  .filter(parameter -> parameter.path("required").asBoolean(false))
                  .forEach(parameter -> assertThat(parameter.has("example")).as(as).isTrue());
            });
  }

  /** The media types of an operation's request and of its success. */
  private static List<JsonNode> contents(JsonNode operation) {
    return Stream.concat(
            Stream.of(operation.path("requestBody")),
            operation
                .path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(Map.Entry::getValue))
        .flatMap(part -> part.path("content").valueStream())
        .toList();
  }

  @Test
  void every_operation_says_who_may_call_it_and_what_a_repetition_does() {
    assertThat(operations)
        .allSatisfy(
            (name, operation) -> {
              String text = operation.path("description").asString();
              assertThat(text).containsAnyOf("An API key needs the scope", "no credential");
              if (!name.startsWith("GET ") && !name.equals("POST /v1/keys")) {
                assertThat(text).containsAnyOf("dempotent", "Idempotency-Key", "Changes nothing");
              }
              assertThat(text.contains("Send an `Idempotency-Key`"))
                  .isEqualTo(parameters(operation).contains("Idempotency-Key"));
              assertThat(text.contains("202")).isEqualTo(operation.path("responses").has("202"));
              assertThat(text.contains("`If-Match`") || text.contains("`If-None-Match`"))
                  .isEqualTo(parameters(operation).contains("If-Match"));
            });
  }

  @Test
  void every_change_by_a_back_end_takes_the_user_for_whom_it_acts() {
    String reference = "#/components/parameters/ActingFor";

    assertThat(operations)
        .allSatisfy(
            (name, operation) -> {
              Rights.Right right = Objects.requireNonNull(Rights.table().get(name));
              boolean changes =
                  !name.startsWith("GET ")
                      && right.scope() != Scope.READ
                      && right.persons() != Rights.Persons.HOLDER;
              assertThat(
                      operation.path("parameters").findValuesAsString("$ref").contains(reference))
                  .as(name)
                  .isEqualTo(changes);
            });
    JsonNode header = description.at("/components/parameters/ActingFor");
    assertThat(header.path("name").asString()).isEqualTo(CurrentOrigin.ACTING_FOR);
    assertThat(header.path("in").asString()).isEqualTo("header");
    assertThat(header.path("required").asBoolean(false)).isFalse();
  }

  private static List<String> parameters(JsonNode operation) {
    return operation.path("parameters").findValuesAsString("name");
  }

  @Test
  void every_code_of_a_conflict_is_said_by_an_operation_with_what_helps() {
    List<String> texts =
        description.findValues("409").stream()
            .map(response -> response.path("description").asString())
            .filter(text -> !text.isEmpty())
            .toList();

    assertThat(Code.values())
        .filteredOn(code -> code.status() == HttpStatus.CONFLICT)
        .allSatisfy(
            code ->
                assertThat(texts)
                    .as("the operations that are refused with %s: add it to Conflicts", code)
                    .anyMatch(text -> text.contains("`" + code.text() + "`: ")));
    assertThat(Code.values())
        .filteredOn(code -> code.status() != HttpStatus.CONFLICT)
        .allSatisfy(
            code -> assertThat(texts).noneMatch(text -> text.contains("`" + code.text() + "`: ")));
    assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain("null"));
  }

  private List<String> required(String name) {
    return schema(name).path("required").valueStream().map(JsonNode::asString).toList();
  }

  private JsonNode schema(String name) {
    return description.path("components").path("schemas").path(name);
  }

  @Test
  void the_page_loads_its_own_files_alone() {
    Reply page = server.anybody().get("/docs");

    List<String> sources =
        SOURCE.matcher(page.response().body()).results().map(found -> found.group(1)).toList();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "style-src 'self';");
    assertThat(sources)
        .hasSizeGreaterThan(4)
        .allSatisfy(
            source -> {
              String path = URI.create("/docs").resolve(source).toString();
              assertThat(path).startsWith("/");
              assertThat(server.anybody().get(path).status()).isEqualTo(200);
            });
    assertThat(server.anybody().get("/docs/docs.js").response().body())
        .doesNotContain("http:", "https:");
  }

  @Test
  void yaml_is_neither_read_nor_answered() {
    Reply reply =
        server
            .key(Scope.WRITE)
            .send(
                "POST",
                "/v1/users",
                "email: yaml@example.com\nfirstName: Y\nunknown: 1",
                "Content-Type",
                "application/yaml");

    assertThat(reply.status()).isEqualTo(415);
  }
}
