package dev.orgtable.server.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.ResolvableType;

/**
 * The names of schemas, which generated clients use for their types. A record's schema has its name
 * without {@code Body}, and a page that of its entries with {@code Page}: {@code UserBody} is a
 * {@code User}, and {@code PageBody<UserBody>} a {@code UserPage}. The table has the other names.
 */
final class SchemaNames extends TypeNameResolver {

  private static final String BODY = "Body";

  private static final Map<String, String> OF_RECORDS =
      Map.ofEntries(
          Map.entry("AcceptBody", "InvitationAcceptance"),
          Map.entry("AcceptedBody", "AcceptedMembership"),
          Map.entry("AccountsBody", "AccountList"),
          Map.entry("AnswerBody", "CheckResult"),
          Map.entry("AnswersBody", "CheckResults"),
          Map.entry("BatchAnswerBody", "InvitationResults"),
          Map.entry("BatchBody", "NewInvitations"),
          Map.entry("CheckedBody", "CheckResultOrProblem"),
          Map.entry("EmailBody", "NewAddress"),
          Map.entry("ErrorBody", "DecisionError"),
          Map.entry("EvaluationsBody", "EvaluationBatch"),
          Map.entry("FoundActionBody", "FoundAction"),
          Map.entry("FoundBody", "FoundEntity"),
          Map.entry("GroupBody", "GroupMembers"),
          Map.entry("KeyBody", "ApiKey"),
          Map.entry("KeyRequestBody", "NewApiKey"),
          Map.entry("MailBody", "InvitationMail"),
          Map.entry("NewKeyBody", "CreatedApiKey"),
          Map.entry("OneAnswerBody", "InvitationResult"),
          Map.entry("OptionsBody", "EvaluationOptions"),
          Map.entry("OrganisationGroupBody", "Group"),
          Map.entry("ProfileBody", "MemberProfile"),
          Map.entry("QuestionBody", "Check"),
          Map.entry("QuestionsBody", "Checks"),
          Map.entry("RenameBody", "NewGroupName"),
          Map.entry("ResultsPageBody", "SearchPage"),
          Map.entry("SearchPageBody", "SearchPageRequest"),
          Map.entry("ServiceDetailsBody", "ServiceGroups"),
          Map.entry("ServiceNameBody", "NewService"),
          Map.entry("TokenBody", "InvitationToken"),
          Map.entry("TransferBody", "OwnershipTransfer"),
          Map.entry("NewWebhookBody", "CreatedWebhook"),
          Map.entry("ReplayBody", "ReplayRequest"),
          Map.entry("ReplayedBody", "ReplayResult"),
          Map.entry("WebhookAnswerBody", "WebhookTestResult"),
          Map.entry("WebhookRequestBody", "NewWebhook"),
          Map.entry("WebhooksBody", "WebhookList"),
          Map.entry("WhyBody", "DecisionContext"));

  /** The requests of operations that share a record but require different fields of it. */
  private static final Map<String, String> OF_REQUESTS =
      Map.of(
          "createUser", "NewUser",
          "putUser", "UserProfile",
          "putOrganisation", "OrganisationName",
          "evaluate", "CompleteEvaluation",
          "searchSubjects", "SubjectSearch",
          "searchResources", "ResourceSearch",
          "searchActions", "ActionSearch");

  /** Returns the schema name of a record. */
  static String of(ResolvableType record) {
    return of(record.toClass(), Arrays.stream(record.getGenerics()).map(SchemaNames::of).toList());
  }

  /** Returns the schema name of an operation's own request; empty if its record's name is used. */
  static Optional<String> ofRequest(String operation) {
    return Optional.ofNullable(OF_REQUESTS.get(operation));
  }

  /** Returns the schema names of operations' own requests. */
  static Collection<String> ofRequests() {
    return OF_REQUESTS.values();
  }

  private static String of(Class<?> type, List<String> parts) {
    return String.join("", parts) + getName(type);
  }

  private static String getName(Class<?> type) {
    String name = type.getSimpleName();
    String plain = name.endsWith(BODY) ? name.substring(0, name.length() - BODY.length()) : name;
    return OF_RECORDS.getOrDefault(name, plain);
  }

  @Override
  protected String getNameOfClass(Class<?> type) {
    return getName(type);
  }

  @Override
  protected String nameForGenericType(JavaType type, Set<Options> options) {
    return of(
        type.getRawClass(),
        type.getBindings().getTypeParameters().stream()
            .map(part -> nameForType(part, options))
            .toList());
  }
}
