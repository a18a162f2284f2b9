package dev.orgtable.server.problem;

import java.util.List;
import java.util.Map;

/** Required fields, by record, or by operation where operations differ. */
public final class RequiredFields {

  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("createUser", List.of("email", "firstName")),
          Map.entry("putUser", List.of("firstName")),
          Map.entry("putOrganisation", List.of("name")),
          Map.entry("ServiceNameBody", List.of("name")),
          Map.entry("NewGroupBody", List.of("name")),
          Map.entry("RenameBody", List.of("name")),
          Map.entry("check", List.of("user", "organisation")),
          Map.entry("ClaimsBody", List.of("truncated")),
          Map.entry("OrganisationClaimsBody", List.of("org_id", "org_name", "groups", "services")),
          Map.entry("EmailBody", List.of("email")),
          Map.entry("NewOrganisationBody", List.of("name")),
          Map.entry("TransferBody", List.of("from", "to")),
          Map.entry("NewInvitationBody", List.of("email")),
          Map.entry("TokenBody", List.of("token")),
          Map.entry("AcceptBody", List.of("token")),
          Map.entry("BatchBody", List.of("emails")),
          Map.entry("NewMembersBody", List.of("members")),
          Map.entry("NewMemberBody", List.of("email")),
          Map.entry("ProfileBody", List.of("firstName")),
          Map.entry("QuestionsBody", List.of("questions")),
          Map.entry("QuestionBody", List.of("user", "organisation")),
          Map.entry("EntityBody", List.of("type")),
          Map.entry("ActionBody", List.of("name")),
          Map.entry("evaluate", List.of("subject", "action", "resource")),
          Map.entry("searchSubjects", List.of("subject", "action", "resource")),
          Map.entry("searchResources", List.of("subject", "action", "resource")),
          Map.entry("searchActions", List.of("subject", "resource")),
          Map.entry("DecisionBody", List.of("decision")),
          Map.entry("WebhookRequestBody", List.of("url")),
          Map.entry("ReplayBody", List.of("since")),
          Map.entry("KeyRequestBody", List.of("name", "scopes")));

  private RequiredFields() {}

  /** Returns the required fields of an operation or a record; empty if it has none. */
  public static List<String> of(String operationOrSchema) {
    return REQUIRED.getOrDefault(operationOrSchema, List.of());
  }
}
