package dev.orgtable.server.openapi;

import dev.orgtable.Group;
import dev.orgtable.Scope;
import dev.orgtable.facts.Metadata;
import dev.orgtable.limit.Seats;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.server.idempotency.Idempotency;
import dev.orgtable.server.problem.RequiredFields;
import dev.orgtable.server.web.Durations;
import dev.orgtable.store.AccountStore;
import dev.orgtable.store.Claims;
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
 * Descriptions and constraints of fields and parameters. A name means the same everywhere, except
 * where the table qualifies it with a schema's name.
 */
final class Fields {

  /** The constraint on ids. */
  static final String ID = "^[A-Za-z0-9._~-]{1,64}$";

  /** The maximum size stated for lists that have no bound of their own. */
  static final int MANY = 100_000;

  private static final String KEY_OF_METADATA = "^[A-Za-z0-9._~:-]{1,40}$";
  private static final String LINE = "^[^\\x00-\\x1f\\x7f-\\x9f]*$";
  private static final String GROUP_NAME = "^[^/\\x00-\\x1f\\x7f-\\x9f]+$";
  private static final String TAG = "(W/)?\"[\\x21\\x23-\\x7e]*\"";
  private static final String TAGS = "^(\\*|" + TAG + "(, " + TAG + ")*)$";

  private static final Rule ADDRESS =
      new Rule("An e-mail address, in any case and spelling", "idn-email", 3, 254, null);
  private static final Rule USER =
      new Rule("A user's address, in any case and spelling, or id", null, 3, 254, null);
  private static final Rule USER_ID =
      new Rule("The user's id, which survives changes of the address", "uuid", 36, 36, null);
  private static final Rule ACCOUNT = new Rule("The account's id", null, 64, 64, "^[0-9a-f]{64}$");
  private static final Rule ORGANISATION = id("The organisation's id");
  private static final Rule SERVICE = id("The service's id");
  private static final Rule NAME = new Rule("The name", null, 1, 200, LINE);
  private static final Rule GROUP =
      new Rule(
          "A group's name. A new name is not `.` or `..`, has no invisible characters and does not"
              + " resemble `owner`",
          null,
          1,
          100,
          GROUP_NAME);
  private static final Rule PERMISSION =
      new Rule("A permission that roles name", null, 1, 100, "^[A-Za-z0-9._:/-]+$");
  private static final Rule ACTION =
      text("`member`, `in:` and the name of a group, or a permission");
  private static final Rule OPTIONAL = new Rule("A text; may be empty", null, 0, 200, LINE);
  private static final Rule LABEL =
      OPTIONAL.saying("What people read instead of the name; may be empty");
  static final Rule TIME =
      new Rule("", "date-time", 24, 24, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$");
  private static final Rule KEY = new Rule("The key's id", null, 12, 12, "^[A-Za-z0-9]{12}$");
  private static final Rule CURSOR =
      new Rule(
          "The start of the page: `next` of the previous one", null, 1, 8192, "^[A-Za-z0-9_-]+$");

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          Map.entry("email", ADDRESS),
          Map.entry(".email", USER),
          Map.entry("NewMemberBody.email", USER),
          Map.entry("emails", ADDRESS),
          Map.entry(
              "OneAnswerBody.email",
              new Rule(
                  "The invitee's address; as given, if it is not an address", null, 0, MANY, null)),
          Map.entry("members", ADDRESS),
          Map.entry("user", USER),
          Map.entry("JobBody.user", ADDRESS),
          Map.entry(
              "owner",
              USER.saying("The first owner, by address or id; default: the person who calls")),
          Map.entry("from", USER.saying("An owner, who remains a member, by address or id")),
          Map.entry("to", USER.saying("Another member, by address or id")),
          Map.entry("id", id("The id")),
          Map.entry("UserBody.id", USER_ID),
          Map.entry("MemberBody.id", USER_ID),
          Map.entry("account", ACCOUNT),
          Map.entry("AccountBody.id", ACCOUNT),
          Map.entry(
              "issuer", new Rule("The issuer, without slashes at its end", null, 1, 2048, null)),
          Map.entry("subject", new Rule("The subject", null, 1, 255, null)),
          Map.entry("organisation", ORGANISATION),
          Map.entry("org_id", ORGANISATION),
          Map.entry("org_name", NAME.saying("The organisation's name")),
          Map.entry("service", SERVICE),
          Map.entry("job", id("The job's id")),
          Map.entry("kind", id("The kind of job")),
          Map.entry(
              "state",
              new Rule(
                  "Whether there is work left: `open` or `done`", null, 4, 4, "^(open|done)$")),
          Map.entry(
              "MailBody.state",
              id(
                  "`due` until it is sent, `sent`, or `failed` after the last attempt; resending"
                      + " the invitation starts again")),
          Map.entry(
              "MailBody.at",
              TIME.saying(
                  "When the next attempt is due, the mail was sent, or the last attempt failed")),
          Map.entry("at", TIME.saying("A time, such as `2026-11-27T20:15:30.000Z`")),
          Map.entry("lastError", new Rule("Why the latest attempt failed", null, 0, 500, null)),
          Map.entry("startedAt", TIME.saying("When the change was committed")),
          Map.entry("endedAt", TIME.saying("When the last copy was processed")),
          Map.entry("key", KEY),
          Map.entry("KeyBody.id", KEY),
          Map.entry("NewKeyBody.id", KEY),
          Map.entry(
              "NewKeyBody.key",
              new Rule(
                  "The complete key, shown once",
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
          Map.entry("invitedBy", OPTIONAL.saying("The name of the inviter")),
          Map.entry("GroupBody.name", GROUP),
          Map.entry("OrganisationGroupBody.id", new Rule("The id", "uuid", 36, 36, null)),
          Map.entry("OrganisationGroupBody.name", GROUP),
          Map.entry("NewGroupBody.name", GROUP),
          Map.entry("RenameBody.name", GROUP),
          Map.entry("OrganisationGroupBody.label", LABEL),
          Map.entry("NewGroupBody.label", LABEL),
          Map.entry("GroupDetailsBody.label", LABEL),
          Map.entry("roles", GROUP.saying("A role of the application, by its group's name")),
          Map.entry("group", GROUP),
          Map.entry("groups", GROUP),
          Map.entry("label", NAME.saying("What people read instead of the name")),
          Map.entry("description", OPTIONAL.saying("What the group is for; may be empty")),
          Map.entry("includes", GROUP),
          Map.entry("permission", PERMISSION),
          Map.entry("permissions", PERMISSION),
          Map.entry("services", GROUP),
          Map.entry("createdAt", TIME.saying("When it was created")),
          Map.entry("acceptedAt", TIME.saying("When the user became a member")),
          Map.entry(
              "suspendedAt",
              TIME.saying("When the member was suspended; null if the member is active")),
          Map.entry(
              "OrganisationBody.suspendedAt",
              TIME.saying("When the organisation was suspended; null if it is active")),
          Map.entry("invitedAt", TIME.saying("When the invitation was created")),
          Map.entry("expiresAt", TIME.saying("When it expires")),
          Map.entry(
              "expiresIn",
              new Rule(
                  "How long it is valid: weeks, such as `P2W`, or days, hours, minutes and seconds,"
                      + " such as `P7D` or `P1DT12H`",
                  "duration",
                  3,
                  43,
                  Durations.PATTERN)),
          Map.entry(
              "maxStaleness",
              new Rule(
                  "How old the result may be, `PT0S` to `PT60S`: a check that this server made less"
                      + " than that ago may be answered from its memory. A change by this server is"
                      + " seen immediately. A change by another process, or one whose outcome is"
                      + " unknown, is seen within that time, whether it adds or removes; one of the roles, within 5 seconds. Default: the table is read",
                  "duration",
                  3,
                  43,
                  Durations.PATTERN)),
          Map.entry(
              "prefix",
              new Rule(
                  "A prefix. Case and surrounding spaces are ignored; accents are not. A"
                      + " domain may be given in Unicode or in its ASCII form",
                  null,
                  0,
                  254,
                  LINE)),
          Map.entry(
              "expired",
              new Rule(
                  "`true` to include those that expired at most 7 days ago and can be resent",
                  null,
                  4,
                  5,
                  "^(true|false)$")),
          Map.entry(
              "type",
              text("The type: `user` of a subject; `organisation` or `service` of a resource")),
          Map.entry(
              "EntityBody.id",
              text(
                  "The id, required except of what a search looks for: an address, the id of an"
                      + " organisation, or `organisation/service`")),
          Map.entry("FoundBody.id", text("The id")),
          Map.entry("ActionBody.name", ACTION),
          Map.entry("FoundActionBody.name", ACTION),
          Map.entry(
              "evaluations_semantic",
              new Rule(
                  "`execute_all` (default), or where to stop",
                  null,
                  11,
                  22,
                  "^(execute_all|deny_on_first_deny|permit_on_first_permit)$")),
          Map.entry("SearchPageBody.token", text("The `next_token` of the previous page")),
          Map.entry("next_token", text("The token of the next page; empty on the last")),
          Map.entry("reason", text("What this server does not know")),
          Map.entry("message", text("What is missing")),
          Map.entry("externalId", NAME.saying("The id in the application or another system")),
          Map.entry("cursor", CURSOR),
          Map.entry("next", CURSOR.saying("The cursor of the next page; null on the last")),
          Map.entry(
              HttpHeaders.IF_MATCH,
              new Rule(
                  "`*`, or a list of `ETag`s: executed only if the resource exists and has one of"
                      + " them. A weak tag never matches",
                  null,
                  1,
                  1000,
                  TAGS)),
          Map.entry(
              HttpHeaders.IF_NONE_MATCH,
              new Rule(
                  "`*`, or a list of `ETag`s: executed only if the resource is absent or has none"
                      + " of them; a `GET` returns 304 otherwise",
                  null,
                  1,
                  1000,
                  TAGS)),
          Map.entry(
              Idempotency.HEADER,
              new Rule(
                  "Chosen by the caller. A request repeated with the same key is executed once and"
                      + " gets the same response for 24 hours",
                  null,
                  1,
                  255,
                  "^[\\x21-\\x7e]{1,255}$")));

  /** Objects of AuthZEN whose content is ignored. */
  private static final Set<String> IGNORED = Set.of("properties", "context");

  private static final List<String> SCOPES =
      Stream.of(Scope.values()).map(scope -> scope.name().toLowerCase(Locale.ROOT)).toList();

  private static final Map<String, Size> SIZES =
      Map.ofEntries(
          Map.entry("groups", new Size(0, Group.MOST_PER_MEMBER)),
          Map.entry("services", new Size(0, Group.MOST_PER_MEMBER)),
          Map.entry("ClaimsBody.organisations", new Size(0, Claims.MOST_ORGANISATIONS)),
          Map.entry("OrganisationDetailsBody.groups", new Size(0, MANY)),
          Map.entry("OrganisationDetailsBody.services", new Size(0, MANY)),
          Map.entry("ServiceDetailsBody.groups", new Size(0, MANY)),
          Map.entry("roles", new Size(0, GroupDetails.MOST_ROLES)),
          Map.entry("scopes", new Size(1, SCOPES.size())),
          Map.entry("emails", new Size(1, 1000)),
          Map.entry("NewMembersBody.members", new Size(1, 25)),
          Map.entry("questions", new Size(1, 100)),
          Map.entry("evaluations", new Size(0, 100)),
          Map.entry("AccountsBody.data", new Size(0, AccountStore.MOST_PER_USER)),
          Map.entry("results", new Size(0, 200)),
          Map.entry("data", new Size(0, 200)),
          Map.entry("AnswersBody.data", new Size(1, 100)),
          Map.entry("BatchAnswerBody.data", new Size(1, 1000)));

  private Fields() {}

  static Rule id(String description) {
    return new Rule(description, null, 1, 64, ID);
  }

  static Rule text(String description) {
    return new Rule(description, null, 0, MANY, null);
  }

  static void describe(Parameter parameter, String operation) {
    String name = parameter.getName();
    Schema<?> schema = own(parameter.getSchema());
    describe("", name, schema);
    parameter.setDescription(schema.getDescription());
    schema.setDescription(null);
    parameter.setSchema(schema);
    if (RequiredFields.of(operation).contains(name)) {
      parameter.setRequired(true);
    }
  }

  /** springdoc shares one schema between parameters of one type. */
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

  /** Adds the constraints of a field to its schema, if the table has them. */
  static void describe(String owner, String name, Schema<?> schema) {
    if (Schemas.is(schema, "array")) {
      Size size = Objects.requireNonNullElse(of(SIZES, owner, name), new Size(0, MANY));
      schema.setMinItems(size.least() == 0 ? null : size.least());
      schema.setMaxItems(size.most());
      describe(owner, name, schema.getItems());
    } else if (IGNORED.contains(name) && Schemas.is(schema, "object")) {
      schema.additionalProperties(true).setDescription("Ignored");
    } else if (schema.getAdditionalProperties() instanceof Schema<?> texts
        && name.equals("metadata")) {
      describeMetadata(owner, schema, texts);
    } else if (schema.getAdditionalProperties() instanceof Schema<?> groups) {
      boolean roles = owner.equals("RolesBody");
      schema.setDescription(roles ? "Roles by the group's name" : "Groups by the service's id");
      schema.setPropertyNames(roles ? Schemas.string(GROUP_NAME, 100) : Schemas.string(ID, 64));
      schema.setMaxProperties(roles ? MANY : Group.MOST_PER_MEMBER);
      describe(owner, name, groups);
    } else if (name.equals("status")) {
      schema.setMinimum(BigDecimal.valueOf(HttpStatus.OK.value()));
      schema.setMaximum(BigDecimal.valueOf(HttpStatus.SERVICE_UNAVAILABLE.value()));
    } else if (Schemas.is(schema, "integer") && EventFields.COUNTING.contains(owner)) {
      schema.setMinimum(BigDecimal.ZERO);
      schema.setMaximum(
          BigDecimal.valueOf(
              Objects.equals(schema.getFormat(), "int32") ? Integer.MAX_VALUE : Long.MAX_VALUE));
    } else if (Schemas.is(schema, "integer") && name.equals("limit")) {
      schema.setMinimum(BigDecimal.ONE);
      schema.setMaximum(BigDecimal.valueOf(Seats.HIGHEST_LIMIT));
    } else if (name.equals("scopes")) {
      Schemas.oneOf(schema, SCOPES);
    } else if (Schemas.is(schema, "string")) {
      Rule rule = of(EventFields.RULES, owner, name);
      rule = rule == null ? of(RULES, owner, name) : rule;
      if (rule != null) {
        rule.apply(schema);
      }
    }
  }

  /** In a merge patch, null removes a key. */
  private static void describeMetadata(String owner, Schema<?> schema, Schema<?> texts) {
    schema.setDescription("Texts by key, %d bytes of UTF-8 in all".formatted(Metadata.MOST_BYTES));
    schema.setPropertyNames(Schemas.string(KEY_OF_METADATA, Metadata.LONGEST_KEY));
    schema.setMaxProperties(Metadata.MOST_KEYS);
    texts.pattern(LINE).maxLength(Metadata.MOST_BYTES);
    if (owner.equals("FactsChangesBody")) {
      texts.addType("null");
    }
  }

  private static <T> @Nullable T of(Map<String, T> table, String owner, String name) {
    T own = table.get(owner + "." + name);
    return own == null ? table.get(name) : own;
  }

  private record Size(int least, int most) {}

  record Rule(
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
