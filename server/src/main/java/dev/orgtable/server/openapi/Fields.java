package dev.orgtable.server.openapi;

import dev.orgtable.Group;
import dev.orgtable.Scope;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.web.Durations;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * What the fields of bodies and the parameters may hold. A name means the same everywhere, unless
 * it stands here with the name of its schema.
 */
final class Fields {

  /** The rule for ids. */
  static final String ID = "^[A-Za-z0-9._~-]{1,64}$";

  /** How many of what has no bound of its own one answer may hold. */
  static final int MANY = 100_000;

  private static final String LINE = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";
  private static final String TAG = "(W/)?\"[\\x21\\x23-\\x7e]*\"";
  private static final String TAGS = "^(\\*|" + TAG + "(, " + TAG + ")*)$";

  private static final Rule ADDRESS =
      new Rule("An e-mail address, in any case and spelling", "idn-email", 3, 254, null);
  private static final Rule ORGANISATION = id("The organisation's id");
  private static final Rule SERVICE = id("The service's id");
  private static final Rule NAME = new Rule("The name", null, 1, 200, LINE);
  private static final Rule GROUP =
      new Rule(
          "A group's name. A new one is not `.` or `..`, has nothing invisible in it and does not"
              + " look like `owner`",
          null,
          1,
          100,
          "^[^/\\x00-\\x1f\\x7f-\\x9f]+$");
  private static final Rule OPTIONAL = new Rule("A text; may be empty", null, 0, 200, LINE);
  private static final Rule TIME =
      new Rule("", "date-time", 24, 24, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$");
  private static final Rule KEY = new Rule("The key's id", null, 12, 12, "^[A-Za-z0-9]{12}$");
  private static final Rule CURSOR =
      new Rule("The place in the list, as `next` told it", null, 1, 8192, "^[A-Za-z0-9_-]+$");

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("email", ADDRESS),
          Map.entry("emails", ADDRESS),
          Map.entry(
              "OneAnswerBody.email",
              new Rule(
                  "Who was to be invited; as given, if that is no address", null, 0, MANY, null)),
          Map.entry("members", ADDRESS),
          Map.entry("user", ADDRESS),
          Map.entry("owner", ADDRESS.saying("The first owner; a person is it if left out")),
          Map.entry("from", ADDRESS.saying("An owner, who stays a member")),
          Map.entry("to", ADDRESS.saying("Another member")),
          Map.entry("id", id("The id")),
          Map.entry("organisation", ORGANISATION),
          Map.entry("service", SERVICE),
          Map.entry("job", id("The job's id")),
          Map.entry("kind", id("What it does")),
          Map.entry("state", id("Whether there still is something to do: `open` or `done`")),
          Map.entry(
              "MailBody.state",
              id(
                  "`due` if it is still to be sent, `sent`, or `failed` if it was given up: resending"
                      + " the invitation tries again")),
          Map.entry("at", TIME.saying("When it is tried next, was sent, or was given up")),
          Map.entry("lastError", new Rule("Why the latest try stopped", null, 0, 500, null)),
          Map.entry("startedAt", TIME.saying("When the change was made")),
          Map.entry("endedAt", TIME.saying("When the last copy was done")),
          Map.entry("key", KEY),
          Map.entry("KeyBody.id", KEY),
          Map.entry("NewKeyBody.id", KEY),
          Map.entry(
              "NewKeyBody.key",
              new Rule(
                  "The whole key, shown this once",
                  null,
                  60,
                  60,
                  "^otk_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{43}$")),
          Map.entry(
              "token", new Rule("The invitation's token", null, 47, 47, "^oti_[A-Za-z0-9_-]{43}$")),
          Map.entry("name", NAME),
          Map.entry("firstName", NAME.saying("The first name")),
          Map.entry("lastName", OPTIONAL.saying("The last name; may be empty")),
          Map.entry("phone", OPTIONAL.saying("May be empty; not interpreted")),
          Map.entry("invitedBy", OPTIONAL.saying("Who invites, in words")),
          Map.entry("GroupBody.name", GROUP),
          Map.entry("group", GROUP),
          Map.entry("groups", GROUP),
          Map.entry("services", GROUP),
          Map.entry("createdAt", TIME.saying("When it was made")),
          Map.entry("acceptedAt", TIME.saying("Since when the user is a member")),
          Map.entry("invitedAt", TIME.saying("When the invitation was made")),
          Map.entry("expiresAt", TIME.saying("When it expires")),
          Map.entry(
              "expiresIn",
              new Rule(
                  "How long it is good: weeks, such as `P2W`, or days, hours, minutes and seconds,"
                      + " such as `P7D` or `P1DT12H`",
                  "duration",
                  3,
                  43,
                  Durations.PATTERN)),
          Map.entry(
              "prefix",
              new Rule(
                  "What it begins with. Case, and spaces at its ends, do not count; accents do. A"
                      + " domain may be written in its own letters or in its ASCII form",
                  null,
                  0,
                  254,
                  LINE)),
          Map.entry("cursor", CURSOR),
          Map.entry("next", CURSOR.saying("The `cursor` of the next page; null on the last")),
          Map.entry(
              HttpHeaders.IF_MATCH,
              new Rule(
                  "`*`, or a list of `ETag`s: done only if it is there, and has one of them. A weak"
                      + " one matches nothing",
                  null,
                  1,
                  1000,
                  TAGS)),
          Map.entry(
              HttpHeaders.IF_NONE_MATCH,
              new Rule(
                  "`*`, or a list of `ETag`s: done only if it is not there, or has none of them; a"
                      + " `GET` answers 304 otherwise",
                  null,
                  1,
                  1000,
                  TAGS)),
          Map.entry(
              Idempotency.HEADER,
              new Rule(
                  "Any text of the caller's. The same request with the same key is done once, and"
                      + " answered the same for 24 hours",
                  null,
                  1,
                  255,
                  "^[\\x21-\\x7e]{1,255}$")));

  /** The bodies whose whole numbers count something. */
  private static final Set<String> COUNTING = Set.of("JobBody", "MailBody");

  private static final List<String> SCOPES =
      Stream.of(Scope.values()).map(scope -> scope.name().toLowerCase(Locale.ROOT)).toList();

  private static final Map<String, Size> SIZES =
      Map.ofEntries(
          Map.entry("groups", new Size(0, Group.MOST_PER_MEMBER)),
          Map.entry("services", new Size(0, Group.MOST_PER_MEMBER)),
          Map.entry("OrganisationDetailsBody.groups", new Size(0, MANY)),
          Map.entry("OrganisationDetailsBody.services", new Size(0, MANY)),
          Map.entry("ServiceDetailsBody.groups", new Size(0, MANY)),
          Map.entry("scopes", new Size(1, SCOPES.size())),
          Map.entry("emails", new Size(1, 1000)),
          Map.entry("questions", new Size(1, 100)),
          Map.entry("data", new Size(0, 200)),
          Map.entry("AnswersBody.data", new Size(1, 100)),
          Map.entry("BatchAnswerBody.data", new Size(1, 1000)));

  /** What a body must have, by its schema, or by the operation if others need less. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("createUser", List.of("email", "firstName")),
          Map.entry("putUser", List.of("firstName")),
          Map.entry("putOrganisation", List.of("name")),
          Map.entry("createService", List.of("name")),
          Map.entry("putService", List.of("name")),
          Map.entry("check", List.of("user", "organisation")),
          Map.entry("EmailBody", List.of("email")),
          Map.entry("NewOrganisationBody", List.of("name")),
          Map.entry("TransferBody", List.of("from", "to")),
          Map.entry("NewInvitationBody", List.of("email")),
          Map.entry("TokenBody", List.of("token")),
          Map.entry("AcceptBody", List.of("token")),
          Map.entry("BatchBody", List.of("emails")),
          Map.entry("QuestionsBody", List.of("questions")),
          Map.entry("QuestionBody", List.of("user", "organisation")),
          Map.entry("KeyRequestBody", List.of("name", "scopes")));

  private Fields() {}

  private static Rule id(String description) {
    return new Rule(description, null, 1, 64, ID);
  }

  static List<String> required(String operationOrSchema) {
    return REQUIRED.getOrDefault(operationOrSchema, List.of());
  }

  static void describe(Parameter parameter, String operation) {
    String name = parameter.getName();
    Schema<?> schema = own(parameter.getSchema());
    describe("", name, schema);
    parameter.setDescription(schema.getDescription());
    schema.setDescription(null);
    parameter.setSchema(schema);
    if (required(operation).contains(name)) {
      parameter.setRequired(true);
    }
  }

  /** springdoc gives parameters of one type one schema. */
  private static Schema<?> own(Schema<?> shared) {
    if (!Schemas.is(shared, "string")) {
      return shared;
    }
    Schema<?> own = Schemas.string();
    if (shared.getDefault() != null) {
      own.setDefault(shared.getDefault());
    }
    return own;
  }

  /** Says what a field of a schema may hold, if the table knows. */
  static void describe(String owner, String name, Schema<?> schema) {
    if (Schemas.is(schema, "array")) {
      Size size = Objects.requireNonNullElse(of(SIZES, owner, name), new Size(0, MANY));
      schema.setMinItems(size.least() == 0 ? null : size.least());
      schema.setMaxItems(size.most());
      describe(owner, name, schema.getItems());
    } else if (schema.getAdditionalProperties() instanceof Schema<?> groups) {
      schema.setDescription("Groups by the service's id");
      schema.setPropertyNames(Schemas.string(ID, 64));
      schema.setMaxProperties(Group.MOST_PER_MEMBER);
      describe(owner, name, groups);
    } else if (name.equals("status")) {
      schema.setMinimum(BigDecimal.valueOf(HttpStatus.OK.value()));
      schema.setMaximum(BigDecimal.valueOf(HttpStatus.SERVICE_UNAVAILABLE.value()));
    } else if (Schemas.is(schema, "integer") && COUNTING.contains(owner)) {
      schema.setMinimum(BigDecimal.ZERO);
      schema.setMaximum(
          BigDecimal.valueOf(
              Objects.equals(schema.getFormat(), "int32") ? Integer.MAX_VALUE : Long.MAX_VALUE));
    } else if (name.equals("scopes")) {
      Schemas.oneOf(schema, SCOPES);
    } else if (Schemas.is(schema, "string")) {
      Rule rule = of(RULES, owner, name);
      if (rule != null) {
        rule.apply(schema);
      }
    }
  }

  private static <T> @Nullable T of(Map<String, T> table, String owner, String name) {
    T own = table.get(owner + "." + name);
    return own == null ? table.get(name) : own;
  }

  private record Size(int least, int most) {}

  private record Rule(
      String description,
      @Nullable String format,
      int shortest,
      int longest,
      @Nullable String pattern) {

    Rule saying(String other) {
      return new Rule(other, format, shortest, longest, pattern);
    }

    void apply(Schema<?> schema) {
      schema.description(description).format(format).maxLength(longest).pattern(pattern);
      if (shortest > 0) {
        schema.setMinLength(shortest);
      }
    }
  }
}
